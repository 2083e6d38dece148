"""Find the topics that a running text mentions, without taking ordinary words for names."""

from bot.catalogue.folding import written_words
from bot.catalogue.names import Meaning, NameIndex

_SHORT = 4


class MentionFinder:
    """Find mentions by the dictionary of all names."""

    def __init__(self, names: NameIndex) -> None:
        self._names = names

    def find(self, text: str) -> tuple[str, ...]:
        """Return the names of the topics that a text mentions, each once, in order."""
        written = written_words(text)
        words = " ".join(written).casefold().split(" ")
        lengths = self._names.lengths
        starts = [place for place, word in enumerate(words) if word in lengths]
        found: dict[str, None] = {}
        end = 0
        for start in starts:
            if start < end:
                continue
            for length in lengths[words[start]]:
                key = self._names.phrases.get(" ".join(words[start : start + length]))
                if key and (meaning := self._meaning(key, written[start : start + length])):
                    found[meaning.topic.name] = None
                    end = start + length
                    break
        return tuple(found)

    def _meaning(self, key: str, written: list[str]) -> Meaning | None:
        if key in self._names.ambiguous:
            return None
        (meaning, *_) = self._names.meanings[key]
        if meaning.is_plain:
            return None
        if len(written) == 1 and len(key) <= _SHORT and key.isalpha() and written[0] != meaning.written:
            return None
        return meaning
