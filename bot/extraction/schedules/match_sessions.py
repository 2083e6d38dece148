"""Match a recap's talk with its session in a schedule: by page or recording, title, or speakers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.catalogue.normalize import normalize
from bot.extraction.schedules.title_match import TalkTitle, read_title
from bot.extraction.talk_links import Leads, read_talk_link
from bot.model.entry import Entry, Speaker

_START = 3  # words that a title cut short, or with more behind it, must share with the session's
_TELLING = 5  # so many equal words in a row are no accident, whatever a post says of the speakers
_LIKE = 0.7  # with a speaker in common
_LONG_WORD = 4
_SILENT = frozenset({"kubernetes", "cloud", "native", "with", "from", "into", "your", "that", "this", "what", "when"})
_SPELT_OUT = re.compile(r"(?<=[aou])e")
_NOT_UNLIKE = 0.25  # with a page or recording in common


@dataclass(frozen=True, slots=True)
class _Session:
    """A session prepared for comparison; `place` is the caller's number for it."""

    place: int
    entry: Entry
    title: TalkTitle
    names: frozenset[str]


class SessionMatcher:
    """Find sessions; doubtful pairs are no match, since two talks in one are worse than one talk twice."""

    def __init__(self, sessions: Iterable[tuple[int, Entry]]) -> None:
        """Initialize with the sessions of all schedules, each with the number that `find` returns."""
        self._by_page: defaultdict[str, list[_Session]] = defaultdict(list)
        self._by_recording: defaultdict[tuple[str, str], list[_Session]] = defaultdict(list)
        self._by_title: defaultdict[tuple[str, tuple[str, ...]], list[_Session]] = defaultdict(list)
        self._by_start: defaultdict[tuple[str, tuple[str, ...]], list[_Session]] = defaultdict(list)
        self._by_speaker: defaultdict[tuple[str, str], list[_Session]] = defaultdict(list)
        for place, entry in sessions:
            self.add(place, entry)

    def find(self, talk: Entry) -> int | None:
        """Return the number of the session that a talk is beyond doubt, or None."""
        title = read_title(talk.title)
        found = self._by_link(talk, title)
        if title.words:
            found = found or self._with_title(talk, title)
            found = found or self._with_speaker(talk, title) or self._with_start(talk, title)
        else:
            found = found or self._with_people(talk)
        return found.place if found else None

    def add(self, place: int, entry: Entry) -> None:
        """Add a session."""
        session = _Session(place, entry, read_title(entry.title), _names(entry.speakers))
        event, words = entry.event, session.title.words
        for page in _links(session.entry, Leads.SESSION):
            self._by_page[page].append(session)
        for recording in _links(session.entry, Leads.VIDEO):
            self._by_recording[event, recording].append(session)
        for name in session.names:
            self._by_speaker[event, name].append(session)
        self._by_title[event, words].append(session)
        self._by_start[event, words[:_START]].append(session)

    def _by_link(self, talk: Entry, title: TalkTitle) -> _Session | None:
        linked = [session for page in _links(talk, Leads.SESSION) for session in self._by_page.get(page, ())]
        for recording in _links(talk, Leads.VIDEO):
            linked += self._by_recording.get((talk.event, recording), ())
        names = _names(talk.speakers)
        # a post may link a page next to another talk, or one recording of a whole morning
        return _only(
            session
            for session in linked
            if not title.words or title.likeness(session.title) >= _NOT_UNLIKE or _share(names, session.names)
        )

    def _with_title(self, talk: Entry, title: TalkTitle) -> _Session | None:
        names = _names(talk.speakers)
        named_so = self._by_title.get((talk.event, title.words), [])
        same_people = [session for session in named_so if _share(names, session.names)]
        if same_people or title.is_generic:
            return _only(same_people)
        return _only(session for session in named_so if _agree(names, session.names) or len(title.words) >= _TELLING)

    def _with_speaker(self, talk: Entry, title: TalkTitle) -> _Session | None:
        theirs = [session for name in _names(talk.speakers) for session in self._by_speaker.get((talk.event, name), ())]
        return _only(
            session
            for session in theirs
            if not (title.is_generic or session.title.is_generic)
            and (title.begins(session.title) or session.title.begins(title) or title.likeness(session.title) >= _LIKE)
        )

    def _with_start(self, talk: Entry, title: TalkTitle) -> _Session | None:
        """Find a session whose title the post cut short, or wrote the speakers behind."""
        names = _names(talk.speakers)
        alike = self._by_start.get((talk.event, title.words[:_START]), [])
        return _only(
            session
            for session in alike
            if _agree(names, session.names)
            and not session.title.is_generic
            and (_is_cut_short(title, session.title) or _names_follow(title, session))
        )

    def _with_people(self, talk: Entry) -> _Session | None:
        """Find the session of a talk whose title the post lost: two of its speakers, or one and words of the title."""
        names = {name for name in _names(talk.speakers) if " " in name}
        theirs = [session for name in names for session in self._by_speaker.get((talk.event, name), ())]
        in_pairs = [session for session in theirs if len(names & session.names) > 1]
        said = set(normalize(talk.text).split())
        return _only(in_pairs or (session for session in theirs if len(said & _telling(session.title)) > 1))


def _links(entry: Entry, leads: Leads) -> list[str]:
    """Return keys of pages and recordings, the same for each of their addresses."""
    known = [found for link in entry.links if (found := read_talk_link(link))]
    return [found.id.rpartition(" ")[2] for found in known if found.leads is leads]


def person_key(name: str) -> str:
    """Return a name for comparison, "" for none: "Jörg Müller" and "Joerg Mueller" are the same person."""
    return _SPELT_OUT.sub("", normalize(name))


def _names(speakers: Sequence[Speaker]) -> frozenset[str]:
    return frozenset(name for speaker in speakers if (name := person_key(speaker.name)))


def _share(names: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether someone is in both; only a surname, or an additional middle name, is the same person."""
    if not names.isdisjoint(others):
        return True
    parts = [set(name.split()) for name in names]
    return any(part <= other or other <= part for part in parts for other in (set(name.split()) for name in others))


def _agree(names: frozenset[str], others: frozenset[str]) -> bool:
    return not names or not others or _share(names, others)


def _telling(title: TalkTitle) -> set[str]:
    return {word for word in title.words if len(word) >= _LONG_WORD} - _SILENT


def _is_cut_short(title: TalkTitle, full: TalkTitle) -> bool:
    return title.is_cut and len(title.words) > _START and title.begins(full)


def _names_follow(title: TalkTitle, session: _Session) -> bool:
    """Return whether all that follows the session's title are its speakers and their companies."""
    if not session.title.begins(title):
        return False
    people = " ".join(normalize(f"{speaker.name} {speaker.org}") for speaker in session.entry.speakers).split()
    return set(title.words[len(session.title.words) :]) <= {*people, "by", "with"}


def _only(sessions: Iterable[_Session]) -> _Session | None:
    """Return the session if there is only one, the first if it is held twice."""
    found = {(session.title, session.names): session for session in reversed(list(sessions))}
    return next(iter(found.values())) if len(found) == 1 else None
