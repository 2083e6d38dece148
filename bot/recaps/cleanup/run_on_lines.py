"""Split a text that was copied from a page as one line: menu, sentences, list items."""

import re
from itertools import pairwise

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9À-Ý\u3040-\ud7af])|(?<=[。！？])")
_ABBREVIATION = re.compile(r"(?:\b(?:vs|etc|e\.g|i\.e|dr|mr|ms|st|approx)|\b[A-Z])\.$", re.IGNORECASE)
_LEAD_IN = re.compile(r"\s?:\s+(?=[A-Z])")
_LONGEST_LEAD_IN = 100
_SHORTEST_LIST = 150

_TITLE_SMALL = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)
_TIES = _TITLE_SMALL | {"that", "than", "which", "who", "when", "where", "while", "because", "if", "but", "into", "our"}
_NOUN_TIES = frozenset(["and", "or", "of"])
_STARTERS = frozenset(
    [
        "The",
        "This",
        "That",
        "These",
        "Those",
        "It",
        "We",
        "I",
        "You",
        "They",
        "In",
        "On",
        "At",
        "As",
        "For",
        "After",
        "Our",
    ]
)
_VERBS = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "can",
        "could",
        "should",
        "must",
        "need",
        "needs",
        "make",
    ]
).union(["becomes", "become", "remains", "remain", "makes", "bring", "brings", "continues", "continue"])
_LONGEST_NAME = 15
_LONGEST_SUBJECT = 6
_SHORTEST_STATEMENT = 5


def split_run_on_line(text: str) -> list[str]:
    """Return the statements of a text, without the menu that a page began with.

    A sentence is split further only after a menu, which shows that the text lost its line breaks.
    """
    sentences = _sentences(text)
    if not sentences:
        return []
    first = _without_menu(sentences[0].split())
    if first == sentences[0].split():
        return sentences
    rest = [" ".join(first), *sentences[1:]] if first else sentences[1:]
    return [statement for sentence in rest for statement in _statements(sentence)]


def _sentences(text: str) -> list[str]:
    sentences: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text, max(start, end.start() - 8), end.start()):
            continue
        sentences.append(text[start : end.end()].strip())
        start = end.end()
    sentences.append(text[start:].strip())
    return [sentence for sentence in sentences if sentence]


def _without_menu(words: list[str]) -> list[str]:
    """Cut off the titles before the first sentence: many words in capitals before the first three in small letters.

    Where the sentence's subject is in capitals too, it begins one word after the last title's last small word
    ("Notes for Sailors KubeCon once again brought ..."), or with a word that begins sentences ("... Sailors We were").
    """
    small = (place for place in range(len(words) - 2) if _reads_on(words[place : place + 3]))
    place = next(small, 0)
    if place < _LONGEST_NAME:
        return words
    starters = [back for back in range(place - 3, place + 1) if words[back] in _STARTERS]
    if starters:
        return words[starters[0] :]
    ties = [back for back in range(place) if words[back] in _TITLE_SMALL or words[back].endswith(":")]
    start = ties[-1] + 2 if ties else place
    return words[start:] if start < place else []


def _reads_on(words: list[str]) -> bool:
    return all(word.strip(",").isalpha() and word.islower() for word in words) and not _TITLE_SMALL.issuperset(words)


def _statements(sentence: str) -> list[str]:
    """Split a list that lost its line breaks: a lead-in with a colon, then items with a verb each."""
    lead_in = _LEAD_IN.search(sentence)
    if lead_in and lead_in.start() < _LONGEST_LEAD_IN and len(sentence) - lead_in.end() > _SHORTEST_LIST:
        return [sentence[: lead_in.start()] + ":", *_statements(sentence[lead_in.end() :])]
    words = sentence.split()
    statements: list[str] = []
    start = 0
    for place in range(1, len(words)):
        if _ends_statement(words[start:place]) and _opens_statement(words[place:]):
            statements.append(" ".join(words[start:place]))
            start = place
    return [*statements, " ".join(words[start:])]


def _ends_statement(words: list[str]) -> bool:
    last = words[-1]
    if len(words) < _SHORTEST_STATEMENT or not (last[0].islower() and last[-1].isalnum()) or last in _TIES:
        return False
    return not _VERBS.isdisjoint(words)


def _opens_statement(words: list[str]) -> bool:
    if not words[0][0].isupper():
        return False
    if words[0] in _STARTERS:
        return True
    for before, word in pairwise(words[:_LONGEST_SUBJECT]):
        if word in _VERBS:
            return True
        if before[-1] in ",;:." or (word in _TIES and word not in _NOUN_TIES):
            return False
    return False
