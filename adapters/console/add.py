"""Adding posts on the command line: what was learnt from each, and which feeds are followed."""

import asyncio
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.cards.added_card import added_card, added_line, whereabouts
from bot.cards.card import Card
from bot.cards.wording import count
from bot.errors import BotError
from bot.gathering.feed_reader import FeedReader
from bot.gathering.following import Following
from bot.gathering.keeping import Outcome

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GatheringHouse:
    """Hold what adds posts and follows feeds, and the feeds that the settings name."""

    reader: FeedReader
    set_feeds: tuple[str, ...]


def add_post(house: GatheringHouse, what: str, *, force: bool) -> tuple[Card, str]:
    """Add a post from its address or a file; return a card of what was learnt, and where the post is now."""
    gatherer = house.reader.gatherer
    if _SCHEME.match(what):
        kept = asyncio.run(gatherer.add_address(what, force=force))
    elif Path(what).exists():
        kept = asyncio.run(gatherer.add_file(Path(what), force=force))
    else:
        raise BotError(f"{what}: there is no such file; check the name, or begin an address with https://")
    return added_card(kept), whereabouts(kept)


def add_feed(house: GatheringHouse, url: str, now: dt.datetime) -> list[str]:
    """Follow a feed, add what it holds so far, and say what came of that."""
    reading = asyncio.run(house.reader.add(url, now))
    posts = "nothing new" if reading.posts is None else count(reading.posts, "post")
    kept = [f"  {added_line(kept)}" for kept in reading.kept]
    faults = [f"  not added: {fault}" for fault in reading.faults]
    left = [f"  {count(reading.left, 'post')} left for the next reading"] if reading.left else []
    added = sum(kept.outcome is Outcome.ADDED for kept in reading.kept)
    first = f"{url}: {posts}, {added or 'none'} on KubeCon added"
    return [first, *kept, *faults, *left, "`kubecon serve` reads it every hour from now on"]


def list_feeds(house: GatheringHouse) -> list[str]:
    """Say which feeds are followed and how each is doing."""
    book = house.reader.book
    urls = dict.fromkeys((*house.set_feeds, *book.added()))
    lines = [line for url in urls for line in _about(book.look_up(url))]
    return lines or ["no feed is followed; kubecon add --feed URL follows one"]


def forget_feed(house: GatheringHouse, url: str) -> list[str]:
    """Follow a feed no longer."""
    if url in house.set_feeds:
        raise BotError(f"{url}: KUBECON_FEEDS names this feed; take it out there")
    house.reader.book.forget(url)
    return [f"{url}: no longer followed"]


def _about(following: Following) -> Iterator[str]:
    read = f"read {_local(following.read_at)}" if following.read_at else "not read so far"
    due = f", next from {_local(following.next_at)} on" if following.next_at else ""
    yield f"{following.url}  {read}{due}"
    if following.fault:
        yield f"    {following.fault}"


def _local(moment: dt.datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M %Z}"
