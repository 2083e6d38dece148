"""Split running text into short statements at the ends of sentences."""

import re
from collections.abc import Iterator
from functools import lru_cache

LONGEST = 600  # characters that one entry may show
COMFORTABLE = 400  # a paragraph up to this length stays whole
_FULL = 250  # a statement this long is not filled up with a further long sentence

# The lookbehinds let a run of signs be read from its beginning only: each start within it would read all of it again.
_END = re.compile(
    r"""[.!?…。！？](?:(?<=[.!?…])(?<![.!?…]{2})[.!?…]*+["”’»)\]*]*+(?=\s+["“„«(\[]?[^\sa-z])"""
    r"""|(?<=[。！？])(?<![。！？]{2})[。！？]*+[」』）"”]*+(?=\s*\S))"""
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|etc|cf|approx|Dr|Mr|Mrs|Ms|Prof|Inc|Ltd|Co|Corp|No|St|Jr|Sr|z\.B|d\.h|bzw|ca|Nr|u\.a|p\.ex)|\b[A-Z])\.$"
)
_SOFT_CUT = re.compile(r"[;:,，；：、](?=\s|[\u3000-\u9fff])|\s[–—-]\s")


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text in order; together they contain every word."""
    ends = sentence_ends(text)
    sentences = (text[start:end].strip() for start, end in zip((0, *ends), ends, strict=False))
    return [sentence for sentence in sentences if sentence]


@lru_cache(maxsize=64)
def sentence_ends(text: str) -> tuple[int, ...]:
    """Return the ends of all sentences in a text, in order."""
    ends: list[int] = []
    for match in _END.finditer(text):
        is_abbreviated = match.group() == "." and _ABBREVIATION.search(text, max(0, match.start() - 8), match.end())
        if not is_abbreviated:
            ends.append(match.end())
    return (*ends, len(text))


def cut_into_statements(text: str) -> list[str]:
    """Return a text as statements of one to three sentences, none longer than LONGEST; longer sentences are cut."""
    if len(text) <= COMFORTABLE:
        return [text] if text else []
    statements: list[str] = []
    for sentence in (part for whole in split_sentences(text) for part in _cut_long(whole)):
        if not any(map(str.isalnum, sentence)):
            continue  # only punctuation
        if statements and _belongs(statements[-1], sentence):
            statements[-1] = f"{statements[-1]}{_between(statements[-1])}{sentence}"
        else:
            statements.append(sentence)
    return statements


def first_statement(text: str, start: int = 0) -> str:
    """Return the first statement of a text from `start` on."""
    return next(iter(cut_into_statements(text[start : start + 2 * LONGEST])), "")


def shorten_statement(text: str, longest: int = LONGEST) -> str:
    """Return a text, cut at the end of a word if it is too long."""
    if len(text) <= longest:
        return text
    cut = text[:longest]
    blank = cut.rfind(" ")
    return cut[: blank if blank > longest // 2 else longest].rstrip(" ,;:–—-")


def _belongs(statement: str, sentence: str) -> bool:
    length = len(statement) + len(sentence) + 1
    return length <= _FULL or (len(statement) < _FULL // 2 and length <= COMFORTABLE)


def _between(statement: str) -> str:
    return "" if statement[-1] in "。！？」』" else " "


def _cut_long(sentence: str) -> Iterator[str]:
    while len(sentence) > LONGEST:
        places = [match.end() for match in _SOFT_CUT.finditer(sentence, COMFORTABLE // 2, LONGEST)]
        # only full stops: there is no word to end at
        cut = places[-1] if places else len(shorten_statement(sentence)) or LONGEST
        yield sentence[:cut].strip()
        sentence = sentence[cut:].strip()
    if sentence:
        yield sentence
