"""Find the topics that a text mentions, without mistaking ordinary words for names."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.catalogue.normalize import written_words
from bot.catalogue.topics.ambiguity import Ambiguity
from bot.catalogue.topics.name_index import NameIndex, NameMeaning
from bot.catalogue.topics.proper_names import Context, Span

_SHORT_NAME = 4
_PAIR_OF_LETTERS = 2
_PROPER_NAMES = ("project", "product")
_SMALL_THEN_CAPITAL = re.compile(r"[a-z]+[A-Z]\w*")  # eBPF, gRPC, vLLM: no ordinary word in any case


class MentionFinder:
    """Find mentions by the dictionary of all names; case and neighbours decide on those that are words too."""

    def __init__(self, names: NameIndex) -> None:
        self._names = names
        self._ambiguity = Ambiguity(names)

    def find(self, text: str) -> tuple[str, ...]:
        """Return the names of the topics that a text mentions, each once, in order."""
        written = written_words(text)
        words = " ".join(written).casefold().split(" ")
        spans = list(self._spans(words, written))
        firm = {span.start: meanings[0].topic.name for span, meanings in spans if self._is_firm(span, meanings)}
        if len(firm) < len(spans):
            neighbourhood = Context(text, words, written, [span for span, _ in spans])
            self._add_doubtful(spans, neighbourhood, firm)
        return tuple(dict.fromkeys(firm[start] for start in sorted(firm)))

    def _spans(self, words: Sequence[str], written: Sequence[str]) -> Iterator[tuple[Span, list[NameMeaning]]]:
        """Yield possible names in a text from left to right, longest first."""
        lengths, end = self._names.lengths, 0
        for start in [place for place, word in enumerate(words) if word in lengths]:
            for length in lengths[words[start]] if start >= end else ():
                phrase = " ".join(words[start : start + length])
                key = self._names.phrases.get(phrase)
                if key and start + length <= len(words) and (meanings := self._fitting(key, phrase, start, written)):
                    end = start + length
                    yield Span(start, end, key), meanings
                    break

    def _fitting(self, key: str, phrase: str, start: int, written: Sequence[str]) -> list[NameMeaning]:
        """Return the meanings of a name that its case allows."""
        as_written = written[start : start + phrase.count(" ") + 1]
        if phrase in self._names.humps and not all(word[0].isupper() for word in as_written):
            return []
        return [meaning for meaning in self._names.meanings[key] if _fits_case(meaning, key, as_written)]

    def _is_firm(self, span: Span, meanings: Sequence[NameMeaning]) -> bool:
        """Return whether nothing else can be meant; two small letters ("ko") may be a language code."""
        is_doubtful = span.key in self._names.ambiguous or any(meaning.is_plain for meaning in meanings)
        return not is_doubtful and not (len(span.key) <= _PAIR_OF_LETTERS and span.key == meanings[0].written)

    def _add_doubtful(
        self, spans: Iterable[tuple[Span, list[NameMeaning]]], neighbourhood: Context, firm: dict[int, str]
    ) -> None:
        """Add the names that their neighbours confirm; those confirmed may confirm others in a second round."""
        for _ in range(2):
            for span, meanings in spans:
                if span.start not in firm and (meaning := self._meant(span, meanings, neighbourhood, firm)):
                    firm[span.start] = meaning.topic.name

    def _meant(
        self, span: Span, meanings: Sequence[NameMeaning], neighbourhood: Context, firm: dict[int, str]
    ) -> NameMeaning | None:
        if span.key not in self._names.ambiguous:
            return meanings[0] if neighbourhood.confirms(span, meanings[0], firm) else None
        if meaning := self._ambiguity.settle(span.key, meanings, neighbourhood.words_around(span)):
            return meaning
        own = next((meaning for meaning in meanings if meaning.alias is None), None)
        if own and (neighbourhood.confirms(span, own, firm) if own.is_plain else firm):
            return own
        return None


def _fits_case(meaning: NameMeaning, key: str, as_written: Sequence[str]) -> bool:
    """Return whether a name may be written so: short ones and ordinary words only in their own case."""
    name = meaning.written
    if meaning.is_plain and name.isupper():
        return as_written[0] == name
    if meaning.is_plain:
        return not name[0].isupper() or all(word[0].isupper() for word in as_written)
    if len(as_written) > 1 or len(key) > _SHORT_NAME or not key.isalpha() or as_written[0] == name:
        return True
    if _SMALL_THEN_CAPITAL.fullmatch(name):
        return True
    if meaning.alias is not None or meaning.topic.kind not in _PROPER_NAMES:
        return False
    forms = (name.lower(), name.capitalize()) if len(key) == _SHORT_NAME else (name.capitalize(),)
    return as_written[0] in forms
