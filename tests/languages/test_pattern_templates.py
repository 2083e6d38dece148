import re
from itertools import chain
from pathlib import Path

import pytest
import tomli

from bot.languages.pattern_templates import compile_words, words_of_class

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "bot" / "languages").glob("*.toml"))
LANGUAGES = {path.stem: tomli.loads(path.read_text(encoding="utf-8")) for path in FILES}
CODE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))


def test_a_class_stands_for_the_words_of_all_languages() -> None:
    pattern = compile_words(r"a {talk}$")
    assert all(pattern.match(f"a {word}") for word in ("Keynote", "Vortrag", "charla", "講演", "세션"))
    assert not pattern.match("a boat")


def test_whole_words_are_asked_for_only_where_a_script_parts_words() -> None:
    pattern = compile_words(r"{\bcalled\b}")
    assert pattern.search("so called")
    assert not pattern.search("recalled")
    assert pattern.search("本次演讲题为“排队”")


def test_patterns_of_a_language_stand_beside_the_whole() -> None:
    assert compile_words("nothing", also="own_talk").search("今天我的演讲")


def test_a_class_that_no_language_has_is_named() -> None:
    with pytest.raises(KeyError, match="otters"):
        compile_words("{otters}")


@pytest.mark.parametrize("name", ["little_word", "material_word", "ordinary_word", "theme_word"])
def test_each_list_of_words_is_in_small_letters(name: str) -> None:
    assert {"und", "et"} & words_of_class(name)
    assert all(word == word.casefold() for word in words_of_class(name))


def test_the_words_of_a_class_are_a_set_in_small_letters() -> None:
    assert {"talk", "vortrag", "i"} <= words_of_class("one_talk") | words_of_class("me")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_names_only_classes_that_are_used(code: str) -> None:
    used = set(re.findall(r"\{(?:\\b)?([a-z][a-z_]*)(?:\\b)?\}", CODE + str(LANGUAGES)))
    used |= set(re.findall(r"(?:words_of_class|words_by_language)\(\"(\w+)\"\)", CODE))
    assert set(LANGUAGES[code].get("words", {})) <= used
    assert set(LANGUAGES[code].get("patterns", {})) <= set(re.findall(r'also="(\w+)"', CODE))


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_word_is_written_once_and_takes_something(code: str) -> None:
    for words in LANGUAGES[code]["words"].values():
        assert len(set(words)) == len(words)
    expressions = chain(*LANGUAGES[code]["words"].values(), *LANGUAGES[code].get("patterns", {}).values())
    assert all(re.fullmatch(compile_words(word), "") is None for word in expressions)
