"""Find talks whose title is lost by a line of speakers above a description: "Jane Roe (Acme) & John Doe (Globex)"."""

from collections.abc import Iterator
from dataclasses import replace

from bot.extraction.outline import Outline, Spot
from bot.extraction.people.speaker_list import read_speakers
from bot.extraction.sentences import first_statement
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.scoring import ENOUGH, score
from bot.model.recap import BlockKind

_LONGEST = 200
_SHORTEST_DESCRIPTION = 60


def find_speaker_lines(outline: Outline) -> Iterator[TalkCandidate]:
    """Return a candidate for every line of speakers that a description follows."""
    seen = list(_lines(outline))
    are_many = sum(one.evidence >= ENOUGH for one in seen) > 1
    return (replace(one, evidence=one.evidence + score(among_talks=are_many)) for one in seen)


def _lines(outline: Outline) -> Iterator[TalkCandidate]:
    for spot in outline.spots:
        follower = outline.next(spot)
        if spot.block.kind is BlockKind.PARAGRAPH and len(spot.text) <= _LONGEST and follower and _describes(follower):
            speakers = read_speakers(spot.text, outline.judge)
            evidence = score(presents=True, company=any(one.org for one in speakers), several_people=len(speakers) > 1)
            if speakers:
                said = first_statement(follower.text)
                yield TalkCandidate("", speakers, spot, evidence, said, about=(follower.index,), names=(spot.index,))


def _describes(spot: Spot) -> bool:
    return not spot.is_heading and spot.block.kind is not BlockKind.ROW and len(spot.text) >= _SHORTEST_DESCRIPTION
