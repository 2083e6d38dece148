"""Load the sessions of shipped schedules, and find their titles in a text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from bot.extraction.schedules.read_schedule import read_json_lines
from bot.extraction.schedules.title_match import JOINERS, TalkTitle, read_title

_WORD = re.compile(r"[^\W_]+")
_START = 3  # words by which titles are looked for; shorter ones are no sign of a talk
_ENDS = ("?", "!", ")")


@dataclass(frozen=True, slots=True)
class KnownSession:
    """A session of a schedule: its title and speakers."""

    title: TalkTitle
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedSession:
    """A session, and where a text names it."""

    start: int
    end: int
    session: KnownSession


@dataclass(frozen=True)  # without slots: what is found when first asked for is kept
class KnownSessions:
    """The sessions of one event and of its co-located events."""

    sessions: tuple[KnownSession, ...] = ()

    def named_in(self, text: str) -> Iterator[NamedSession]:
        """Yield the sessions whose complete titles a text contains, in order."""
        if not self._may_name(text):
            return
        words = [match for match in _WORD.finditer(text) if match.group().casefold() not in JOINERS]
        normalized = [match.group().casefold() for match in words]
        place = 0
        while place <= len(normalized) - _START:
            session = self._beginning_at(normalized, place)
            place += len(session.title.words) if session else 1
            if session:
                start, end = words[place - len(session.title.words)].start(), words[place - 1].end()
                yield NamedSession(start, end + text.startswith(_ENDS, end), session)

    def _may_name(self, text: str) -> bool:
        words = [word for word in _WORD.findall(text.casefold()) if word not in JOINERS]
        return not self._by_start.keys().isdisjoint(zip(words, words[1:], words[2:], strict=False))

    def _beginning_at(self, words: Sequence[str], place: int) -> KnownSession | None:
        begun = self._by_start.get(tuple(words[place : place + _START]), ())
        whole = (one for one in begun if tuple(words[place : place + len(one.title.words)]) == one.title.words)
        return max(whole, key=lambda one: len(one.title.words), default=None)

    @cached_property
    def _by_start(self) -> Mapping[tuple[str, ...], Sequence[KnownSession]]:
        found: defaultdict[tuple[str, ...], list[KnownSession]] = defaultdict(list)
        for one in self.sessions:
            if len(one.title.words) >= _START and not one.title.is_ceremony:
                found[one.title.words[:_START]].append(one)
        return found


def load_sessions(event: str, schedules: Mapping[str, Path]) -> KnownSessions:
    """Return the sessions of an event and of its co-located events, none if it has no schedule."""
    if event not in schedules:
        return KnownSessions()
    beside = "-".join(event.split("-")[-2:])
    return _load(tuple(sorted(path for name, path in schedules.items() if name.endswith(beside))))


@lru_cache(maxsize=64)
def _load(paths: tuple[Path, ...]) -> KnownSessions:
    return KnownSessions(tuple(session for path in paths for session in _read(path)))


def _read(path: Path) -> Iterable[KnownSession]:
    """Return the sessions of a file; a damaged one is reported elsewhere."""
    try:
        content, _ = read_json_lines(path.read_text(encoding="utf-8"))
        for one in content["sessions"]:
            yield KnownSession(read_title(one["title"]), tuple(person["name"] for person in one.get("speakers", ())))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return
