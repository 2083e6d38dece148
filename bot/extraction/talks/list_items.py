"""Find talks among list items and short lines: "Title - Speaker, Company", a bold title with what was said."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.extraction.cues import OF_THIS_TALK
from bot.extraction.link_spans import locate_links
from bot.extraction.outline import Outline, Spot
from bot.extraction.people.person_names import LIKELY, SURE
from bot.extraction.people.read_speakers import is_labelled, read_speakers
from bot.extraction.sentences import COMFORTABLE, first_statement
from bot.extraction.talk_links import TalkLink, is_material, read_talk_link
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.scoring import ENOUGH, score
from bot.extraction.talks.speaker_attribution import presents
from bot.extraction.talks.talk_line import TalkLine, cut_trailing_names, read_talk_line, split_speakers
from bot.extraction.talks.titles import (
    clean_title,
    has_session_form,
    holds_no_talks,
    holds_talks,
    is_numbered,
    is_theme,
    title_shape,
)
from bot.languages.pattern_templates import compile_words
from bot.model.entry import Speaker
from bot.model.recap import Block, BlockKind

_LONGEST_NAME = 260
_OPENING_SIGNS = 3  # quotes and stars before the first word
# A line of a chat or a transcript.
_SPOKEN = re.compile(r"[\[(][^\]\n]{0,12}\d{1,2}:\d\d[^\]\n]{0,12}[\])]\s+[\w.@-]+(?: [\w.@-]+)?:\s")
_NO_NAME = re.compile(r"https?://|^[^:]{0,60}:$")
_BY = compile_words(r"\s{to_giver}\s|\s[–—-]\s|\(", flags=re.NOFLAG)  # between a title and who gave it
_COLON = re.compile(r"[:：]\s+")
_QUOTES = '"“”„«»'
_ENDS_OF_PROSE = (".", "!", "?", "。")
_COMPANY_PRESENTS = re.compile(
    r"(?:[A-Z][\w.&’'-]*(?:,? (?:and )?[A-Z][\w.&’'-]*){0,5}|Industry leaders from .{3,80}?)\s+"
    r"(?:presented|shared|discussed|introduced|showed|showcased|demonstrated|explained|talked|announced)\b"
)
_BEGINNING = 160  # characters in which a text says what it is about
_LEAST_SHAPE = 0.4
_FEWEST_TITLES = 3
_FEWEST_WORDS = 3  # of a title that its speakers and a colon follow, without anything else around to say so


@dataclass(frozen=True, slots=True)
class _Line:
    """A block split into what may name a talk and what is said after it."""

    spot: Spot
    name: str
    said: str = ""
    is_bold: bool = False
    speakers: tuple[Speaker, ...] = ()


def find_talks_in_lines(outline: Outline) -> Iterator[TalkCandidate]:
    """Return a candidate for every item or short line that may name a talk."""
    lists: dict[tuple[tuple[int, ...], tuple[int, ...], int], list[_Line]] = {}
    for spot in outline.spots:
        if (line := _cut(outline, spot)) is not None:
            lists.setdefault((spot.headings, spot.parents, spot.level), []).append(_part(outline, line))
    for lines in lists.values():
        yield from _list_candidates(outline, lines)


def _cut(outline: Outline, spot: Spot) -> _Line | None:
    """Cut a line after its bold beginning, or after a link and a colon; leave out running text."""
    block = spot.block
    if spot.is_heading or block.kind not in {BlockKind.ITEM, BlockKind.PARAGRAPH} or _has_title_link_inside(block):
        return None
    if _SPOKEN.match(block.text):
        return None
    bold = block.strong[0] if block.strong else ""
    if bold and block.text.lstrip("“\"'").startswith(bold):
        end = block.text.index(bold) + len(bold)
        return _Line(spot, bold, block.text[end:].lstrip(" ”\"':：–—-"), is_bold=True)
    linked = block.links[0].text if block.links else ""
    if linked and block.text.startswith((f"{linked}:", f"{linked}：")):
        return _Line(spot, linked, block.text[len(linked) + 1 :].strip())
    is_prose = block.kind is BlockKind.PARAGRAPH and block.text.endswith(_ENDS_OF_PROSE)
    if (cut := _cut_at_colon(outline, spot)) or is_prose or len(block.text) > _LONGEST_NAME:
        return cut
    return None if _NO_NAME.search(block.text) else _Line(spot, block.text)


def _cut_at_colon(outline: Outline, spot: Spot) -> _Line | None:
    """Split a long text that begins with a title and speakers, then a colon and what was said."""
    for colon in _COLON.finditer(spot.text[:_LONGEST_NAME]):
        name = spot.text[: colon.start()]
        if _BY.search(name) and set(name).isdisjoint(_QUOTES):
            read = read_talk_line(name, outline.judge)
            if read.speakers and title_shape(read.title) >= SURE:
                return _Line(spot, name, spot.text[colon.end() :])
    return None


def _part(outline: Outline, line: _Line) -> _Line:
    """Separate speakers from what is said about the talk: "**Title of a talk** (Jane Roe, Acme): she showed …"."""
    people, told = split_speakers(line.said)
    is_title = len(line.name.split()) >= _FEWEST_WORDS and title_shape(clean_title(line.name)) >= SURE
    is_title = is_title or any(map(holds_talks, outline.above(line.spot)))
    if not (told and is_title) or holds_no_talks(outline.nearest_heading(line.spot)):
        return line
    speakers = read_speakers(people, outline.judge)
    return replace(line, said=told, speakers=speakers) if any(one.org for one in speakers) else line


def _has_title_link_inside(block: Block) -> bool:
    """Return whether a talk's link follows other words; then its words are the title, not the line."""
    anchors = (one for one in locate_links(block) if read_talk_link(one.link) and not is_material(one.link.text))
    return any(_OPENING_SIGNS < anchor.start < anchor.end for anchor in anchors)


def _list_candidates(outline: Outline, lines: list[_Line]) -> Iterator[TalkCandidate]:
    above = outline.above(lines[0].spot)
    is_list_of_talks = any(map(holds_talks, above)) and not any(map(holds_no_talks, above))
    read = [_read(outline, line, LIKELY if is_list_of_talks else SURE) for line in lines]
    if sum(bool(line.speakers) for line in read) > 1:
        read = [one if one.speakers else cut_trailing_names(one.title, outline.judge) for one in read]
    points = score(
        in_list_of_talks=is_list_of_talks,
        below_something_else=holds_no_talks(outline.nearest_heading(lines[0].spot)),
    )
    seen = [_candidate(outline, line, one, points) for line, one in zip(lines, read, strict=True)]
    strong = sum(one.evidence >= ENOUGH for one in seen)
    seen = [one if strong > 1 else replace(one, evidence=one.evidence + _lone(one)) for one in seen]
    are_titles = is_list_of_talks and _are_all_titles(seen)
    for one in seen:
        among_talks = are_titles or (strong > 1 and strong * 2 >= len(seen) and title_shape(one.title) >= SURE)
        yield replace(one, evidence=one.evidence + score(among_talks=True)) if among_talks else one


def _are_all_titles(seen: Sequence[TalkCandidate]) -> bool:
    """Return whether a list is nothing but titles with capitals, so that no line of it has to prove itself."""
    return len(seen) >= _FEWEST_TITLES and all(
        one.title.isascii()
        and title_shape(one.title) >= SURE
        and len(one.title.split()) >= _FEWEST_WORDS
        and not is_theme(one.title)
        for one in seen
    )


def _lone(one: TalkCandidate) -> float:
    """Return the points of a line on its own that names people without a company, as a caption may."""
    is_line = one.spot.block.kind is BlockKind.PARAGRAPH and bool(one.speakers) and not one.links
    return score(lone_line=is_line and not any(speaker.org for speaker in one.speakers))


def _read(outline: Outline, line: _Line, least: float) -> TalkLine:
    read = read_talk_line(line.name, outline.judge, least)
    if read.speakers or not line.said:
        return read
    if line.speakers:
        return TalkLine(read.title, line.speakers)
    speakers = read_speakers(line.said, outline.judge, least) if len(line.said) < _LONGEST_NAME else ()
    return TalkLine(read.title, speakers or _presenters(outline, line))


def _presenters(outline: Outline, line: _Line) -> tuple[Speaker, ...]:
    """Return the presenters, if the text after a title begins with people."""
    start = line.spot.text.find(line.said)
    spans = (span for span in outline.people(line.spot) if span.start == start and span.sure >= SURE)
    return next((span.speakers for span in spans if presents(line.spot.text, span)), ())


def _candidate(outline: Outline, line: _Line, read: TalkLine, points: float) -> TalkCandidate:
    spot = line.spot
    children = outline.below(spot)
    says_only_who = bool(read.speakers) and bool(read_speakers(line.said, outline.judge, LIKELY))
    said = "" if says_only_who else line.said
    named_below, naming = ((), ()) if read.speakers else _labelled_speakers(outline, children)
    told = [said] if said else [child.text for child in children if not (_is_link(child) or child.index in naming)]
    candidate = TalkCandidate(
        title=clean_title(read.title),
        speakers=read.speakers or named_below,
        spot=spot,
        evidence=points,
        text=first_statement(spot.text if len(said) > COMFORTABLE else told[0]) if told else "",
        links=tuple(_links(spot, children)),
        about=tuple(child.index for child in children),
        names=naming if len(said) > COMFORTABLE else (spot.index, *naming),
    )
    return replace(candidate, evidence=points + _evidence(line, candidate, " ".join(told[:2])))


def _is_link(spot: Spot) -> bool:
    return is_material(spot.text) or any(link.text == spot.text for link in spot.block.links)


def _labelled_speakers(outline: Outline, children: tuple[Spot, ...]) -> tuple[tuple[Speaker, ...], tuple[int, ...]]:
    """Return the speakers that an item below announces ("Speakers: …"), and the index of that item."""
    for child in children[:2]:
        if is_labelled(child.text) and (speakers := read_speakers(child.text, outline.judge, LIKELY)):
            return speakers, (child.index,)
    return (), ()


def _links(spot: Spot, children: tuple[Spot, ...]) -> Iterator[TalkLink]:
    of_children = (link for child in children for link in child.block.links if is_material(link.text))
    yield from filter(None, map(read_talk_link, (*spot.block.links, *of_children)))


def _evidence(line: _Line, candidate: TalkCandidate, told: str) -> float:
    title, speakers = candidate.title, candidate.speakers
    shape = title_shape(title)
    return score(
        speakers=bool(speakers),
        names_only=bool(speakers) and not title,
        company=not title and any(one.org for one in speakers),
        other_link=bool(candidate.links),
        numbered=is_numbered(line.name),
        session_form=has_session_form(title),
        title=shape >= SURE,
        bold_title=shape >= SURE and line.is_bold,
        spoken_of=bool(OF_THIS_TALK.search(told[:_BEGINNING])),
        company_presents=bool(_COMPANY_PRESENTS.match(told)),
        untitled_like=0 < shape < _LEAST_SHAPE,
        one_word=bool(title) and not speakers and len(title.split()) == 1 and title.isascii(),
        no_words=bool(title) and not any(map(str.isalpha, title)),
        theme=bool(title) and not speakers and is_theme(title),
    )
