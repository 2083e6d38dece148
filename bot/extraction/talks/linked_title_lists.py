"""Find talks in lists of linked titles: a link, a dash and the speakers, a colon and what was said."""

import re
from collections.abc import Iterator

from bot.extraction.outline import Outline, Spot
from bot.extraction.people.person_names import LIKELY
from bot.extraction.people.read_speakers import read_speakers
from bot.extraction.talk_links import read_talk_link
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.scoring import ENOUGH, READ_WHOLE
from bot.extraction.talks.talk_line import split_speakers
from bot.extraction.talks.titles import clean_title, holds_no_talks, holds_talks
from bot.model.recap import BlockKind

_FEWEST_WORDS = 2
_DASH = re.compile(r"\s[–—-]\s")
_SIGNS = ".:：–—-"


def find_listed_talks(outline: Outline) -> Iterator[TalkCandidate]:
    """Return a candidate for every item below a heading of talks that begins with a linked title.

    One that was parsed completely has evidence READ_WHOLE; without known speakers, only ENOUGH.
    """
    for spot in outline.spots:
        if spot.block.kind is BlockKind.ITEM and spot.block.links and _is_among_talks(outline, spot):
            candidate = _read(outline, spot)
            if candidate is not None:
                yield candidate


def _is_among_talks(outline: Outline, spot: Spot) -> bool:
    headings = [outline.spots[index].text for index in spot.headings]
    return any(map(holds_talks, headings)) and not any(map(holds_no_talks, headings[-1:]))


def _read(outline: Outline, spot: Spot) -> TalkCandidate | None:
    title = spot.block.links[0].text
    rest = spot.text.removeprefix(title)
    if rest == spot.text or rest.lstrip()[:1] not in _SIGNS or len(title.split()) < _FEWEST_WORDS:
        return None
    if any(read_speakers(part, outline.judge) for part in _DASH.split(title)[1:]):
        return None  # the link contains more than the title
    rest = rest.lstrip(f" {_SIGNS}")
    people, said = split_speakers(rest)
    speakers = read_speakers(people, outline.judge, LIKELY)
    return TalkCandidate(
        title=clean_title(title),
        speakers=speakers,
        spot=spot,
        evidence=READ_WHOLE if speakers or not said else ENOUGH,
        text=said if speakers else rest,
        links=tuple(talk for link in spot.block.links if (talk := read_talk_link(link)) is not None),
        names=(spot.index,),
    )
