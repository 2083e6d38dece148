"""Adding posts on the command line: what was learnt from each, and which feeds are followed."""

import asyncio
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.cards.import_card import import_card, import_line, whereabouts
from bot.cards.text import count
from bot.errors import BotError
from bot.importer.feed_state import FeedState
from bot.importer.recap_folder import Outcome
from bot.importer.update_feeds import FeedUpdater
from bot.model.card import Card

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ImportCommands:
    """What adds posts and follows feeds, and the feeds that the settings name."""

    reader: FeedUpdater
    set_feeds: tuple[str, ...]


def add_post(commands: ImportCommands, what: str, *, force: bool) -> tuple[Card, str]:
    """Add a post from its address or a file; return a card of what was learnt, and where the post is now."""
    importer = commands.reader.importer
    if _SCHEME.match(what):
        kept = asyncio.run(importer.add_address(what, force=force))
    elif Path(what).exists():
        kept = asyncio.run(importer.add_file(Path(what), force=force))
    else:
        raise BotError(f"{what}: there is no such file; check the name, or begin an address with https://")
    return import_card(kept), whereabouts(kept)


def add_feed(commands: ImportCommands, url: str, now: dt.datetime) -> list[str]:
    """Follow a feed, add what it holds so far, and say what came of that."""
    reading = asyncio.run(commands.reader.add(url, now))
    posts = "nothing new" if reading.posts is None else count(reading.posts, "post")
    kept = [f"  {import_line(kept)}" for kept in reading.kept]
    faults = [f"  not added: {fault}" for fault in reading.faults]
    left = [f"  {count(reading.left, 'post')} left for the next reading"] if reading.left else []
    added = sum(kept.outcome is Outcome.ADDED for kept in reading.kept)
    first = f"{url}: {posts}, {added or 'none'} on KubeCon added"
    return [first, *kept, *faults, *left, "`kubecon serve` reads it every hour from now on"]


def list_feeds(commands: ImportCommands) -> list[str]:
    """Return which feeds are followed and how each is doing."""
    store = commands.reader.store
    urls = dict.fromkeys((*commands.set_feeds, *store.added()))
    lines = [line for url in urls for line in _about(store.look_up(url))]
    return lines or ["no feed is followed; kubecon add --feed URL follows one"]


def forget_feed(commands: ImportCommands, url: str) -> list[str]:
    """Follow a feed no longer."""
    if url in commands.set_feeds:
        raise BotError(f"{url}: KUBECON_FEEDS names this feed; take it out there")
    commands.reader.store.forget(url)
    return [f"{url}: no longer followed"]


def _about(state: FeedState) -> Iterator[str]:
    read = f"read {_local(state.read_at)}" if state.read_at else "not read so far"
    due = f", next from {_local(state.next_at)} on" if state.next_at else ""
    yield f"{state.url}  {read}{due}"
    if state.fault:
        yield f"    {state.fault}"


def _local(moment: dt.datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M %Z}"
