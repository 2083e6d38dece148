"""The one place that wires settings, engine and adapters; `kubecon` on the command line."""

import asyncio
import datetime as dt
import io
import logging
import os
import random
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from adapters.console.app import House, OpenEngine, app
from bot.engine import Engine, build_recaps, open_built, open_engine
from bot.errors import BotError, SettingsError
from bot.settings import Settings, load_settings

if TYPE_CHECKING:  # see serve_all
    from adapters.serving import Door
    from adapters.web.door import CallersPlace
    from adapters.web.readiness import Platform
    from bot.gathering.feed_reader import FeedReader
    from bot.gathering.public_address import Address
    from bot.scheduler.opening import Digests, Keeping

# beside the code in a checkout, and in an installed package too
CORPUS = Path(__file__).resolve().parent.parent / "corpus"
_CUT_SHORT = 1
_USAGE = 2
_FAULT = 3
_log = logging.getLogger(__name__)
Reach = Callable[["Address"], bool]  # says which addresses posts may be fetched from


class _FirstLine(logging.Formatter):
    """Leave out tracebacks, which are for the log of a bot that serves."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the first line of what is logged."""
        return super().format(record).partition("\n")[0]


def main() -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if logging.lastResort:
        logging.lastResort.setFormatter(_FirstLine("kubecon: %(message)s"))
    sys.exit(run(sys.argv[1:]))


def open_house(recaps: Path | None) -> Engine:
    """Open the engine over the shipped recaps and those of the settings, or over one folder alone."""
    settings = load_settings()
    return open_engine(_folders(settings, recaps), CORPUS, settings.home, _now().date())


def _folders(settings: Settings, recaps: Path | None) -> tuple[Path, ...]:
    return (recaps,) if recaps else (CORPUS / "recaps", *settings.recaps)


def serve_all(open_now: Callable[[], Engine], recaps: Path | None, reach: Reach | None = None) -> None:
    """Answer on the local page and in every configured platform until stopped.

    `recaps` is the folder to read alone, None for those of the settings; `reach` is for tests, None for the public web.
    Raises SettingsError with all that is missing.
    """
    # the libraries of pages and platforms take longer to load than a lookup takes
    from adapters.logs import set_up_logs  # noqa: PLC0415
    from adapters.slack.tokens import is_configured, missing_tokens  # noqa: PLC0415

    settings = load_settings()
    if is_configured(settings) and (faults := missing_tokens(settings)):
        raise SettingsError("\n".join(faults))
    if settings.feeds and not settings.recaps:
        raise SettingsError("KUBECON_FEEDS: posts need a folder to go into; set KUBECON_RECAPS to one")
    set_up_logs(settings.log)
    asyncio.run(_serve(settings, open_now(), recaps, reach))


async def _serve(settings: Settings, engine: Engine, recaps: Path | None, reach: Reach | None) -> None:
    from adapters.serving import serve  # noqa: PLC0415
    from bot.scheduler.clock import Clock  # noqa: PLC0415
    from bot.scheduler.opening import open_digests  # noqa: PLC0415

    async with open_digests(engine, _keeping(settings), Clock(_now)) as digests:
        faults: dict[str, str] = {}
        doors, watch = _doors(settings, engine, recaps, digests, faults)
        await serve(doors, [watch, digests.clockwork, *_feeds(settings, reach)], faults)


def _feeds(settings: Settings, reach: Reach | None) -> "list[Door]":
    """Return what follows feeds, where there is a folder for their posts."""
    from adapters.polling import FeedWatch  # noqa: PLC0415
    from bot.scheduler.clock import Clock  # noqa: PLC0415

    if not settings.recaps:
        return []
    reader = _feed_reader(settings, reach)
    return [FeedWatch(reader, lambda: (*settings.feeds, *reader.book.added()), Clock(_now))]


def gathering_house(reach: Reach | None = None) -> Any:
    """Return what the commands that add posts stand on; raise BotError where there is no folder for them."""
    from adapters.console.add import GatheringHouse  # noqa: PLC0415

    settings = load_settings()
    return GatheringHouse(_feed_reader(settings, reach), settings.feeds)


def _feed_reader(settings: Settings, reach: Reach | None) -> "FeedReader":
    from adapters.aside import do_aside  # noqa: PLC0415
    from adapters.fetching import Fetcher  # noqa: PLC0415
    from bot.gathering.opening import open_gathering  # noqa: PLC0415

    if not settings.recaps:
        remedy = "make one and name it in .env, e.g. mkdir posts && echo KUBECON_RECAPS=posts >> .env"
        raise SettingsError(f"KUBECON_RECAPS is not set, so there is no folder to add posts to; {remedy}")
    fetch = Fetcher(reach) if reach else Fetcher()
    return open_gathering((*settings.recaps, CORPUS / "recaps"), settings.home, CORPUS, fetch, do_aside, random.random)


def _doors(
    settings: Settings, engine: Engine, recaps: Path | None, digests: "Digests", faults: dict[str, str]
) -> "tuple[list[Door], Door]":
    """Return what answers people, and what keeps an eye on the recaps."""
    from adapters.previews import previews  # noqa: PLC0415
    from adapters.reloading import RecapWatch  # noqa: PLC0415
    from adapters.serving import door_answering  # noqa: PLC0415
    from adapters.slack.tokens import is_configured  # noqa: PLC0415
    from adapters.web.desk import Desk  # noqa: PLC0415
    from adapters.web.digest_desk import DigestDesk  # noqa: PLC0415
    from adapters.web.door import CallersPlace, Place, WebDoor  # noqa: PLC0415
    from adapters.web.metrics import Meter  # noqa: PLC0415
    from adapters.web.readiness import Watched  # noqa: PLC0415

    is_called = is_configured(settings) and not settings.slack_app_token
    callers = CallersPlace("/slack/events") if is_called else None
    platforms = _platforms(settings, engine, callers, digests)
    if not platforms:
        _log.info("no chat platform is configured, see docs/slack.md and docs/discord.md")
    place = Place(
        settings.host,
        settings.port,
        settings.access_token,
        not platforms,
        settings.security_contact,
        settings.metrics_token,
        settings.trusted_proxies,
    )
    meter = Meter(engine, platforms, door_answering)
    desk = Desk(engine, lambda: _now().date(), DigestDesk(digests), previews())
    page = WebDoor(place, desk, meter, Watched(platforms, faults), callers)
    watch = RecapWatch(engine, lambda: _read_aside(recaps), _folders(settings, recaps), meter.note_reload)
    return [page, *platforms], watch


async def _read_aside(recaps: Path | None) -> Engine:
    """Let another process build the index, whose readers and threads cost memory and time, and open what it built."""
    from adapters.aside import RECAPS, do_aside  # noqa: PLC0415

    settings = load_settings()
    built = await do_aside(
        build_recaps, _folders(settings, recaps), CORPUS, settings.home, _now().date(), bounds=RECAPS
    )
    return await asyncio.to_thread(open_built, built, CORPUS)


def _platforms(
    settings: Settings, engine: Engine, callers: "CallersPlace | None", digests: "Digests"
) -> "tuple[Platform, ...]":
    from adapters.slack.tokens import is_configured  # noqa: PLC0415

    doors: list[Platform] = []
    if is_configured(settings):
        from adapters.slack.door import SlackDoor  # noqa: PLC0415

        doors.append(SlackDoor(settings, engine, _now, let_in=callers.let_in if callers else None, digests=digests))
    if settings.discord_token:
        from adapters.discord.door import DiscordDoor  # noqa: PLC0415

        doors.append(DiscordDoor(settings, engine, _now, digests=digests))
    return tuple(doors)


def digest_house() -> Any:
    """Return what the commands below `kubecon digest` stand on."""
    # the database's library takes longer to load than a lookup takes
    from adapters.console.digest import DigestHouse  # noqa: PLC0415
    from adapters.delivering import deliver_due  # noqa: PLC0415
    from bot.scheduler.opening import open_digests  # noqa: PLC0415

    settings = load_settings()
    keeping = _keeping(settings)
    return DigestHouse(
        lambda engine, clock: open_digests(engine, keeping, clock), lambda digests: deliver_due(settings, digests)
    )


def _keeping(settings: Settings) -> "Keeping":
    from bot.scheduler.opening import Keeping  # noqa: PLC0415

    return Keeping(settings.database_url, settings.home, settings.timezone)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)  # noqa: TID251 - the one place that looks at the clock


def run(arguments: list[str], open_engine_of: OpenEngine = open_house, reach: Reach | None = None) -> int:
    """Run one command and return its exit code: 2 and a sentence for what a person can mend, never a traceback.

    Posts are fetched from the public web alone; `reach` lets tests fetch from elsewhere.
    """
    try:
        code = app(
            arguments or ["--help"],
            prog_name="kubecon",
            obj=House(open_engine_of, partial(serve_all, reach=reach), digest_house, partial(gathering_house, reach)),
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
