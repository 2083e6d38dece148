"""Store entries on disk, one per line, and load them when needed."""

import mmap
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.index.analyzer import stem_text
from bot.model.codec import from_json, to_fields, to_json
from bot.model.entry import Entry

_LINES = "entries.jsonl"
_OFFSETS = "offsets.bin"
_KEPT_IN_MEMORY = 4_000  # records, of about 4 kB each
_ANSWERS = 3  # entries that follow a question and may answer it
_NEARBY = 2  # entries before and after a statement, which show what it is about


@dataclass(frozen=True, slots=True)
class Record:
    """An entry with the stems of its parts, each part as one text with a blank at both ends.

    `said` joins title, statement and people; `heading` joins the headings above it, the recap's title and author.
    """

    number: int
    entry: Entry
    title: str
    said: str
    heading: str
    nearby: str


def entries_to_lines(entries: Sequence[Entry]) -> list[str]:
    """Write the entries of one recap, each as one line of JSON with the stems of its parts.

    The parts are title, text, heading (with the recap's title and author, and a question just before), people, and
    the neighbouring entries under the same heading.
    """
    parts = [_stem_parts(entry, _question_above(entries, place)) for place, entry in enumerate(entries)]
    said = [f"{title} {text}".strip() for title, text, *_ in parts]
    return [
        to_json({**to_fields(entry), "stems": [*parts[place], _nearby(entries, said, place)]})
        for place, entry in enumerate(entries)
    ]


def _stem_parts(entry: Entry, question: str) -> list[str]:
    source = entry.source
    people = " ".join(f"{speaker.name} {speaker.org}" for speaker in entry.speakers)
    above = _stem_shared(f"{source.heading} {source.title} {source.author}"), _stem_shared(question)
    told = " ".join((entry.text, entry.disputed, *entry.other_titles))
    said = " ".join(stem_text(entry.title)), " ".join(stem_text(told))
    return [*said, " ".join(above).strip(), " ".join(stem_text(people))]


@lru_cache(maxsize=64)
def _stem_shared(text: str) -> str:
    return " ".join(stem_text(text))  # the entries below a heading or a question share it


def _question_above(entries: Sequence[Entry], place: int) -> str:
    """Return the question that an entry may answer: the nearest of those just before it."""
    before = reversed(entries[max(0, place - _ANSWERS) : place])
    return next((entry.text for entry in before if entry.text.endswith("?")), "")


def _nearby(entries: Sequence[Entry], said: Sequence[str], place: int) -> str:
    around = range(max(0, place - _NEARBY), min(len(entries), place + _NEARBY + 1))
    heading = entries[place].source.heading
    return " ".join(said[other] for other in around if other != place and entries[other].source.heading == heading)


@dataclass(frozen=True, slots=True)
class _Stems:
    """The stems of an entry, stored with the entry in its line."""

    stems: tuple[str, str, str, str, str]


def line_to_entry(line: str | bytes) -> Entry:
    """Make an entry from its line."""
    return from_json(line, Entry)


def line_to_record(line: str | bytes, number: int) -> Record:
    """Make a record from an entry's line."""
    title, text, heading, people, nearby = from_json(line, _Stems).stems
    said = f" {title}  {text}  {people} "
    return Record(number, line_to_entry(line), f" {title} ", said, f" {heading} ", f" {nearby} ")


def write_entries(lines: Iterable[str], folder: Path) -> None:
    """Write lines made by entries_to_lines, and their offsets."""
    offsets = array("Q", [0])
    with (folder / _LINES).open("wb") as file:
        for line in lines:
            offsets.append(offsets[-1] + file.write(line.encode() + b"\n"))
    with (folder / _OFFSETS).open("wb") as file:
        offsets.tofile(file)


class EntryStore:
    """Return the record of an entry by its number; numbers count from 0 in the order written."""

    def __init__(self, folder: Path) -> None:
        self._offsets = array("Q", (folder / _OFFSETS).read_bytes())
        self._bytes = _map_bytes(folder / _LINES)
        self.record = lru_cache(maxsize=_KEPT_IN_MEMORY)(self._load)

    def __len__(self) -> int:
        """Count the entries."""
        return len(self._offsets) - 1

    def line(self, number: int) -> str:
        """Return the line of JSON that the entry was written as."""
        return self._encoded(number).decode()

    def entries(self) -> Iterator[Entry]:
        """Return every entry in order, without keeping them in memory."""
        return (line_to_entry(self._encoded(number)) for number in range(len(self)))

    def _load(self, number: int) -> Record:
        return line_to_record(self._encoded(number), number)

    def _encoded(self, number: int) -> bytes:
        return self._bytes[self._offsets[number] : self._offsets[number + 1] - 1]


def _map_bytes(path: Path) -> mmap.mmap | bytes:
    if path.stat().st_size == 0:
        return b""  # an empty file cannot be mapped
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
