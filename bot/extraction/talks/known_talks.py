"""Find talks of known schedules wherever a recap writes their titles."""

import re
from collections.abc import Iterator

from bot.catalogue.normalize import normalize
from bot.extraction.outline import Outline, Spot
from bot.extraction.schedules.known_sessions import NamedSession
from bot.extraction.sentences import first_statement
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.scoring import score
from bot.extraction.talks.speaker_attribution import sentence_around
from bot.model.entry import Speaker
from bot.model.recap import BlockKind

_TELLING = 5  # so many words of a title in a row are no accident
_LITTLE_MORE = 25  # characters of a line next to its title
_QUOTE = re.compile(r"[\"“„«「『《*_‘'(\[]$")
_NEAR = 3  # blocks of a section that say who gives its talk


def find_known_talks(outline: Outline) -> Iterator[TalkCandidate]:
    """Return a candidate for every session of the recap's event that a text calls by its title."""
    for spot in outline.spots:
        for named in outline.sessions.named_in(spot.text):
            if _is_meant(spot, named):
                yield _candidate(outline, spot, named)


def _is_meant(spot: Spot, named: NamedSession) -> bool:
    """Return whether words are a title, not a phrase that somebody also called a talk by."""
    text = spot.text[named.start : named.end]
    if len(named.session.title.words) >= _TELLING or len(spot.text) <= len(text) + _LITTLE_MORE:
        return True
    marked = (*spot.block.strong, *spot.block.emphasis, *(link.text for link in spot.block.links), *spot.block.cells)
    return bool(_QUOTE.search(spot.text, 0, named.start)) or any(text in run for run in marked)


def _candidate(outline: Outline, spot: Spot, named: NamedSession) -> TalkCandidate:
    begin, _ = sentence_around(spot.text, named.start, named.end)
    below = outline.below(spot)
    is_line = len(spot.text) <= named.end - named.start + _LITTLE_MORE
    said = next((one.text for one in below if not one.is_heading), "") if is_line else spot.text[begin:]
    return TalkCandidate(
        title=spot.text[named.start : named.end],
        speakers=_speakers(outline, spot, named),
        spot=spot,
        evidence=score(known_session=True),
        text=first_statement(said),
        about=tuple(one.index for one in below),
        names=(spot.index,) if is_line else (),
        at=named.start,
    )


def _speakers(outline: Outline, spot: Spot, named: NamedSession) -> tuple[Speaker, ...]:
    """Return the speakers of a session whom the recap names beside its title or below it."""
    follower = outline.next(spot)
    near = [spot, *outline.below(spot)[:_NEAR]]
    if spot.block.kind is BlockKind.PARAGRAPH and follower and follower.block.kind is BlockKind.PARAGRAPH:
        near.append(follower)
    people = {normalize(one.name): one for place in near for span in outline.people(place) for one in span.speakers}
    said = " | ".join(one.text for one in near)
    named_so = ((normalize(name), name) for name in named.session.speakers)
    found = (people.get(key) or (Speaker(name) if name in said else None) for key, name in named_so)
    return tuple(filter(None, found))
