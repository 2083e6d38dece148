"""Find talks among headings: with speakers, a link to the talk below, a number, or between headings of talks."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.catalogue.normalize import normalize
from bot.extraction.cues import OF_THIS_TALK
from bot.extraction.outline import Outline, Spot
from bot.extraction.people.person_names import LIKELY, SURE
from bot.extraction.people.read_speakers import is_labelled, read_speakers
from bot.extraction.sentences import first_statement, split_sentences
from bot.extraction.talk_links import Leads, TalkLink, is_material, read_talk_link
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.scoring import ENOUGH, score
from bot.extraction.talks.speaker_attribution import presents
from bot.extraction.talks.talk_line import read_talk_line
from bot.extraction.talks.titles import has_session_form, holds_talks, is_numbered, is_theme, title_shape
from bot.languages.pattern_templates import compile_words
from bot.model.entry import Speaker
from bot.model.recap import BlockKind

_OF_POST = re.compile(r"kubecon|cloudnativecon", re.IGNORECASE)
_BYLINE = compile_words(r"{given_by}\b")  # who wrote the post
_SPELT_SHARE = 0.75  # of a title's words that the address of its page must spell
_LONGEST_SPEAKERS_LINE = 200
_SHORTEST_TITLE = 4
_COMPANY_WORDS = 4
_BEGINNING = 200  # characters in which a text says what it is about
_VERY_BEGINNING = 60
_OPENING = 2  # blocks below a heading that say so


def find_talks_in_headings(outline: Outline) -> Iterator[TalkCandidate]:
    """Return a candidate for every heading that may name a talk."""
    above = _speakers_above(outline)
    headings = [spot for spot in outline.spots if spot.is_heading]
    named = Counter(spot.level for spot in headings if read_talk_line(spot.text, outline.judge).speakers)
    all_of = Counter(spot.level for spot in headings)
    seen = {
        spot.index: _candidate(outline, spot, above, LIKELY if 2 * named[spot.level] >= all_of[spot.level] else SURE)
        for spot in headings
    }
    ranks = _Ranks(seen.values())
    for candidate in seen.values():
        if candidate.speakers or not _holds_strong(outline, candidate.spot, seen):
            among_talks = ranks.is_among_talks(candidate)
            yield replace(candidate, evidence=candidate.evidence + score(among_headings_of_talks=among_talks))


class _Ranks:
    """Count neighbouring headings without themes, and those of them that name talks."""

    def __init__(self, seen: Iterable[TalkCandidate]) -> None:
        telling = [one for one in seen if not is_theme(one.spot.text)]
        self._all = Counter(map(_rank, telling))
        self._talks = Counter(_rank(one) for one in telling if _is_titled_talk(one))

    def is_among_talks(self, candidate: TalkCandidate) -> bool:
        """Return whether at least half of the neighbouring headings of its rank name talks."""
        title, rank = candidate.title, _rank(candidate)
        if len(title) < _SHORTEST_TITLE or is_theme(title):
            return False
        is_counted = not is_theme(candidate.spot.text)
        talks = self._talks[rank] - (is_counted and _is_titled_talk(candidate))
        return talks > 1 and talks * 2 >= self._all[rank] - is_counted


def _rank(candidate: TalkCandidate) -> tuple[int, tuple[int, ...]]:
    return candidate.spot.level, candidate.spot.headings


def _is_titled_talk(candidate: TalkCandidate) -> bool:
    return candidate.evidence >= ENOUGH and bool(candidate.title)


def _holds_strong(outline: Outline, spot: Spot, seen: Mapping[int, TalkCandidate]) -> bool:
    """Return whether there are talks below a heading, so that it is not a talk itself."""
    inside = (seen[other.index] for other in outline.below(spot) if other.is_heading)
    return any(one.evidence >= ENOUGH for one in inside)


def _speakers_above(outline: Outline) -> dict[int, tuple[Speaker, ...]]:
    """Return the people named in the line right above each heading, in posts that write speakers above titles."""
    above: dict[int, tuple[Speaker, ...]] = {}
    below = 0
    for spot in outline.spots[1:]:
        line = outline.spots[spot.index - 1]
        is_line = line.block.kind is BlockKind.PARAGRAPH and len(line.text) <= _LONGEST_SPEAKERS_LINE
        if spot.block.kind is BlockKind.HEADING and is_line and (people := read_speakers(line.text, outline.judge)):
            above[spot.index] = people
            below += line.index > 0 and outline.spots[line.index - 1].block.kind is BlockKind.HEADING
    return above if len(above) > max(1, 2 * below) else {}


def _candidate(outline: Outline, spot: Spot, above: Mapping[int, tuple[Speaker, ...]], least: float) -> TalkCandidate:
    line = read_talk_line(spot.text, outline.judge, least)
    section = outline.below(spot)
    direct = [other for other in section if other.headings[-1] == spot.index and not other.is_heading]
    links = tuple(_links(spot, direct, line.title))
    named_above = () if line.speakers else above.get(spot.index, ())
    named_below = () if line.speakers or named_above else _speakers_below(outline, spot)
    candidate = TalkCandidate(
        title=line.title,
        speakers=line.speakers
        or named_above
        or named_below
        or _speakers_told(outline, spot, direct, has_link=bool(links)),
        spot=spot,
        evidence=0.0,
        text=_first_words(direct or section, leave_out=section[:1] if named_below else ()),
        links=links,
        about=tuple(other.index for other in section),
        names=(spot.index, *((section[0].index,) if named_below else (spot.index - 1,) if named_above else ())),
        is_label=not (line.speakers or is_numbered(spot.text) or any(_spells(link, line.title) for link in links)),
    )
    return replace(candidate, evidence=_evidence(outline, candidate, direct))


def _links(spot: Spot, direct: Iterable[Spot], title: str) -> Iterator[TalkLink]:
    """Return the links of a section: in its heading, of its title, or with words like "slides" or none."""
    for place in (spot, *direct):
        for link in place.block.links:
            talk = read_talk_link(link)
            if talk and (place is spot or not link.text or is_material(link.text) or _spells(talk, title)):
                yield talk


def _spells(talk: TalkLink, title: str) -> bool:
    """Return whether a schedule's address spells the title."""
    words = normalize(title).split()
    spelt = set(talk.slug.split())
    return len(words) > 1 and sum(word in spelt for word in words) >= _SPELT_SHARE * len(words)


def _speakers_below(outline: Outline, spot: Spot) -> tuple[Speaker, ...]:
    """Return the speakers in the line right below a heading, even if that is a heading itself."""
    line = next(iter(outline.below(spot)), None)
    if line is None or _OF_POST.search(spot.text):
        return ()
    is_told = is_labelled(line.text)
    text = f"{line.text}{_company_below(outline, line)}"
    said = next(iter(split_sentences(text)), "") if is_told else text  # "By Jane Roe, Acme. She showed …"
    if len(said) > _LONGEST_SPEAKERS_LINE or (spot.text == outline.recap.title and _BYLINE.match(line.text)):
        return ()
    speakers = read_speakers(said, outline.judge) or _named_first(outline, said)
    is_list = line.block.kind is BlockKind.ITEM and not is_told
    is_theirs = spot.block.kind is BlockKind.HEADING and any(one.org for one in speakers)
    return () if is_list and not is_theirs else speakers


def _company_below(outline: Outline, line: Spot) -> str:
    """Return the few words that a mere line break parts from a name above them, behind a comma."""
    follower = outline.next(line)
    is_beside = follower is not None and follower.block.line == line.block.line and not follower.is_heading
    few = follower.text if follower and is_beside and len(follower.text.split()) <= _COMPANY_WORDS else ""
    return f", {few}" if few and not few.endswith((".", "!", "?")) else ""


def _named_first(outline: Outline, said: str) -> tuple[Speaker, ...]:
    """Return the speakers of a line's first sentence, with a company: "Jane Roe, Acme. She showed …"."""
    first = next(iter(split_sentences(said)), "").rstrip(".")
    speakers = read_speakers(first, outline.judge) if len(first) < len(said) - 1 else ()
    return speakers if any(one.org for one in speakers) else ()


def _speakers_told(outline: Outline, spot: Spot, direct: list[Spot], *, has_link: bool) -> tuple[Speaker, ...]:
    """Return the speakers if the section begins with "This talk by Jane Roe …" or a link to the talk."""
    if is_theme(spot.text) or _OF_POST.search(spot.text):
        return ()
    if not direct or not (has_link or OF_THIS_TALK.search(direct[0].text[:_VERY_BEGINNING])):
        return ()
    first = next(iter(outline.people(direct[0])), None)
    is_told = first is not None and first.sure >= SURE and first.start < _VERY_BEGINNING
    return first.speakers if first and is_told and presents(direct[0].text, first) else ()


def _evidence(outline: Outline, candidate: TalkCandidate, direct: list[Spot]) -> float:
    title, speakers, spot = candidate.title, candidate.speakers, candidate.spot
    are_told = bool(speakers) and bool(title or len(speakers) > 1 or speakers[0].org)
    is_of_post = bool(title) and not speakers and bool(is_theme(title) or _OF_POST.search(title))
    has_session = any(link.leads is Leads.SESSION for link in candidate.links)
    return score(
        speakers=are_told,
        names_alone=bool(speakers) and not are_told,
        numbered=is_numbered(spot.text),
        session_form=has_session_form(title),
        session_link=has_session,
        other_link=bool(candidate.links) and not has_session,
        bare_video=bool(candidate.links) and not has_session and not any(one.link.text for one in candidate.links),
        title=title_shape(title) >= SURE,
        below_talks=any(holds_talks(outline.spots[index].text) for index in spot.headings),
        spoken_of=any(OF_THIS_TALK.search(other.text[:_BEGINNING]) for other in direct[:_OPENING]),
        spelt_by_link=any(_spells(link, title) for link in candidate.links),
        theme=is_of_post,
    )


def _first_words(spots: Iterable[Spot], leave_out: tuple[Spot, ...]) -> str:
    told = (spot.text for spot in spots if not spot.is_heading and spot not in leave_out and not is_material(spot.text))
    return first_statement(next(told, ""))
