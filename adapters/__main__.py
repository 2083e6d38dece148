"""The one place that wires settings, engine and adapters; `kubecon` on the command line."""

import asyncio
import datetime as dt
import io
import logging
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from adapters.console.app import House, OpenEngine, app
from bot.engine import Engine, open_engine
from bot.errors import BotError, SettingsError
from bot.settings import load_settings

# beside the code in a checkout, and in an installed package too
CORPUS = Path(__file__).resolve().parent.parent / "corpus"
_CUT_SHORT = 1
_USAGE = 2
_FAULT = 3
_NOTHING_TO_SERVE = (
    "there is nothing to serve: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, see docs/slack.md, "
    "or DISCORD_TOKEN, see docs/discord.md"
)


def main() -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(sys.argv[1:]))


def open_house(recaps: Path | None) -> Engine:
    """Open the engine over the shipped recaps and those of the settings, or over one folder alone."""
    settings = load_settings()
    folders = (recaps,) if recaps else (CORPUS / "recaps", *settings.recaps)
    return open_engine(folders, CORPUS, settings.home)


def serve_platforms(open_engine_now: Callable[[], Engine]) -> None:
    """Answer in every configured platform until stopped; raises SettingsError with all that is missing for it."""
    # the platforms' libraries take longer to load than a lookup takes, and longest where there is nothing to serve
    from adapters.slack.tokens import is_configured, missing_tokens  # noqa: PLC0415

    settings = load_settings()
    if not (is_configured(settings) or settings.discord_token):
        raise SettingsError(_NOTHING_TO_SERVE)
    if is_configured(settings) and (faults := missing_tokens(settings)):
        raise SettingsError("\n".join(faults))
    from adapters.discord.door import DiscordDoor  # noqa: PLC0415
    from adapters.serving import serve  # noqa: PLC0415
    from adapters.slack.door import SlackDoor  # noqa: PLC0415
    from bot.scheduler.clock import Clock  # noqa: PLC0415
    from bot.scheduler.opening import Keeping, open_digests  # noqa: PLC0415

    logging.basicConfig(level=settings.log.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s")
    configured = ((SlackDoor, is_configured(settings)), (DiscordDoor, bool(settings.discord_token)))
    engine = open_engine_now()
    keeping = Keeping(settings.database_url, settings.home, settings.timezone)

    async def serve_all() -> None:
        async with open_digests(engine, keeping, Clock(_now)) as digests:
            doors = [door(settings, engine, _now, digests=digests) for door, is_wanted in configured if is_wanted]
            await serve([*doors, digests.clockwork])

    asyncio.run(serve_all())


def digest_house() -> Any:
    """Return what the commands below `kubecon digest` stand on."""
    # the database's library takes longer to load than a lookup takes
    from adapters.console.digest import DigestHouse  # noqa: PLC0415
    from adapters.delivering import deliver_due  # noqa: PLC0415
    from bot.scheduler.opening import Keeping, open_digests  # noqa: PLC0415

    settings = load_settings()
    keeping = Keeping(settings.database_url, settings.home, settings.timezone)
    return DigestHouse(
        lambda engine, clock: open_digests(engine, keeping, clock), lambda digests: deliver_due(settings, digests)
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)  # noqa: TID251 - the one place that looks at the clock


def run(arguments: list[str], open_engine_of: OpenEngine = open_house) -> int:
    """Run one command and return its exit code: 2 and a sentence for what a person can mend, never a traceback."""
    try:
        code = app(
            arguments or ["--help"],
            prog_name="kubecon",
            obj=House(open_engine_of, serve_platforms, digest_house),
            standalone_mode=False,
        )
        sys.stdout.flush()
    except typer.TyperException as problem:
        return _complain(f"{problem.format_message().rstrip('.')}; see kubecon --help", _USAGE)
    except BotError as problem:
        return _complain(str(problem), _USAGE)
    except BrokenPipeError:
        return _hush()
    except OSError as problem:
        return _complain(f"{problem.filename or 'the output'}: {problem.strerror}", _USAGE)
    except Exception as problem:  # noqa: BLE001 - the last door: whatever went wrong inside is told in one line
        place = traceback.extract_tb(problem.__traceback__)[-1]
        return _complain(f"a fault of the bot: {problem!r} in {place.filename} line {place.lineno}", _FAULT)
    return int(code or 0)


def _complain(message: str, code: int) -> int:
    for line in message.splitlines():
        sys.stderr.write(f"kubecon: {line}\n")
    return code


def _hush() -> int:
    """Drop what is still to be written: whoever read the output has closed it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _CUT_SHORT


if __name__ == "__main__":
    main()
