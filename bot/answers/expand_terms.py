"""Expand each concept of a lookup to its names, aliases, spellings and synonyms."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.answers.query_words import QueryWords
from bot.catalogue.catalogue import Named
from bot.catalogue.normalize import normalize
from bot.index.analyzer import split_words, stem_text, stem_word
from bot.index.search_index import SearchIndex, Term
from bot.index.spelling import Correction

_ALIAS_WEIGHT = 0.95
_JOINED_WEIGHT = 0.95
_SPEAKER_WEIGHT = 0.9
_SURE = 0.75
_NEARLY_ALL = 0.9
_AS_SURE = 0.05
_NEIGHBOUR_WEIGHT = 0.7  # a word of much the same meaning says less than the word typed
_KIND_WORD_SHARE = 0.3  # "talks" says what is wanted more than what it is about
_PAIR_SHARE = 0.6  # two letters of an unspaced script say less than a word


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of a lookup: the typed words, the ways to express it, and how distinctive it is.

    `rarity` is an inverse document frequency; `named` says that it is the name of a catalogue topic.
    """

    typed: str
    terms: tuple[Term, ...]
    rarity: float
    named: bool = False


def _pairs_by_word(names: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return for each word of names the stems of the pairs that contain it."""
    found: defaultdict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
    for name in names:
        for pair in pairwise(normalize(name).split()):
            for word in pair:
                found[word][tuple(map(stem_word, pair))] = None
    return {word: tuple(pairs) for word, pairs in found.items()}


class TermExpander:
    """Make concepts from typed words, with only those terms that some entry contains."""

    def __init__(self, words: QueryWords, index: SearchIndex, places: Iterable[str] = ()) -> None:
        """Initialize with the names of places, whose parts mean nothing by themselves ("salt" of Salt Lake City)."""
        self._words = words
        self._index = index
        self._pairs = _pairs_by_word(places)

    def of_name(self, typed: str, named: Named) -> Concept:
        """Make the concept of a topic's name or alias, with all its names as terms."""
        why = f"alias {named.via.name}" if named.via else f"name {typed}"
        terms = [Term(tuple(stem_text(typed)), 1.0, why)]
        for topic in named.topics:
            terms.append(Term(tuple(stem_text(topic.name)), 1.0, why, topic=topic.name))
            others = (alias for alias in topic.aliases if not alias.plain_word)
            terms.extend(Term(tuple(stem_text(alias.name)), _ALIAS_WEIGHT, why) for alias in others)
        return self._weigh(typed, terms, named=True)

    def of_speaker(self, typed: str, speaker: str) -> Concept:
        """Make the concept of a speaker whose name was typed with a slip."""
        meant = Term(tuple(stem_text(speaker)), _SPEAKER_WEIGHT, f"spelling {speaker}")
        return self._weigh(typed, [Term(tuple(stem_text(typed)), 1.0, f"word {typed}"), meant])

    def of_word(
        self, word: str, neighbours: Sequence[str], guesses: Sequence[Correction], *, counted: bool = False
    ) -> Iterator[Concept]:
        """Make the concept of a normalized word, or one for each pair of letters of an unspaced script.

        `neighbours` are the word written together with the one before or after it, `guesses` what an unknown word
        may have been meant to be; `counted` says that a question asks how many of it there are.
        """
        if self._is_part_of_place(word):
            yield self._weigh(word, [])
            return
        pieces = split_words(word)
        if pieces != [word]:
            for piece in pieces:
                yield self._weigh(piece, [Term((stem_word(piece),), 1.0, f"word {piece}")], share=_PAIR_SHARE)
            return
        terms = [Term((stem_word(word),), 1.0, f"word {word}")]
        if word.isdecimal():
            terms.append(Term((f"{word}.0",), _ALIAS_WEIGHT, f"version {word}.0"))
        terms.extend(Term((stem_word(joined),), _JOINED_WEIGHT, "written together") for joined in neighbours)
        for meant in guesses:
            why = f"{meant.why} {' '.join(meant.words)}"
            terms.append(Term(tuple(map(stem_word, meant.words)), meant.weight, why))
        others = self._words.synonyms.get(word, ())
        terms.extend(Term(tuple(stem_text(other)), _NEIGHBOUR_WEIGHT, f"same meaning {other}") for other in others)
        says_what = word in self._words.aspects or (word in self._words.kinds and not counted)
        yield self._weigh(word, terms, share=_KIND_WORD_SHARE if says_what else 1.0)

    def _is_part_of_place(self, word: str) -> bool:
        """Return whether nearly all entries that hold a word hold it in the name of a place."""
        pairs = self._pairs.get(word, ())
        inside = sum(self._index.count_phrase(pair) for pair in pairs)
        return bool(pairs) and inside >= self._index.count(stem_word(word)) * _NEARLY_ALL

    def _weigh(self, typed: str, terms: Sequence[Term], *, share: float = 1.0, named: bool = False) -> Concept:
        held = tuple(term for term in terms if self._index.holds(term))
        surest = max((term.weight for term in held), default=0.0)
        sure = [term for term in held if term.weight >= max(surest - _AS_SURE, _SURE)]
        nowhere = self._index.rarity(Term(()))  # as distinctive as a word that no entry contains
        return Concept(typed, held, min(map(self._index.rarity, sure), default=nowhere) * share, named)
