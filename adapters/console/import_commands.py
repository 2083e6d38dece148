"""Define `kubecon add` and `kubecon feeds`: add a post, follow a feed, list feeds."""

import asyncio
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.console.card_output import notice_when_slow, show_card
from adapters.console.progress_bar import shown_progress
from bot.cards.text import count
from bot.errors import BotError
from bot.model.card import Card
from bot.model.progress import Progress, no_progress

if TYPE_CHECKING:  # what reads posts takes longer to load than a lookup takes
    from bot.importer.feed_state import FeedState
    from bot.importer.update_feeds import FeedUpdater

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)

What = Annotated[str, typer.Argument(metavar="URL|FILE", help="A post: its address, or a file in any format.")]
FeedAddress = Annotated[
    str, typer.Option("--feed", help="Follow an RSS or Atom feed, and add its posts about KubeCon.")
]
Force = Annotated[bool, typer.Option("--force", help="Add the post even if it does not mention KubeCon.")]
Forget = Annotated[str, typer.Option("--forget", help="Stop following this feed; its posts stay.")]

CommandsOf = Callable[[typer.Context], Any]


@dataclass(frozen=True, slots=True)
class ImportServices:
    """What adds posts and follows feeds, and the feeds that the settings name."""

    reader: "FeedUpdater"
    set_feeds: tuple[str, ...]


def add_import_commands(app: typer.Typer, commands_of: CommandsOf) -> None:
    """Add `add` and `feeds` to the command line."""

    @app.command()
    def add(context: typer.Context, what: What = "", *, feed: FeedAddress = "", force: Force = False) -> None:
        """Add a post to the first folder of KUBECON_RECAPS, and show what the bot learns from it."""
        if bool(what) == bool(feed):
            raise typer.BadParameter("give the address or the file of one post, or the address of a feed with --feed")
        commands = commands_of(context)
        if what:
            with notice_when_slow("Reading the post ..."):
                card, whereabouts = add_post(commands, what, force=force)
            show_card(card)
            _say(["", whereabouts])
            return
        now = dt.datetime.now(dt.UTC)  # noqa: TID251 - the engine has no clock
        with notice_when_slow("Reading the feed ..."), shown_progress("Adding its posts") as progress:
            lines = add_feed(commands, feed, now, progress)
        _say(lines)

    @app.command()
    def feeds(context: typer.Context, forget: Forget = "") -> None:
        """List the feeds that are followed, when each was read, and what went wrong."""
        commands = commands_of(context)
        _say(forget_feed(commands, forget) if forget else list_feeds(commands))


def _say(lines: list[str]) -> None:
    for line in lines:
        typer.echo(line)


def add_post(commands: ImportServices, what: str, *, force: bool) -> tuple[Card, str]:
    """Add a post from its address or a file; return a card of what was found in it, and where it was saved."""
    from bot.cards.import_card import import_card, whereabouts  # noqa: PLC0415

    importer = commands.reader.importer
    if _SCHEME.match(what):
        kept = asyncio.run(importer.add_address(what, force=force))
    elif Path(what).exists():
        kept = asyncio.run(importer.add_file(Path(what), force=force))
    else:
        raise BotError(f"{what}: there is no such file; check the name, or begin an address with https://")
    return import_card(kept), whereabouts(kept)


def add_feed(commands: ImportServices, url: str, now: dt.datetime, progress: Progress = no_progress) -> list[str]:
    """Follow a feed, add its posts, and return what happened, line by line."""
    from bot.cards.import_card import import_line  # noqa: PLC0415
    from bot.importer.recap_folder import SaveOutcome  # noqa: PLC0415

    reading = asyncio.run(commands.reader.add(url, now, progress))
    posts = "nothing new" if reading.posts is None else count(reading.posts, "post")
    kept = [f"  {import_line(kept)}" for kept in reading.kept]
    faults = [f"  not added: {fault}" for fault in reading.faults]
    left = [f"  {count(reading.left, 'post')} left for the next reading"] if reading.left else []
    added = sum(kept.outcome is SaveOutcome.ADDED for kept in reading.kept)
    first = f"{url}: {posts}, {added or 'none'} on KubeCon added"
    return [first, *kept, *faults, *left, "`kubecon serve` reads it every hour from now on"]


def list_feeds(commands: ImportServices) -> list[str]:
    """Return the feeds that are followed, and the state of each."""
    store = commands.reader.store
    urls = dict.fromkeys((*commands.set_feeds, *store.added()))
    lines = [line for url in urls for line in _about(store.look_up(url))]
    return lines or ["no feed is followed; kubecon add --feed URL follows one"]


def forget_feed(commands: ImportServices, url: str) -> list[str]:
    """Follow a feed no longer."""
    if url in commands.set_feeds:
        raise BotError(f"{url}: KUBECON_FEEDS names this feed; take it out there")
    commands.reader.store.forget(url)
    return [f"{url}: no longer followed"]


def _about(state: "FeedState") -> Iterator[str]:
    read = f"read {_local(state.read_at)}" if state.read_at else "not read so far"
    due = f", next from {_local(state.next_at)} on" if state.next_at else ""
    yield f"{state.url}  {read}{due}"
    if state.fault:
        yield f"    {state.fault}"


def _local(moment: dt.datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M %Z}"
