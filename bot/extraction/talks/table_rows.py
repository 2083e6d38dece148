"""Find talks in tables: a column of titles or talk links, and one of speakers."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extraction.outline import Outline, Spot
from bot.extraction.people.person_names import LIKELY, SURE
from bot.extraction.people.read_speakers import read_speakers
from bot.extraction.sentences import first_statement
from bot.extraction.talk_links import TalkLink, is_material, read_talk_link
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.scoring import score
from bot.extraction.talks.talk_line import read_talk_line
from bot.extraction.talks.titles import clean_title, holds_talks, is_theme, title_shape
from bot.languages.pattern_templates import compile_words
from bot.model.entry import Speaker
from bot.model.recap import BlockKind

_FEWEST_WORDS = 3  # of a title below a header that does not say so
_TITLES = compile_words(r"{title_column}")
_PEOPLE = compile_words(r"{people_column}")
_COMPANIES = compile_words(r"{company_column}")
_SAID = compile_words(r"{said_column}")


def find_talks_in_rows(outline: Outline) -> Iterator[TalkCandidate]:
    """Return a candidate for every table row that may name a talk."""
    rows = (spot for spot in outline.spots if spot.block.kind is BlockKind.ROW)
    seen = (_candidate(outline, spot) for spot in rows)
    return (one for one in seen if one.title or one.speakers)


def _candidate(outline: Outline, spot: Spot) -> TalkCandidate:
    links = tuple(filter(None, map(read_talk_link, spot.block.links)))
    people = _cell(spot, _PEOPLE)
    named = read_speakers(people, outline.judge, LIKELY)
    title = _title_cell(spot, links) or (_cell_like_title(spot, people) if named else "")
    line = read_talk_line(title, outline.judge, SURE if people else LIKELY)
    company = _cell(spot, _COMPANIES)
    said = _cell(spot, _SAID)
    candidate = TalkCandidate(
        title=clean_title(line.title),
        speakers=tuple(Speaker(one.name, one.org or company) for one in named) or line.speakers,
        spot=spot,
        evidence=0.0,
        text=first_statement(said),
        links=links,
        names=() if said else (spot.index,),
    )
    return replace(candidate, evidence=_evidence(outline, candidate))


def _cell(spot: Spot, column: re.Pattern[str]) -> str:
    """Return the cell below the first header that is called so."""
    pairs = zip(spot.block.columns, spot.block.cells, strict=False)
    return next((cell for header, cell in pairs if cell and column.search(header)), "")


def _title_cell(spot: Spot, links: tuple[TalkLink, ...]) -> str:
    """Return the title's cell: below such a header, otherwise linked, otherwise most like a title beside a link."""
    below = _cell(spot, _TITLES)
    if below and not is_material(below):
        return below
    linked = (talk.link.text for talk in links if not is_material(talk.link.text))
    likeliest = max(spot.block.cells, key=title_shape, default="") if links else ""
    return next(linked, likeliest)


def _cell_like_title(spot: Spot, people: str) -> str:
    """Return the first cell beside people that is certainly written like a title; what is said comes last."""
    others = (cell for cell in spot.block.cells if cell != people and len(cell.split()) >= _FEWEST_WORDS)
    return next((cell for cell in others if title_shape(cell) >= SURE), "")


def _evidence(outline: Outline, candidate: TalkCandidate) -> float:
    title, spot = candidate.title, candidate.spot
    return score(
        speakers=bool(candidate.speakers and title),
        session_link=bool(candidate.links),
        title_column=bool(_cell(spot, _TITLES)),
        people_column=bool(_cell(spot, _PEOPLE)),
        below_talks=holds_talks(outline.nearest_heading(spot)),
        title=title_shape(title) >= SURE,
        theme=is_theme(title),
    )
