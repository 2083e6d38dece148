"""Find talks without a title by their speakers: "Jane Roe from Acme showed how …"."""

import re
from collections.abc import Iterator

from bot.extraction.cues import BY_WRITER
from bot.extraction.outline import Outline, Spot
from bot.extraction.people.find_people import PeopleSpan
from bot.extraction.people.person_names import SURE
from bot.extraction.sentences import first_statement
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.scoring import score
from bot.extraction.talks.speaker_attribution import gives, presents, sentence_around
from bot.extraction.talks.titles import holds_talks
from bot.model.entry import Speaker
from bot.model.recap import BlockKind

_OPENING_SIGNS = 2  # quotes before the first word of a sentence
_LOOK_BACK, _LOOK_AHEAD = 120, 60
_TO_AUTHOR = re.compile(r"^\W*\w+ (?:me|(?:to|with) (?:me|us)|at (?:the|their|our|his|her) (?:booth|stand))\b")


def find_presenters(outline: Outline) -> Iterator[TalkCandidate]:
    """Return a candidate for every group of people who present something in running text."""
    for spot in outline.spots:
        if spot.block.kind is not BlockKind.ROW and not spot.is_heading:
            for people in outline.people(spot):
                said = presents(spot.text, people) if not _is_of_other_work(spot.text, people) else 0.0
                if said and any(_is_somebody(outline, one) for one in people.speakers):
                    yield _candidate(outline, spot, people, said)


def _is_of_other_work(text: str, people: PeopleSpan) -> bool:
    """Return whether people wrote a book or a post, or showed something only to the author."""
    before, after = text[max(0, people.start - _LOOK_BACK) : people.start], text[people.end : people.end + _LOOK_AHEAD]
    return bool(BY_WRITER.search(before) or _TO_AUTHOR.match(after))


def _is_somebody(outline: Outline, speaker: Speaker) -> bool:
    """Return whether a name is more than one Latin word, or belongs to a company or to somebody named in full."""
    name = speaker.name
    is_more = " " in name or not name.isascii() or name.startswith("@") or bool(speaker.org)
    return is_more or outline.names_in_full(name)


def _candidate(outline: Outline, spot: Spot, people: PeopleSpan, said: float) -> TalkCandidate:
    begin, _ = sentence_around(spot.text, people.start, people.end)
    evidence = said + score(
        company=any(one.org for one in people.speakers),
        several_people=len(people.speakers) > 1,
        full_name=people.sure >= SURE and any(" " in one.name for one in people.speakers),
        people_first=people.start - begin <= _OPENING_SIGNS,
        unsure_name=people.sure < SURE and not gives(spot.text, people),
        below_talks=holds_talks(outline.nearest_heading(spot)),
    )
    return TalkCandidate("", people.speakers, spot, evidence, first_statement(spot.text, begin), at=people.start)
