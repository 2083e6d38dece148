import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from bot.errors import Diagnostic
from bot.model.edition import Edition
from bot.model.entry import Entry, EntryKind, Source, Speaker
from bot.model.lookup import Answer, Lookup, Match
from bot.model.recap import Link
from bot.store.database import open_database
from tests.database_template import put_database

POST = Source("otters", "Three days among otters", "https://blog.example/otters", "Day one", 12)
ENTRIES = (
    *(
        Entry(EntryKind.TAKEAWAY, "", f"Otters sleep {hours} hours.", POST, event="kubecon-na-2025")
        for hours in range(9, 18)
    ),
    Entry(
        EntryKind.TALK,
        "Otters at scale",
        "",
        POST,
        speakers=(Speaker("Ana Lee", "Acme"),),
        event="kubecon-na-2025",
        date=dt.date(2025, 11, 12),
        topics=("Otter Runtime",),
        links=(Link("video", "https://youtu.be/otter"),),
        language="en",
    ),
)


EDITIONS = tuple(
    Edition(f"kubecon-{id_}", f"KubeCon {id_}", id_, "", "", "", starts_on=day)
    for id_, day in (("eu-2025", dt.date(2025, 4, 1)), ("na-2025", dt.date(2025, 11, 10)))
)


@dataclass
class FakeEngine:
    """Find the entries that hold all words, and keep what was asked."""

    diagnostics: tuple[Diagnostic, ...] = ()
    editions: tuple[Edition, ...] = EDITIONS
    asked: list[Lookup] = field(default_factory=list)

    def prepare_meaning(self, _lookups, _progress) -> int:
        return 0

    def look_up(self, lookup: Lookup) -> Answer:
        self.asked.append(lookup)
        found = [
            Match(entry, 0.9, ("word",))
            for entry in ENTRIES
            if lookup.words.strip()
            and lookup.kind in {None, entry.kind}
            and all(word in f"{entry.title} {entry.text}".lower() for word in lookup.words.lower().split())
        ]
        totals = {kind: sum(match.entry.kind is kind for match in found) for kind in EntryKind}
        return Answer(lookup, matches=tuple(found[: lookup.limit]), totals=tuple(totals.items()))

    def knows_event(self, words: str) -> bool:
        return words != "atlantis"

    def entries(self) -> Iterator[Entry]:
        return iter(ENTRIES)


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
async def database(tmp_path):
    """Return an empty database in a file."""
    put_database(tmp_path / "kubecon.db")
    opened = await open_database("", tmp_path)
    yield opened
    await opened.close()
