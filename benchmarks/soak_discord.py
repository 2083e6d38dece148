"""Soak the Discord adapter: so many commands a second for a minute, over a real gateway, against the stand-in.

    python benchmarks/soak_discord.py [--seconds 60] [--rate 50]

The bot runs as its own process, as an operator runs it, over the shipped recaps; the stand-in runs in this one.
Prints how fast commands were answered and how memory grew, and fails when a bound is broken.
"""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.soaking import READY_SECONDS, WARM_UP, Pace, fire, lookup, main, report, serving
from emulators.discord.server import DiscordServer
from emulators.discord.users import Interaction

_LAST_SECONDS = 30


async def soak(pace: Pace) -> bool:
    """Run the soak, print what was seen, and say whether every bound held."""
    asked: list[Interaction] = []
    async with DiscordServer() as server:

        async def send(number: int) -> None:
            asked.append(await server.slash("kubecon ask", {"words": lookup(number)}))

        def forget() -> None:
            server.calls.clear()
            for session in server.sessions.values():
                session.sent.clear()

        environment = {
            "DISCORD_TOKEN": server.token,
            "DISCORD_API_URL": server.rest_url,
            "DISCORD_GATEWAY_URL": server.gateway_url,
        }
        async with serving(environment) as pid:
            await server.wait_ready(READY_SECONDS)
            for number in range(WARM_UP):
                await send(number)
                await asked.pop().answer()
            memory = await fire(send, forget, pace, pid)
            await asyncio.wait([asyncio.ensure_future(one.answered.wait()) for one in asked], timeout=_LAST_SECONDS)
        answered = [1000 * one.latency for one in asked if len(one.callbacks) == 1]
        print(f"commands {len(asked)}, answered once {len(answered)}, deferred {sum(one.deferred for one in asked)}")
        bounds = {
            "every command is answered once": len(asked) == len(answered),
            "no breach of Discord's rules": not server.violations and not server.warnings,
        }
        return report(answered, memory, bounds)


if __name__ == "__main__":
    main(__doc__, soak)
