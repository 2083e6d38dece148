"""Judge titles that running text marks with quotes, bold or italics, by everything around them."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.extraction.cues import (
    AFTER_TITLE,
    BEFORE_PRESENTED,
    BEFORE_SEEN,
    BEFORE_TITLE,
    OF_A_TALK,
    OTHER_WORK,
    OWN_TALK,
    TITLE_SAID,
    TOLD_ON,
    WORK_NAMED,
)
from bot.extraction.find_event import names_other_event
from bot.extraction.outline import Outline, Spot
from bot.extraction.people.find_people import people_between
from bot.extraction.people.person_names import SURE
from bot.extraction.sentences import first_statement, sentence_ends
from bot.extraction.talk_links import is_material
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.fitted_weights import Features, weigh
from bot.extraction.talks.scoring import ENOUGH
from bot.extraction.talks.speaker_attribution import sentence_around, speakers_after, speakers_before
from bot.extraction.talks.titles import clean_title, holds_no_talks, holds_talks, is_theme, title_shape
from bot.languages.pattern_templates import compile_words
from bot.model.entry import Speaker
from bot.model.recap import BlockKind

FEATURES = (
    "quoted",
    "strong",
    "begins",
    "fills",
    "in_item",
    "shape",
    "words",
    "small",
    "ends_open",
    "speech",
    "beside_talk_word",
    "talk_in_sentence",
    "talk_before",
    "seen",
    "own",
    "by",
    "speakers_after",
    "speakers_before",
    "people_in_sentence",
    "people_follow",
    "people_precede",
    "people_in_text",
    "foreign",
    "colon",
    "asks",
    "bracketed",
    "said",
    "said_nearby",
    "told_on",
    "other_event",
    "speaks",
    "below_talks",
    "below_no_talks",
    "siblings_with_people",
    "siblings_with_talk",
    "elsewhere",
)
_KINDS = ("quoted", "strong", "emphasis")
_DOUBLE, _SINGLE = '"“”„«»「」『』《》', "‘’'"
_QUOTES = _DOUBLE + _SINGLE
_QUOTED = re.compile(  # short ones too, so that none begins with the sign that ends another
    rf"[\"“„«「『《»‘'](?:(?<=\")(?<![A-Za-z0-9].)(?=\S)[^{_DOUBLE}]{{1,200}}(?<=\S)\""
    rf"|(?<=[“„«「『《])[^{_DOUBLE}]{{1,200}}[\"”“»」』》]|(?<=»)[^{_DOUBLE}]{{1,200}}«"
    r"|(?<=[‘'])(?<!\w.)(?:[^‘’']|[’'](?=\w)){6,200}[’'](?!\w))"
)
_BY = compile_words(r"[\"”“»」』》)*]?,?\s*{by_writer}\s+(?:\w+\s+){0,4}?[A-Z@]", flags=re.NOFLAG)
_FEWEST_WORDS, _MOST_WORDS, _FEWEST_LETTERS = 2, 25, 7
_LOOK_BACK, _LOOK_AHEAD = 60, 30
_FURTHER = 30  # characters after a sentence that say what kind of work it named
_BEFORE = 200  # characters before a sentence that introduce the people of its title
_SPEAKS = compile_words(r"\b(?:{\bmy\b}|i|you|he|she|it['’]s|don['’]t)\b", flags=re.NOFLAG)
_NEXT = 60  # characters in which the next sentence names people
_ALMOST_WHOLE = 3  # characters that a text may have besides its title
_MANY_WORDS = 10


@dataclass(frozen=True, slots=True)
class MarkedTitle:
    """Marked words, where and how they are marked, and the people who may give the talk."""

    spot: Spot
    start: int
    end: int
    title: str
    kind: str
    speakers: tuple[Speaker, ...] = ()


def find_marked_titles(outline: Outline, candidates: Sequence[TalkCandidate]) -> Iterator[TalkCandidate]:
    """Yield a candidate for every marked text of a recap, weighed by its features and its surroundings."""
    for marked, features in describe_marked(outline, candidates):
        begin, _ = sentence_around(marked.spot.text, marked.start, marked.end)
        yield TalkCandidate(
            title=marked.title,
            speakers=marked.speakers,
            spot=marked.spot,
            evidence=weigh("marked", features),
            text=first_statement(marked.spot.text, begin),
            at=marked.start,
        )


def describe_marked(outline: Outline, candidates: Sequence[TalkCandidate]) -> list[tuple[MarkedTitle, Features]]:
    """Return the marked texts of a recap that may be titles, with their features; `candidates` are the known talks."""
    proven = {one.spot.index for one in candidates if one.evidence >= ENOUGH and one.title}
    described = [_describe(outline, marked) for marked in _marked(outline)]
    elsewhere = math.log1p(len(proven))
    of_kind = {kind: _Siblings([own for one, own in described if one.kind == kind]) for kind in _KINDS}
    return [(marked, {**own, **of_kind[marked.kind].beside(own), "elsewhere": elsewhere}) for marked, own in described]


class _Siblings:
    """Count how many texts marked the same way have people or words for talks beside them."""

    def __init__(self, all_of_kind: Sequence[Features]) -> None:
        self._others = max(1, len(all_of_kind) - 1)
        self._with_people = sum(map(_has_people, all_of_kind))
        self._with_talk = sum(map(_has_talk, all_of_kind))

    def beside(self, own: Features) -> Features:
        """Return the shares among the texts other than this one."""
        return {
            "siblings_with_people": (self._with_people - _has_people(own)) / self._others,
            "siblings_with_talk": (self._with_talk - _has_talk(own)) / self._others,
        }


def _has_people(own: Features) -> bool:
    return bool(own["by"] or own["speakers_after"])


def _has_talk(own: Features) -> bool:
    return bool(own["beside_talk_word"] or own["seen"])


def _marked(outline: Outline) -> Iterator[MarkedTitle]:
    for spot in outline.spots:
        if spot.block.kind is not BlockKind.ROW and not spot.is_heading:
            for start, end, kind in marked_runs(spot):
                title = clean_title(spot.text[start:end].strip(_QUOTES))
                if _may_be_title(outline, title) and not _is_other_work(spot.text, start, end):
                    yield MarkedTitle(spot, start, end, title, kind)


def marked_runs(spot: Spot) -> Iterator[tuple[int, int, str]]:
    """Yield the position and the mark of each marked text; of nested ones the outer."""
    quoted = (match.span() for match in _QUOTED.finditer(spot.text))
    runs = [(start, end, "quoted") for start, end in quoted if end - start >= _FEWEST_LETTERS]
    for kind, texts in (("strong", spot.block.strong), ("emphasis", spot.block.emphasis)):
        end = 0
        for text in texts:
            start = spot.text.find(text, end)
            if start >= 0:
                end = start + len(text)
                runs.append((start, end, kind))
    taken = 0
    for start, end, kind in sorted(runs, key=lambda run: (run[0], -run[1])):
        if start >= taken:
            yield start, end, kind
            taken = end


def _may_be_title(outline: Outline, title: str) -> bool:
    words = len(title.split())
    is_wide = words == 1 and not title.isascii() and len(title) >= _FEWEST_LETTERS
    if not (is_wide or _FEWEST_WORDS <= words <= _MOST_WORDS) or is_theme(title) or is_material(title):
        return False
    return outline.judge.score(title) < SURE and outline.catalogue.named(title) is None


def _is_other_work(text: str, start: int, end: int) -> bool:
    """Return whether the text names a book or the like: before it, or right after its sentence."""
    begin, finish = sentence_around(text, start, end)
    return bool(OTHER_WORK.search(text, begin, start) or WORK_NAMED.search(text, end, finish + _FURTHER))


def _describe(outline: Outline, marked: MarkedTitle) -> tuple[MarkedTitle, Features]:
    known, who = _of_people(outline, marked)
    features = {**_of_form(marked), **_of_words(marked), **known, **_of_place(outline, marked)}
    return replace(marked, speakers=who), {name: float(value) for name, value in features.items()}


def _of_form(marked: MarkedTitle) -> Features:
    title, start, end, text = marked.title, marked.start, marked.end, marked.spot.text
    return {
        "quoted": marked.kind == "quoted",
        "strong": marked.kind == "strong",
        "begins": start <= 1,
        "fills": end - start >= len(text) - _ALMOST_WHOLE,
        "shape": title_shape(title),
        "words": min(len(title.split()), _MANY_WORDS) / _MANY_WORDS,
        "small": title[0].islower(),
        "ends_open": text[start:end].rstrip(_QUOTES).endswith((".", ",", ";", ":", "!")),
        "speech": text[:start].rstrip().endswith((":", ",", "：")),
        "colon": ": " in title,
        "asks": title.endswith("?"),
        "bracketed": text[:start].endswith(("(", "（")),
        "speaks": bool(_SPEAKS.search(title)),
    }


def _of_words(marked: MarkedTitle) -> Features:
    text, start, end = marked.spot.text, marked.start, marked.end
    begin, finish = sentence_around(text, start, end)
    previous = max((one for one in sentence_ends(text) if one < begin), default=0)
    before, behind = text[max(0, start - _LOOK_BACK) : start], text[end : end + _LOOK_AHEAD]
    return {
        "beside_talk_word": bool(AFTER_TITLE.match(behind) or BEFORE_TITLE.search(before)),
        "talk_in_sentence": bool(OF_A_TALK.search(text[begin:start] + text[end:finish])),
        "talk_before": bool(OF_A_TALK.search(text[previous:begin])),
        "seen": bool(BEFORE_SEEN.search(before) or BEFORE_PRESENTED.search(before)),
        "own": bool(OWN_TALK.search(text[previous:finish])),
        "by": bool(_BY.match(text, end)),
        "said": bool(TITLE_SAID.search(text[begin:start] + text[end:finish])),
        "told_on": bool(TOLD_ON.match(text[finish : finish + _NEXT])),
        "said_nearby": bool(TITLE_SAID.search(text[max(0, begin - _LOOK_BACK) : begin])),
    }


def _of_people(outline: Outline, marked: MarkedTitle) -> tuple[Features, tuple[Speaker, ...]]:
    """Return the people named around a title, and those who may give the talk."""
    text, start, end, named = marked.spot.text, marked.start, marked.end, outline.people(marked.spot)
    begin, finish = sentence_around(text, start, end)
    people = [span for span in people_between(named, begin, finish) if span.end <= start or span.start >= end]
    after = speakers_after(text, outline.judge, people, end, finish)
    before = () if after else speakers_before(text, people, start, begin)
    follow = people_between(named, finish, finish + _NEXT)
    sure = [span for span in named if span.sure >= SURE and not (start <= span.start < end)]
    features: Features = {
        "speakers_after": bool(after),
        "speakers_before": bool(before),
        "people_in_sentence": any(span.sure >= SURE for span in people),
        "people_follow": bool(follow) and follow[0].sure >= SURE,
        "people_precede": any(begin - _BEFORE <= span.start < begin for span in sure),
        "people_in_text": bool(sure),
    }
    return features, after or before


def _of_place(outline: Outline, marked: MarkedTitle) -> Features:
    spot = marked.spot
    begin, finish = sentence_around(spot.text, marked.start, marked.end)
    return {
        "foreign": marked.title.isascii() and outline.recap.language not in {"", "en"},
        "other_event": names_other_event(spot.text[begin:finish], outline.event, outline.catalogue),
        "in_item": spot.block.kind is BlockKind.ITEM,
        "below_talks": any(map(holds_talks, outline.above(spot))),
        "below_no_talks": holds_no_talks(outline.nearest_heading(spot)),
    }
