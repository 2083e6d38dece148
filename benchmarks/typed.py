"""Invented lookups of the kinds that people type, made from the entries that they ought to find."""

from collections.abc import Callable, Sequence
from random import Random

from bot.catalogue.catalogue import Catalogue
from bot.model.entry import Entry, EntryKind

_SEED = 5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST_MISSPELT = 5
_SHORTEST_TELLING = 4


class Typist:
    """Type lookups of every kind; `kinds` gives for each kind the function that types one."""

    def __init__(self, entries: Sequence[Entry], catalogue: Catalogue, seed: int = _SEED) -> None:
        self._random = Random(seed)
        self._entries = entries
        self._talks = [entry for entry in entries if entry.kind is EntryKind.TALK] or list(entries)
        self._spoken_of = [name for entry in entries for name in entry.topics] or ["Kubernetes"]
        self._aliases = {topic.name: topic.aliases for topic in catalogue.topics}
        self._editions = [edition for edition in catalogue.editions if edition.starts_on]
        self.kinds: dict[str, Callable[[], str]] = {
            "topic": self._topic,
            "alias": self._alias,
            "two or three words": lambda: " ".join(self._words(self._random.choice((2, 3)))),
            "title": self._title,
            "title misspelt": lambda: misspell(self._random, self._title(), 2),
            "speaker": self._speaker,
            "speaker misspelt": lambda: misspell(self._random, self._speaker(), 1),
            "topic and edition": self._topic_and_edition,
            "question": self._question,
            "nonsense": self._nonsense,
        }

    def lookups(self, each: int) -> list[str]:
        """Type so many lookups of each kind, all kinds mixed."""
        typed = [type_one() for type_one in self.kinds.values() for _ in range(each)]
        self._random.shuffle(typed)
        return typed

    def _topic(self) -> str:
        return self._random.choice(self._spoken_of)

    def _alias(self) -> str:
        name = self._topic()
        names = [alias.name for alias in self._aliases.get(name, ())]
        return self._random.choice(names or [name]).lower()

    def _words(self, count: int) -> list[str]:
        words = self._random.choice(self._entries).text.lower().strip(".").split()
        telling = [word for word in words if len(word) >= _SHORTEST_TELLING] or words
        return self._random.sample(telling, min(count, len(telling)))

    def _title(self) -> str:
        return self._random.choice(self._talks).title or self._topic()

    def _speaker(self) -> str:
        speakers = self._random.choice(self._talks).speakers
        return self._random.choice(speakers).name if speakers else self._topic()

    def _topic_and_edition(self) -> str:
        edition = self._random.choice(self._editions)
        return f"{self._alias()} {edition.region} {edition.id[-4:]}"

    def _question(self) -> str:
        opening = self._random.choice(("what did they say about", "how does one use", "why is there so much"))
        return f"{opening} {self._topic()} and {' '.join(self._words(2))}?"

    def _nonsense(self) -> str:
        return " ".join("".join(self._random.choices(_LETTERS, k=self._random.randint(5, 9))) for _ in range(2))


def misspell(random: Random, text: str, slips: int) -> str:
    """Let the finger slip in so many of the longer words: a letter lost, doubled, swapped or wrong."""
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) >= _SHORTEST_MISSPELT]
    for place in random.sample(long, min(slips, len(long))):
        words[place] = _slip(random, words[place])
    return " ".join(words)


def _slip(random: Random, word: str) -> str:
    at = random.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    slips = (
        f"{before}{after}",
        f"{before}{letter}{letter}{after}",
        f"{before}{after[0]}{letter}{after[1:]}",
        f"{before}{random.choice(_LETTERS)}{after}",
    )
    return random.choice(slips)
