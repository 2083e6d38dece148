"""Tag the phrases in a lookup that say what people want, with the tags in query_words.toml."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answers.query_words import read_query_words
from bot.catalogue.normalize import normalize
from bot.catalogue.topics.name_index import name_key

_OFF_TOPIC = "off_topic"
_MEANS = "means"
_FILLER = frozenset({"filler"})
_ABOUT_EVENTS = frozenset(f"about.{what}" for what in ("attendance", "cfp", "date", "place", "topics", "summary"))
_SAME_TAG = {"little": "filler"}
_NO_TAG = "binding"  # words that do not change the intent, and are looked up only inside a name
_NO_LANGUAGES = frozenset({"kinds", "asks", "aspects", "same"})  # sections of words that say how to search
_SHORTEST_INSIDE = 2  # letters of an unspaced script: a single one may be part of any word

Tags = frozenset[str]


@dataclass(frozen=True, slots=True)
class PhraseTagger:
    """Every phrase with its tags ("filler", "about.summary"), all languages together.

    `lengths` gives for a word that begins phrases how many words these have, most first. `means` gives for words of
    other languages the English ones, and `sources` whose translation some of them are. `other_meanings` gives for the
    key of a project's name the words that show that something else is meant.
    """

    tags: Mapping[str, Tags]
    lengths: Mapping[str, tuple[int, ...]]
    unspaced: re.Pattern[str]
    means: Mapping[str, str]
    sources: Mapping[str, str]
    other_meanings: Mapping[str, Tags]

    def space_out(self, normalized: str) -> str:
        """Split the known phrases in a text of an unspaced script by blanks."""
        return normalized if normalized.isascii() else " ".join(self.unspaced.sub(r" \g<0> ", normalized).split())

    def tag(self, words: Sequence[str]) -> list[Tags]:
        """Return for each word the tags of all phrases that cover it, but for those inside a longer filler.

        What is asked of a KubeCon is said by the longest phrase: "how many days" does not ask how many came.
        """
        found: list[set[str]] = [set() for _ in words]
        phrases = list(self.phrases(words))
        for start, end, tags in phrases:
            around = [
                other for first, last, other in phrases if first <= start and end <= last and last - first > end - start
            ]
            if _FILLER in around:
                continue  # "parle" has no meaning by itself in "parle moi"
            said = tags - _ABOUT_EVENTS if any(other & _ABOUT_EVENTS for other in around) else tags
            for place in range(start, end):
                found[place].update(said)
        return [frozenset(tags) for tags in found]

    def phrases(self, words: Sequence[str]) -> Iterator[tuple[int, int, Tags]]:
        """Return every phrase among the words: its start, end and tags."""
        for start, word in enumerate(words):
            for length in self.lengths.get(word, ()):
                tags = self.tags.get(" ".join(words[start : start + length]))
                if tags and start + length <= len(words):
                    yield start, start + length, tags


def load_phrase_tagger(corpus: Path, names: Iterable[str] = ()) -> PhraseTagger:
    """Read query_words.toml of the corpus folder; `names` are further phrases to part in unspaced scripts."""
    fields = {
        name: {key: value for key, value in section.items() if key != _NO_TAG}
        for name, section in read_query_words(corpus).items()
        if name not in _NO_LANGUAGES
    }
    off_topic = fields.pop(_OFF_TOPIC)
    sources = dict(_glossary(corpus / "glossary_names.jsonl"))
    means = {name: term for name, (term, _) in sources.items()}
    means |= {
        normalize(word): english for english, word in _pairs(section.pop(_MEANS, {}) for section in fields.values())
    }
    tags: defaultdict[str, set[str]] = defaultdict(set)
    for phrase, tag in _tagged(fields.values(), off_topic["words"]):
        tags[phrase].add(tag)
    meanings = off_topic["meanings"]["words"].strip().splitlines()
    return PhraseTagger(
        tags={phrase: frozenset(found) for phrase, found in tags.items()},
        lengths=_lengths([*tags, *means]),
        unspaced=_unspaced([*tags, *means, *map(normalize, names)]),
        means=means,
        sources={name: source for name, (_, source) in sources.items()},
        other_meanings={name_key(name): frozenset(_split(words)) for name, _, words in _parted(meanings)},
    )


def _glossary(path: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Return the names of glossary terms in other languages, each with the term and its source."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else ()
    for line in lines:
        fields = json.loads(line)
        if normalize(fields["name"]) != normalize(fields["term"]):
            yield normalize(fields["name"]), (fields["term"], fields["source"])


def _tagged(sections: Iterable[Mapping[str, Any]], off_topic: str) -> Iterator[tuple[str, str]]:
    for section in sections:
        for name, value in section.items():
            parts = {name: value} if isinstance(value, str) else {f"{name}.{key}": text for key, text in value.items()}
            yield from ((phrase, _SAME_TAG.get(tag, tag)) for tag, text in parts.items() for phrase in _split(text))
    yield from ((phrase, _OFF_TOPIC) for phrase in _split(off_topic))


def _split(text: str) -> Iterator[str]:
    return filter(None, map(normalize, re.split(r"[,\n]", text)))


def _pairs(sections: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """Return the English words and each foreign one of lines such as "security: Sicherheit, seguridad"."""
    for section in sections:
        for english, _, words in _parted(section.get("words", "").strip().splitlines()):
            yield from ((english, word) for word in words.split(","))


def _parted(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    return (line.partition(":") for line in lines)


def _lengths(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for phrase in phrases:
        lengths[phrase.split(" ", 1)[0]].add(phrase.count(" ") + 1)
    return {word: tuple(sorted(counts, reverse=True)) for word, counts in lengths.items()}


def _unspaced(phrases: Iterable[str]) -> re.Pattern[str]:
    wide = {phrase for phrase in phrases if not phrase.isascii() and " " not in phrase and _is_wide(phrase)}
    longest = sorted((phrase for phrase in wide if len(phrase) >= _SHORTEST_INSIDE), key=lambda one: (-len(one), one))
    return re.compile("|".join(map(re.escape, longest)) or r"(?!)")


def _is_wide(phrase: str) -> bool:
    return any(letter >= "\u3000" for letter in phrase)
