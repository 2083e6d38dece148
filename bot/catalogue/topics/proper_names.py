"""Decide from case and neighbours whether an ordinary word ("Harbor", "Score", "kind") is a name."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from bot.catalogue.normalize import WORD, fold_characters
from bot.catalogue.topics.name_index import NameMeaning

_SENTENCE_END = re.compile(r"[.!?:;•|\n。！？「『“\"]|\s-\s")
_LISTING_GAP = re.compile(r"[\s,/&+()]*")
_JOINT = re.compile(r"\s+|-")
_JOINERS = frozenset({"and", "or", "on", "plus", "vs", "versus"})
_NAMING = frozenset({"cncf", "project"})
_TELLING = _NAMING | {"projects", "maintainer", "maintainers", "sandbox", "incubating", "graduated"}
_WELL_KNOWN = ("graduated", "incubating")
_VERSION = re.compile(r"\d+\.\d+(?:\.\d+)*")
_NEAR = 2
_AROUND = 15
_LONG_WORD = 4
_TITLE_SHARE = 0.6


class Span(NamedTuple):
    """The words from `start` to `end` of a text, and the key of the name they may be."""

    start: int
    end: int
    key: str


class Context:
    """Know the surroundings of the names in one text."""

    def __init__(self, text: str, words: Sequence[str], written: Sequence[str], spans: Sequence[Span]) -> None:
        self._text = text
        self._words = words
        self._written = written
        self._starts_by_end = {span.end: span.start for span in spans}
        self._in_names = {place for span in spans for place in range(span.start, span.end)}

    def words_around(self, span: Span) -> list[str]:
        """Return the words shortly before and after."""
        return [*self._words[max(0, span.start - _AROUND) : span.start], *self._words[span.end : span.end + _AROUND]]

    def confirms(self, span: Span, meaning: NameMeaning, firm: Collection[int]) -> bool:
        """Return whether a word is meant as the name; `firm` are the places where certain names begin.

        A capital says so within a sentence, but not where a sentence or quote begins, in a title where every word has
        one, or beside another capitalised word ("Boston Harbor"). There, and for names in small letters, it takes a
        word such as "CNCF", a version number, or another name in the same listing; or a project so well known that
        few would begin a sentence or title with the word and mean anything else.
        """
        if self._is_listed(span, firm):
            return True
        if meaning.written[0].islower():
            return bool({self._word(span.start - 1), self._word(span.end)} & _NAMING)
        if self._has_telling_neighbour(span):
            return True
        is_well_known = meaning.alias is None and meaning.topic.maturity in _WELL_KNOWN
        if self._is_in_title(span):
            return is_well_known
        begins = span.start == self._sentence(span).start
        return (is_well_known or not begins) and not self._is_in_other_name(span)

    @cached_property
    def _gaps(self) -> list[str]:
        """Return the text before each word, and after the last."""
        text = fold_characters(self._text)
        ends = [0]
        gaps = []
        for word in WORD.finditer(text):
            gaps.append(text[ends[-1] : word.start()])
            ends.append(word.end())
        return [*gaps, text[ends[-1] :]]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        """Return where sentences and quotes begin, in order, and where the text ends."""
        starts = {place for place, gap in enumerate(self._gaps) if _SENTENCE_END.search(gap)}
        return sorted({0, *starts, len(self._words)})

    def _sentence(self, span: Span) -> range:
        following = bisect_right(self._sentence_starts, span.start)
        return range(self._sentence_starts[following - 1], self._sentence_starts[following])

    def _has_telling_neighbour(self, span: Span) -> bool:
        sentence = self._sentence(span)
        near = range(max(sentence.start, span.start - _NEAR), min(sentence.stop, span.end + _NEAR))
        follows = self._words[span.end] if span.end < sentence.stop else ""
        return any(self._words[place] in _TELLING for place in near) or bool(_VERSION.fullmatch(follows))

    def _is_listed(self, span: Span, firm: Collection[int]) -> bool:
        """Return whether another name is in the same listing: ", ", "/", "and", "on"."""
        after = span.end + 1 if self._word(span.end) in _JOINERS else span.end
        before = span.start - 1 if self._word(span.start - 1) in _JOINERS else span.start
        if after in firm and self._are_listed(span.end, after):
            return True
        return self._starts_by_end.get(before) in firm and self._are_listed(before, span.start)

    def _are_listed(self, first: int, last: int) -> bool:
        gaps = self._gaps[first : last + 1]
        return all(_LISTING_GAP.fullmatch(gap) for gap in gaps) and (len(gaps) > 1 or not gaps[0].isspace())

    def _word(self, place: int) -> str:
        return self._words[place] if 0 <= place < len(self._words) else ""

    def _is_in_title(self, span: Span) -> bool:
        others = [self._written[place] for place in self._sentence(span) if place not in self._in_names]
        long = [word for word in others if len(word) >= _LONG_WORD and word.isalpha()]
        capitalised = sum(word[0].isupper() for word in long)
        return len(long) > 1 and capitalised >= _TITLE_SHARE * len(long)

    def _is_in_other_name(self, span: Span) -> bool:
        return any(self._looks_like_part(place) for place in self._beside(span))

    def _beside(self, span: Span) -> Iterator[int]:
        """Yield the words right beside the span; the first word of a sentence is capitalized anyway."""
        if _JOINT.fullmatch(self._gaps[span.start]) and span.start - 1 > self._sentence(span).start:
            yield span.start - 1
        if span.end < len(self._words) and _JOINT.fullmatch(self._gaps[span.end]):
            yield span.end

    def _looks_like_part(self, place: int) -> bool:
        word = self._written[place]
        return place not in self._in_names and len(word) > 1 and word[0].isupper() and word[1:].islower()
