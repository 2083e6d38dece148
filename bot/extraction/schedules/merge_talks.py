"""Merge a session of a schedule with what recaps say about it into one entry."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.extraction.schedules.match_sessions import SessionMatcher, person_key
from bot.model.entry import Entry, EntryKind, Speaker, is_scheduled, is_video


def merge_talks(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries, each session of a schedule as one with the talks of recaps that are surely the same.

    It has the schedule's title, speakers, event and day, and the words and the place of the recap that says most of
    it; where no recap says anything, those of the schedule. The sources that it does not quote are in `also`.
    """
    finder = SessionMatcher(_sessions_to_find(entries))
    told: defaultdict[int, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        if entry.kind is EntryKind.TALK and not is_scheduled(entry):
            session = finder.find(entry)
            if session is not None:
                told[session].append(place)
    kept: dict[int, Entry] = dict(enumerate(entries))
    for session, places in told.items():
        same = {place: kept.pop(place) for place in (session, *places)}
        main = max(places, key=lambda place: len(entries[place].text))
        main = main if entries[main].text else session
        kept[main] = _join(entries[main], tuple(same.values()))
    return [kept[place] for place in sorted(kept)]


def _sessions_to_find(entries: Sequence[Entry]) -> Iterator[tuple[int, Entry]]:
    """Yield the sessions of events that recaps mention, as preparing all others would take longest."""
    events = {entry.event for entry in entries if not is_scheduled(entry)}
    for place, entry in enumerate(entries):
        if is_scheduled(entry) and (entry.event in events or "" in events):
            yield place, entry


def _join(main: Entry, same: Sequence[Entry]) -> Entry:
    """Merge a session, which comes first, with the talks that are the same."""
    links = [link for entry in same for link in entry.links]
    once = {link.url: link for link in reversed(links)}
    in_order = [once.pop(link.url) for link in links if link.url in once]
    return replace(
        same[0],
        text=main.text,
        source=main.source,
        speakers=_join_speakers([entry.speakers for entry in same]),
        topics=tuple(dict.fromkeys(topic for entry in same for topic in entry.topics)),
        links=tuple(sorted(in_order, key=lambda link: not is_video(link.url))),
        language=main.language,
        disputed=main.disputed,
        also=tuple(dict.fromkeys(entry.source for entry in same if entry.source != main.source)),
    )


def _join_speakers(lists: Sequence[Sequence[Speaker]]) -> tuple[Speaker, ...]:
    """Return each person once, in their first spelling, with a company if any list has it.

    A list that has nobody in common with those before it was read from words about somebody else.
    """
    people: dict[frozenset[str], Speaker] = {}
    for speakers in lists:
        known = [(_same_person(speaker, people), speaker) for speaker in speakers]
        if people and not any(key in people for key, _ in known):
            continue
        for key, speaker in known:
            first = people.setdefault(key, speaker)
            people[key] = replace(first, org=first.org or speaker.org)
    return tuple(people.values())


def _same_person(speaker: Speaker, people: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return the name by which a person is known: a longer or shorter one among `people`, otherwise their own."""
    words = frozenset(person_key(speaker.name).split()) or frozenset({f"of {speaker.org}"})
    return next((other for other in people if other <= words or words <= other), words)
