"""Soak the Slack adapter: so many commands a second for a minute, over a real socket, against the stand-in.

    python benchmarks/soak_slack.py [--seconds 60] [--rate 50]

The bot runs as its own process, as an operator runs it, over the shipped recaps; the stand-in runs in this one.
Prints how fast commands were acknowledged and answered and how memory grew, and fails when a bound is broken.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.soaking import READY_SECONDS, WARM_UP, Pace, fire, lookup, main, report, serving
from emulators.slack.server import SlackServer

_LAST_SECONDS = 30


async def soak(pace: Pace) -> bool:
    """Run the soak, print what was seen, and say whether every bound held."""
    async with SlackServer() as slack:

        async def send(number: int) -> None:
            await slack.slash("/kubecon", lookup(number))

        def forget() -> None:
            slack.ephemerals.clear()
            for call in slack.calls:
                call.args = {}

        environment = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
        }
        async with serving(environment) as pid:
            await slack.wait_connected(timeout=READY_SECONDS)
            for number in range(WARM_UP):
                await (await slack.slash("/kubecon", lookup(number))).ack()
            await slack.settle()
            slack.deliveries.clear()
            slack.calls.clear()
            memory = await fire(send, forget, pace, pid)
            await slack.settle(timeout=_LAST_SECONDS)
        sent = len(slack.deliveries)
        acknowledged = [1000 * delivery.latency for delivery in slack.deliveries if delivery.latency is not None]
        answers = sum(call.method == "response_url" and call.ok for call in slack.calls)
        print(f"commands {sent}, acknowledged {len(acknowledged)}, answered {answers}")
        bounds = {
            "every command is acknowledged and answered once": sent == len(acknowledged) == answers,
            "no breach of Slack's rules": not slack.violations and not slack.warnings,
        }
        return report(acknowledged, memory, bounds)


if __name__ == "__main__":
    main(__doc__, soak)
