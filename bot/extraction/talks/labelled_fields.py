"""Find talks with labels: "Title: …", and near it "Speakers: …"."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from bot.extraction.outline import Outline, Spot
from bot.extraction.people.person_names import LIKELY
from bot.extraction.people.read_speakers import is_labelled, read_speakers
from bot.extraction.sentences import first_statement
from bot.extraction.talk_links import TalkLink, read_talk_link
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.scoring import ENOUGH, READ_WHOLE
from bot.extraction.talks.titles import clean_title
from bot.languages.pattern_templates import compile_words
from bot.model.entry import Speaker

_TITLE = compile_words(
    r"\W{0,3}(?:(?:talk|session|presentation|keynote)(?:['’]s)?\s+)?{title_label}\s*[:：]\s*(?P<title>\S.{3,})"
)
_LABEL = re.compile(r"[^\W\d_][\w /-]{0,24}[:：]")
_FURTHEST = 4  # lines from a title to its speakers


def find_labelled_talks(outline: Outline) -> Iterator[TalkCandidate]:
    """Return a candidate for every labelled title with labelled speakers near it, or among other labelled titles."""
    titled = {spot.index: match["title"] for spot in outline.spots if (match := _TITLE.match(spot.text))}
    for index, title in titled.items():
        spot = outline.spots[index]
        section = _section(outline, spot, titled)
        speakers, line = _speakers(outline, spot, section)
        if speakers or len(titled) > 1:
            yield TalkCandidate(
                title=clean_title(title),
                speakers=speakers,
                spot=spot,
                evidence=READ_WHOLE if speakers else ENOUGH,
                text=first_statement(next((one.text for one in section if not _LABEL.match(one.text)), "")),
                links=tuple(_links((spot, *section))),
                about=tuple(one.index for one in section),
                names=(spot.index, *line),
            )


def _section(outline: Outline, spot: Spot, titled: dict[int, str]) -> tuple[Spot, ...]:
    """Return the blocks after a title, up to the next title or heading."""
    rest = outline.spots[spot.index + 1 :]
    return tuple(
        takewhile(
            lambda one: (
                one.index not in titled and not (one.is_heading and (not spot.is_heading or one.level <= spot.level))
            ),
            rest,
        )
    )


def _speakers(outline: Outline, spot: Spot, section: Sequence[Spot]) -> tuple[tuple[Speaker, ...], tuple[int, ...]]:
    """Return the speakers labelled right below a title, else right above it, and the index of that line."""
    before = outline.spots[max(0, spot.index - 1) : spot.index]
    labelled = (one for one in (*section[:_FURTHEST], *before) if _LABEL.match(one.text) and is_labelled(one.text))
    read = ((read_speakers(one.text, outline.judge, LIKELY), (one.index,)) for one in labelled)
    return next((found for found in read if found[0]), ((), ()))


def _links(spots: Sequence[Spot]) -> Iterator[TalkLink]:
    yield from filter(None, (read_talk_link(link) for spot in spots for link in spot.block.links))
