"""Find talks by a line of speakers, with a title beside it, or only a description below it."""

from collections.abc import Iterator
from dataclasses import replace

from bot.extraction.cues import OF_A_TALK
from bot.extraction.outline import Outline, Spot
from bot.extraction.people.person_names import SURE
from bot.extraction.people.read_speakers import read_speakers
from bot.extraction.sentences import first_statement
from bot.extraction.talk_links import TalkLink, read_talk_link
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.scoring import ENOUGH, score
from bot.extraction.talks.talk_line import read_talk_line
from bot.extraction.talks.titles import clean_title, is_theme, title_shape
from bot.model.entry import Speaker
from bot.model.recap import BlockKind

_LONGEST = 200
_SHORTEST_DESCRIPTION = 60


def find_speaker_lines(outline: Outline) -> Iterator[TalkCandidate]:
    """Return a candidate for every line of speakers beside a title or above a description."""
    seen = list(_lines(outline))
    if sum(bool(OF_A_TALK.search(one.text)) for one in seen) * 2 < len(seen):
        return  # whose words a post quotes, or who took part
    are_many = sum(one.evidence >= ENOUGH for one in seen) > 1
    yield from (replace(one, evidence=one.evidence + score(among_talks=are_many)) for one in seen)


def _lines(outline: Outline) -> Iterator[TalkCandidate]:
    for spot in outline.spots:
        if spot.block.kind is BlockKind.PARAGRAPH and len(spot.text) <= _LONGEST:
            speakers = read_speakers(spot.text, outline.judge)
            candidate = _candidate(outline, spot, speakers) if speakers else None
            if candidate is not None:
                yield candidate


def _candidate(outline: Outline, spot: Spot, speakers: tuple[Speaker, ...]) -> TalkCandidate | None:
    follower = outline.next(spot)
    titled = _title_beside(outline, spot)
    described = outline.next(titled) if titled is not None and titled.index > spot.index else follower
    if titled is None and not (follower and _describes(follower)):
        return None
    said = described if described is not None and _describes(described) else None
    return TalkCandidate(
        title=clean_title(titled.text) if titled else "",
        speakers=speakers,
        spot=titled or spot,
        evidence=score(
            presents=True,
            title=titled is not None,
            company=any(one.org for one in speakers),
            several_people=len(speakers) > 1,
        ),
        text=first_statement(said.text) if said else "",
        links=tuple(_links(titled)) if titled else (),
        about=(said.index,) if said else (),
        names=(spot.index, titled.index) if titled else (spot.index,),
    )


def _title_beside(outline: Outline, spot: Spot) -> Spot | None:
    """Return the line right above or below that is a title and names nobody."""
    above = outline.spots[spot.index - 1] if spot.index else None
    return next((one for one in (above, outline.next(spot)) if one and _is_title(outline, one)), None)


def _is_title(outline: Outline, spot: Spot) -> bool:
    title = clean_title(spot.text)
    is_line = spot.block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING} and len(title) <= _LONGEST
    if not is_line or title_shape(title) < SURE or is_theme(title) or title == outline.recap.title:
        return False
    return not read_talk_line(title, outline.judge).speakers


def _links(spot: Spot) -> Iterator[TalkLink]:
    yield from filter(None, map(read_talk_link, spot.block.links))


def _describes(spot: Spot) -> bool:
    return not spot.is_heading and spot.block.kind is not BlockKind.ROW and len(spot.text) >= _SHORTEST_DESCRIPTION
