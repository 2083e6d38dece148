"""Save, find and delete the recaps of a team, which no other team can see.

Each team has a separate index, which no lookup, count, completion, digest or page of anybody else can reach.
"""

import asyncio
import datetime as dt
import itertools
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from cachetools import LRUCache

from bot.app.digest_request import words_of
from bot.app.fault_log import note_fault
from bot.cards.saved_recap_cards import (
    FORGET,
    add_team_section,
    is_saved_recap_command,
    recap_forgotten_card,
    saved_card,
    saved_recaps_card,
    too_many_saved_card,
)
from bot.engine import Engine
from bot.errors import StoreError
from bot.model.answer_page import AnswerPage, page_to_lookup
from bot.model.card import Card
from bot.model.edition import Edition
from bot.model.entry import EntryKind
from bot.model.lookup import LookUp, Match
from bot.model.reply import Reply
from bot.model.request import Request
from bot.model.saved_recap import LONGEST_NOTES, LONGEST_TITLE, SavedRecap
from bot.private_files import make_folder
from bot.recaps.front_matter.write import write_metadata_above
from bot.store.database import Database
from bot.store.saved_recaps import SavedRecaps

_SHOWN = 3
_TEAMS_IN_MEMORY = 32
_A_YEAR = dt.timedelta(days=365)
_PATIENCE_SECONDS = 2.0  # for the database, which an answer must not wait for
_LAST_SECONDS = 5.0
_AFTER_EDITION = dt.timedelta(days=90)  # messages about a KubeCon are written until then


@dataclass(frozen=True, slots=True)
class _TeamIndex:
    version: tuple[int, int]
    look_up: LookUp
    folder: Path


class SavedRecapService:
    """Save recaps of teams, and find them; `folder` is for indexes, and no other process uses it."""

    def __init__(self, engine: Engine, database: Database, folder: Path, now: Callable[[], dt.datetime]) -> None:
        """Remove what an earlier process left in the folder."""
        shutil.rmtree(folder, ignore_errors=True)
        self._engine = engine
        self._saved = SavedRecaps(database)
        self._folder = folder
        self._numbers = itertools.count()
        self._now = now
        self._open: LRUCache[str, _TeamIndex] = LRUCache(_TEAMS_IN_MEMORY)
        self._opening = asyncio.Lock()
        self._finding: set[asyncio.Task[list[Match]]] = set()

    def is_asked(self, request: Request) -> bool:
        """Return whether a request is about what the asker's team saved."""
        return bool(request.team) and is_saved_recap_command(words_of(request))

    async def answer(self, request: Request) -> Card:
        """List what the team saved, or forget one; raise StoreError if that cannot be done now."""
        person = request.person.id if request.person else ""
        number = words_of(request).removeprefix(FORGET).strip()
        if number.isdecimal():
            return await self.forget(request.team, int(number), None if request.may_moderate else person)
        saved = await self._saved.of(request.team)
        may = {"may_change_all": request.may_moderate, "has_forms": request.has_forms}
        return saved_recaps_card(saved, person, **may)

    async def save(self, recap: SavedRecap) -> Card:
        """Save a recap for its team, and return a card; raise StoreError if it cannot be stored."""
        kept = _to_keep(recap)
        number = await self._saved.add(kept)
        await self._current_index(kept.team)  # so that the next lookup need not wait for it
        return saved_card(replace(kept, number=number)) if number else too_many_saved_card()

    async def find(self, team: str, number: int, by: str | None) -> SavedRecap | None:
        """Return a saved recap if `by` may change it, anybody if `by` is None; raise StoreError."""
        return await self._saved.get(team, number, by)

    async def change(self, recap: SavedRecap, by: str | None) -> Card:
        """Change title, text and edition of a recap if `by` may, and return a card; raise StoreError."""
        kept = _to_keep(recap)
        number = await self._saved.change(kept, by)
        await self._current_index(kept.team)
        return saved_card(replace(kept, number=number)) if number else recap_forgotten_card(is_gone=False)

    async def forget(self, team: str, number: int, by: str | None) -> Card:
        """Forget a recap if `by` may, and return a card; raise StoreError."""
        is_gone = await self._saved.remove(team, number, by)
        await self._current_index(team)  # in which it is no longer
        return recap_forgotten_card(is_gone=is_gone)

    async def forget_deleted(self, team: str, url: str) -> None:
        """Forget what the author of a message saved of it, now that the message is deleted; raise StoreError."""
        if await self._saved.remove_deleted(team, url):
            await self._current_index(team)

    async def save_guessed(self, recap: SavedRecap, event: str = "") -> Card:
        """Save a recap of the KubeCon that `event` names, else of the one that it is most likely about."""
        edition = await asyncio.to_thread(self.guess_edition, event or recap.text, recap.written_on)
        return await self.save(replace(recap, edition=edition))

    def guess_edition(self, text: str, written_on: dt.date) -> str:
        """Return the KubeCon that a message is most likely about: one that it names, else the one just before it."""
        named = self._engine.edition_of(text)
        begun = [one for one in self._engine.editions if one.starts_on and one.starts_on <= written_on]
        latest = max(begun, key=lambda one: str(one.starts_on), default=None)
        is_near = latest and latest.starts_on and written_on - latest.starts_on <= _AFTER_EDITION
        return named or (latest.id if latest and is_near else "")

    def editions_until(self, day: dt.date) -> tuple[Edition, ...]:
        """Return the KubeCons that had begun on a day or begin within a year, latest first."""
        known = [one for one in self._engine.editions if one.starts_on and one.starts_on <= day + _A_YEAR]
        return tuple(sorted(known, key=lambda one: str(one.starts_on), reverse=True))

    async def extend(self, said: Reply, request: Request) -> Reply:
        """Add what the asker's team saved to an answer; where that cannot be read soon, the answer stays as it is."""
        page = said.page
        if not request.team or page is None or page.skip or page.kind not in {None, EntryKind.TAKEAWAY}:
            return said
        matches = await self._find_soon(request.team, page)
        if not matches:
            return said
        # the card of a miss no longer helps
        card = replace(said.card, sections=()) if said.miss else said.card
        return replace(said, card=add_team_section(card, matches), miss="")

    async def finish(self) -> None:
        """Wait for what is still being read, before the database is closed."""
        if self._finding:
            await asyncio.wait(self._finding, timeout=_LAST_SECONDS)

    async def _find_soon(self, team: str, page: AnswerPage) -> list[Match]:
        """Return what a team saved on a page's words; nothing where that fails or takes long."""
        finding = asyncio.create_task(self._find(team, page))
        self._finding.add(finding)
        finding.add_done_callback(self._finding.discard)
        # never cancelled, because that can leave a broken connection
        await asyncio.wait({finding}, timeout=_PATIENCE_SECONDS)
        fault = finding.exception() if finding.done() else None
        if fault and not isinstance(fault, StoreError):
            note_fault(fault, "saved recaps")
        if not finding.done():
            finding.add_done_callback(lambda done: done.cancelled() or done.exception())
        return finding.result() if finding.done() and not fault else []

    async def _find(self, team: str, page: AnswerPage) -> list[Match]:
        index = await self._current_index(team)
        if index is None:
            return []
        lookup = page_to_lookup(page, self._now().date())
        words = await asyncio.to_thread(lambda: self._engine.explain(lookup).words)
        answer = await asyncio.to_thread(index.look_up, replace(lookup, words=words or lookup.words))
        return [one for one in answer.matches if one.entry.kind is not EntryKind.PROJECT][:_SHOWN]

    async def _current_index(self, team: str) -> _TeamIndex | None:
        """Return the index of what the team has saved by now, None for nothing."""
        version = await self._saved.version(team)
        async with self._opening:
            index = self._open.get(team)
            if index and index.version != version:
                # deletes everything that was forgotten
                del self._open[team]
                await asyncio.to_thread(shutil.rmtree, index.folder, ignore_errors=True)
                index = None
            if index is None and version[0]:
                index = await asyncio.to_thread(self._index, version, await self._saved.of(team))
                self._open[team] = index
        return index

    def _index(self, version: tuple[int, int], recaps: list[SavedRecap]) -> _TeamIndex:
        folder = self._folder / str(next(self._numbers))
        make_folder(folder)
        texts = {f"saved-{recap.number}": _to_text(recap) for recap in recaps}
        return _TeamIndex(version, self._engine.index_beside(texts, folder), folder)


def _to_keep(recap: SavedRecap) -> SavedRecap:
    return replace(recap, title=_title_of(recap)[:LONGEST_TITLE], text=recap.text.strip()[:LONGEST_NOTES])


def _title_of(recap: SavedRecap) -> str:
    return " ".join(recap.title.split()) or " ".join(recap.text.split()[:10]) or "A message"


def _to_text(recap: SavedRecap) -> str:
    """Write a recap as one reads it from a file: each line of the message is a statement on its own feet."""
    facts = {"title": recap.title, "date": recap.written_on.isoformat(), "url": recap.url}
    if recap.edition:
        facts["edition"] = recap.edition
    lines = [line.strip().lstrip("-*•# ").strip() for line in recap.text.splitlines()]
    return write_metadata_above("\n".join(f"- {line}" for line in lines if line), facts)
