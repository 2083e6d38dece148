"""Find talks whose title stands in quotes or in bold beside words like "talk" or "keynote"."""

import re
from collections.abc import Iterator, Sequence

from bot.extraction.cues import AFTER_TITLE, BEFORE_TITLE
from bot.extraction.evidence import weigh
from bot.extraction.outline import Outline, Spot
from bot.extraction.people_in_prose import people_between
from bot.extraction.person_names import SURE
from bot.extraction.prose import sentence_around, speakers_after, speakers_before
from bot.extraction.sentences import first_statement
from bot.extraction.sighting import Sighting
from bot.extraction.titles import clean_title, is_theme, title_shape
from bot.recaps.recap import BlockKind

_QUOTES = '"“”„«»「」『』《》'
_QUOTED = re.compile(
    rf"[\"“„«「『《](?P<quoted>[^{_QUOTES}]{{4,200}})[\"”“»」』》]"
    r"|\((?P<bracketed>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){2,})\)"
)
_BY = re.compile(r"\s*(?:by|von|par|with)\s+[A-Z]")
_LEAST_SHAPE = 0.5
_LOOK_BACK, _LOOK_AHEAD = 60, 30


def find_quoted_talks(outline: Outline) -> Iterator[Sighting]:
    """Return a sighting for every title that stands in quotes or bold with a word for a talk right beside it."""
    for spot in outline.spots:
        if spot.block.kind is not BlockKind.ROW:
            for start, end, title in _titles(outline, spot):
                if title_shape(title) >= _LEAST_SHAPE and not is_theme(title):
                    yield _sight(outline, spot, start, end, title)


def _titles(outline: Outline, spot: Spot) -> Iterator[tuple[int, int, str]]:
    """Return what stands in quotes or brackets or in bold: where it begins and ends, and its words."""
    for match in _QUOTED.finditer(spot.text):
        yield match.start(), match.end(), clean_title(match["quoted"] or match["bracketed"])
    for runs in (spot.block.strong, spot.block.emphasis):
        for start, run in _located(spot.text, runs):
            if start and set(run).isdisjoint(_QUOTES) and outline.judge.score(run) < SURE:
                yield start, start + len(run), clean_title(run)


def _located(text: str, runs: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Return where each run stands in a text that has them in this order."""
    end = 0
    for run in runs:
        start = text.find(run, end)
        if start >= 0:
            yield start, run
            end = start + len(run)


def _sight(outline: Outline, spot: Spot, start: int, end: int, title: str) -> Sighting:
    text = spot.text
    begin, finish = sentence_around(text, start, end)
    near = people_between(outline.people(spot), begin, finish)
    people = [span for span in near if span.end <= start or span.start >= end]
    after = speakers_after(text, outline.judge, people, end, finish)
    before, behind = text[max(0, start - _LOOK_BACK) : start], text[end : end + _LOOK_AHEAD]
    evidence = weigh(
        beside_talk_word=bool(BEFORE_TITLE.search(before) or AFTER_TITLE.match(behind)),
        by_follows=bool(_BY.match(behind)),
        presents=bool(after and _BY.match(behind)),
    )
    return Sighting(
        title=title,
        speakers=after or speakers_before(text, people, start, begin),
        spot=spot,
        evidence=evidence + title_shape(title),
        text=first_statement(text, begin),
        at=start,
    )
