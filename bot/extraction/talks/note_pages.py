"""Find the talk that a whole note is about, and the talks that a list of notes leads to."""

import re
from collections.abc import Iterator

from bot.extraction.cues import OF_THIS_TALK
from bot.extraction.outline import Outline, Spot
from bot.extraction.people.person_names import LIKELY, SURE
from bot.extraction.sentences import first_statement
from bot.extraction.talk_links import TalkLink, is_material, read_talk_link
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.scoring import ENOUGH, score
from bot.extraction.talks.talk_line import read_talk_line
from bot.extraction.talks.titles import is_theme, title_shape
from bot.languages.pattern_templates import compile_words
from bot.model.recap import BlockKind

_NOTE_FILE = re.compile(r"^(?!\w+:).*\.(?:md|mdx|txt|org)$")
_OF_POST = compile_words(r"{\babout_post\b}")
_OPENING = 4  # blocks at the beginning of a note that say what it is about
_FEWEST_NOTES = 3
_FEWEST_WORDS = 3
_LITTLE_MORE = 20  # characters next to a link: "Video: …"
_BEGINNING = 200


def find_talk_notes(outline: Outline) -> Iterator[TalkCandidate]:
    """Return the candidate of a note about one talk, and of each note in a list of notes."""
    yield from _whole_note(outline)
    yield from _listed_notes(outline)


def _whole_note(outline: Outline) -> Iterator[TalkCandidate]:
    title, opening = outline.recap.title, outline.spots[:_OPENING]
    if not opening or not title or _OF_POST.search(title) or is_theme(title):
        return
    line = read_talk_line(title, outline.judge, LIKELY)
    links = tuple(_links(opening))
    evidence = score(
        session_link=bool(links),
        presents=bool(line.speakers),
        spoken_of=any(OF_THIS_TALK.search(spot.text[:_BEGINNING]) for spot in opening),
    )
    told = (spot.text for spot in outline.spots if not spot.is_heading and not is_material(spot.text))
    yield TalkCandidate(
        title=line.title,
        speakers=line.speakers,
        spot=opening[0],
        evidence=evidence + title_shape(line.title),
        text=first_statement(next(told, "")),
        links=links,
        about=tuple(spot.index for spot in outline.spots),
    )


def _links(opening: tuple[Spot, ...]) -> Iterator[TalkLink]:
    """Return the talk links that fill a line, with words that only name their kind."""
    for spot in opening:
        for link in spot.block.links:
            talk = read_talk_link(link)
            if talk and (is_material(link.text) or not link.text) and len(spot.text) <= len(link.text) + _LITTLE_MORE:
                yield talk


def _listed_notes(outline: Outline) -> Iterator[TalkCandidate]:
    notes = [spot for spot in outline.spots if spot.block.kind is BlockKind.ITEM and _is_note(spot)]
    if len(notes) < _FEWEST_NOTES:
        return
    for spot in notes:
        if len(re.findall(r"[^\W_]+", spot.text)) >= _FEWEST_WORDS:
            yield TalkCandidate(spot.text, (), spot, ENOUGH, names=(spot.index,))


def _is_note(spot: Spot) -> bool:
    """Return whether an item is only a link to another note."""
    whole = [link for link in spot.block.links if link.text == spot.text]
    is_page_name = any(link.url == link.text and "." not in link.url for link in whole)
    return is_page_name or (title_shape(spot.text) >= SURE and any(_NOTE_FILE.search(link.url) for link in whole))
