"""Measure how many talks were joined rightly: what recaps and gathered facts tell of a talk, and the session it became.

    python -m scripts.join_precision FACTS_DIR corpus/ [SAMPLE]

Takes a sample (200) of the pairs that were joined though title or speakers are not written alike, always the same one,
and holds the signs against each other that do not depend on one another: title, speakers, page, recording. A pair is
right where one of title and speakers agrees and nothing contradicts it, or where an address does besides. What is not
right by that is printed, to be read by a person.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.load import load_catalogue
from bot.extraction.extract import extract
from bot.extraction.schedules.match_sessions import SessionMatcher, person_key
from bot.extraction.schedules.read_schedule import read_schedule
from bot.extraction.schedules.title_match import read_title
from bot.extraction.talk_links import Leads, read_talk_link
from bot.model.entry import Entry, EntryKind
from bot.recaps.find_files import find_recaps
from bot.recaps.read_recap import read_recap
from scripts.build_talks import entry_of, read_rows

_SAMPLE = 200
_SEED = 2026
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Joined:
    """What tells of a talk, and the session that it was taken for."""

    told: Entry
    session: Entry


def main(facts: Path, corpus: Path, sample: int = _SAMPLE) -> None:
    """Print the share of right pairs in the sample, and the others."""
    catalogue = load_catalogue(corpus)
    sessions = [one for path in sorted((corpus / "talks").glob("*.yaml")) for one in _talks(path, catalogue)]
    finder = SessionMatcher(enumerate(sessions))
    told = [*_told_by_recaps(corpus, catalogue), *_told_by_facts(facts)]
    joined = [Joined(one, sessions[place]) for one in told if (place := finder.find(one)) is not None]
    joined = [one for one in joined if not _is_written_alike(one)]
    chosen = random.Random(_SEED).sample(joined, min(sample, len(joined)))  # noqa: S311 - a sample, not a secret
    wrong = [one for one in chosen if not is_right(one)]
    for one in wrong:
        print(f"to be read: {_name(one.told)}\n        as: {_name(one.session)}")
    right = len(chosen) - len(wrong)
    share = right / max(1, len(chosen))
    print(f"{right} of {len(chosen)} joined talks right, {share:.3f} (of {len(joined)} not written alike)")


def is_right(joined: Joined) -> bool:
    """Return whether the signs of a pair agree."""
    told, session = joined.told, joined.session
    addresses = [_same_address(told, session, target) for target in (Leads.SESSION, Leads.VIDEO)]
    signs = [_same_title(told, session), _same_people(told, session)]
    if False in signs:
        return addresses.count(True) > 1 or (addresses.count(True) == 1 and True in signs)
    return True in signs


def _is_written_alike(joined: Joined) -> bool:
    told, session = joined.told, joined.session
    people = [{speaker.name for speaker in entry.speakers} for entry in (told, session)]
    return told.title == session.title and people[0] == people[1]


def _talks(path: Path, catalogue: Catalogue) -> Iterator[Entry]:
    return (entry for entry in read_schedule(path, catalogue) if entry.kind is EntryKind.TALK)


def _told_by_recaps(corpus: Path, catalogue: Catalogue) -> Iterator[Entry]:
    for path in find_recaps(corpus / "recaps"):
        yield from (entry for entry in extract(read_recap(path), catalogue) if entry.kind is EntryKind.TALK)


def _told_by_facts(facts: Path) -> Iterator[Entry]:
    for event, rows in read_rows(facts / "talks", set()).items():
        yield from (entry_of(row, event) for row in rows.talks)


def _same_title(told: Entry, session: Entry) -> bool | None:
    """Return whether the titles agree, None if one is missing."""
    one, other = read_title(told.title), read_title(session.title)
    if not (one.words and other.words):
        return None
    return one.words == other.words or one.begins(other) or other.begins(one) or one.likeness(other) >= _ALIKE


def _same_people(told: Entry, session: Entry) -> bool | None:
    one, other = ({person_key(person.name) for person in entry.speakers if person.name} for entry in (told, session))
    if not (one and other):
        return None
    parts = [set(name.split()) for name in other]
    return any(set(name.split()) <= part or part <= set(name.split()) for name in one for part in parts)


def _same_address(told: Entry, session: Entry, target: Leads) -> bool | None:
    one, other = ({_id(link) for link in _links(entry, target)} for entry in (told, session))
    return bool(one & other) if one and other else None


def _links(entry: Entry, target: Leads) -> list[str]:
    found = (read_talk_link(link) for link in entry.links)
    return [link.id for link in found if link and link.leads is target]


def _id(address: str) -> str:
    return address.rpartition(" ")[2]


def _name(entry: Entry) -> str:
    return f"{entry.event}: {entry.title} — {', '.join(speaker.name for speaker in entry.speakers)}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:4]))
