"""Translate names in other languages to English, the language of most recaps."""

from collections.abc import Sequence

from bot.answers.phrase_tagger import PhraseTagger
from bot.catalogue.normalize import normalize
from bot.index.analyzer import stem_text
from bot.index.search_index import SearchIndex
from bot.model.lookup import Interpretation


def translate(
    words: Sequence[str], tagger: PhraseTagger, index: SearchIndex, *, known_too: bool = False
) -> tuple[tuple[str, ...], tuple[Interpretation, ...]]:
    """Return the words in English, and what was translated.

    Words that entries hold stay as they are, as some recaps are written in that language; `known_too` translates them
    as well.
    """
    done: list[str] = []
    read_as: list[Interpretation] = []
    place = 0
    while place < len(words):
        lengths = tagger.lengths.get(words[place], ())
        length = next((size for size in lengths if _means_something(words, place, size, tagger)), 0)
        phrase = " ".join(words[place : place + length])
        if length and (known_too or not all(map(index.knows, stem_text(phrase)))):
            english = tagger.means[phrase]
            done += normalize(english).split()
            read_as.append(Interpretation(phrase, english, "translation", tagger.sources.get(phrase, "")))
            place += length
        else:
            done.append(words[place])
            place += 1
    return tuple(done), tuple(read_as)


def _means_something(words: Sequence[str], place: int, size: int, tagger: PhraseTagger) -> bool:
    return place + size <= len(words) and " ".join(words[place : place + size]) in tagger.means
