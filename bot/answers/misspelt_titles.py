"""Find the titles that are meant by several misspelt words."""

from collections.abc import Sequence
from operator import ge

from bot.answers.parse_lookup import ParsedLookup
from bot.answers.query_words import QueryWords
from bot.answers.ranking import Ranked
from bot.catalogue.normalize import normalize
from bot.index.analyzer import stem_word
from bot.index.edit_distance import word_similarity
from bot.index.search_index import Candidate, Scope, SearchIndex
from bot.model.entry import EntryKind

_CANDIDATES = 12
_LEAST_WORDS = 2  # a single word is better searched among all words
_MOST_WORDS = 10
_WORD_ALIKE = 0.6  # the least that each word has to be like one of the title
_ORDINARY_ALIKE = 0.75  # a common word is more likely meant as it is
_ALIKE = 0.8  # and all of them on average, longer words counting more


def find_misspelt_titles(parsed: ParsedLookup, words: QueryWords, index: SearchIndex) -> list[Ranked]:
    """Return entries whose titles contain all typed words or similar ones; none if all words are known."""
    asked = parsed.lookup
    typed = [word for word in normalize(asked.words).split() if word not in words.stop_words]
    strange = [word for word in typed if not index.knows(stem_word(word))]
    if not strange or not _LEAST_WORDS <= len(typed) <= _MOST_WORDS or asked.kind is EntryKind.PROJECT:
        return []
    found = index.titles_like(typed, Scope(asked.kind, parsed.events), _CANDIDATES)
    least = [_ORDINARY_ALIKE if word in words.ordinary else _WORD_ALIKE for word in typed]
    ranked = [_rank(candidate, typed, least) for candidate in found]
    return sorted((one for one in ranked if one.score >= _ALIKE), key=lambda one: -one.score)


def _rank(candidate: Candidate, typed: Sequence[str], least: Sequence[float]) -> Ranked:
    alike = word_similarity(typed, normalize(candidate.record.entry.title).split())
    letters = [len(word) for word in typed]
    mean = sum(one * count for one, count in zip(alike, letters, strict=True)) / sum(letters)
    score = mean if all(map(ge, alike, least)) else 0.0
    return Ranked(candidate.record, score, ("spelling of the title",))
