"""Compile patterns with the words of all languages: `{talk}` is replaced by every word for a talk."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_FIRST = "en"  # most posts are in English, and the words of a pattern are tried in their order
_CLASS = re.compile(r"\{(?P<begin>\\b)?(?P<name>[a-z][a-z_]*)(?P<end>\\b)?\}")
_LETTER_FIRST = re.compile(r"[^\W\d_](?![?*+{])")
_LETTERS_SHARED = 3  # at the beginning of words that are tried together
_FEW_LETTERS = 3  # words with more first letters are tried only at one of these
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")  # scripts that part no words by blanks

_Language = Mapping[str, Mapping[str, Sequence[str]]]


def compile_words(template: str, *, also: str = "", flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    r"""Return a pattern in which each `{name}` is replaced by the words of that class in all languages.

    `{\bname\b}` makes them whole words where the script parts words by blanks. The patterns that languages list as
    `also` are alternatives to the whole of it.
    """
    wholes = [template, *(whole for language in _languages().values() for whole in language["patterns"].get(also, ()))]
    return re.compile("|".join(map(_filled, wholes)), flags)


@cache
def words_of_class(name: str) -> frozenset[str]:
    """Return the words of a class in small letters, of all languages."""
    return frozenset().union(*words_by_language(name).values())


def words_by_language(name: str) -> Mapping[str, frozenset[str]]:
    """Return the words of a class in small letters by the code of their language."""
    return {
        code: frozenset(" ".join(language["words"][name]).casefold().split())
        for code, language in _languages().items()
        if name in language["words"]
    }


@cache
def month_numbers() -> Mapping[str, int]:
    """Return the number of each month by its name in small letters, in all languages."""
    listed = (language["words"].get("month", ()) for language in _languages().values())
    return {name.casefold(): number for names in listed for number, name in enumerate(names, 1)}


def _filled(template: str) -> str:
    return _CLASS.sub(lambda found: _alternatives(found["name"], found["begin"] or "", found["end"] or ""), template)


@cache
def _alternatives(name: str, begin: str, end: str) -> str:
    words = list(_of_class(name))
    if not words:
        raise KeyError(name)
    unspaced = [word for word in words if _UNSPACED.search(word)] if begin or end else []
    spaced = _grouped([word for word in words if word not in unspaced])
    whole = f"{begin}(?:{spaced}){end}" if begin or end else spaced
    return f"(?:{'|'.join(filter(None, (whole if spaced else '', *unspaced)))})"


def _grouped(words: Sequence[str], depth: int = _LETTERS_SHARED) -> str:
    """Return words as alternatives, grouped by first letter, so that few are tried at each place."""
    groups: dict[str, list[str]] = {}
    for word in words:
        first = word[0] if depth and _LETTER_FIRST.match(word) else ""
        groups.setdefault(first, []).append(word.removeprefix(first))
    plain = groups.pop("", [])
    begun = [f"{first}{_rest(rests, depth - 1)}" for first, rests in groups.items()]
    if depth == _LETTERS_SHARED and len(groups) > _FEW_LETTERS:
        begun = [f"(?=(?-i:[{_both_cases(groups)}]))(?:{'|'.join(begun)})"]
    return "|".join((*begun, *plain))


def _both_cases(letters: Iterable[str]) -> str:
    """Return letters, small and large, for a set that is looked up at once, which no set is that ignores case."""
    return "".join(sorted({form for letter in letters for form in (letter.lower(), letter.upper()) if len(form) == 1}))


def _rest(words: Sequence[str], depth: int) -> str:
    return words[0] if len(words) == 1 else f"(?:{_grouped(words, depth)})"


def _of_class(name: str) -> Iterator[str]:
    for language in _languages().values():
        yield from language["words"].get(name, ())


@cache
def _languages() -> Mapping[str, _Language]:
    paths = sorted(_FOLDER.glob("*.toml"), key=lambda path: (path.stem != _FIRST, path.stem))
    read = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in paths}
    return {code: {"words": {}, "patterns": {}} | language for code, language in read.items()}
