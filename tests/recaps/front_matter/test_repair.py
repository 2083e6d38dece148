from collections.abc import Iterator

import pytest

from bot.recaps.front_matter.repair import LineRepairer
from bot.recaps.front_matter.split import split_front_matter

INLINE_TABLE = "+++\ntitle = 'Ferries'\nboats = {\n  first = { name = 'Ada' },\n  second = { name = 'Bo' },\n}\n+++\n"
DOUBLED = (
    "+++\ntitle = 'Ferries'\nboats = {\n  name = 'Ada',\n  name = 'Bo',\n  name = 'Cy',\n}\ndate = 2025-11-18\n+++\n"
)


class Notes:
    def __init__(self) -> None:
        self.lines: list[int] = []

    def __call__(self, line: int, reason: str, remedy: str) -> None:
        self.lines.append(line)
        assert reason
        assert remedy


def mended_at(lines: list[str], places: Iterator[int], notes: Notes) -> list[str]:
    """Mend a line after each try, as if a parser always stopped somewhere; return what was tried."""
    repairs = LineRepairer(lines, "YAML", notes)
    tried = []
    for text in repairs.tries():
        tried.append(text)
        repairs.repair(next(places))
    return tried


def test_an_inline_table_may_go_over_several_lines() -> None:
    front = split_front_matter(INLINE_TABLE, "post.md")
    assert front.values["boats"] == {"first": {"name": "Ada"}, "second": {"name": "Bo"}}
    assert front.diagnostics == ()


def test_a_key_that_stands_twice_in_an_inline_table_is_left_out() -> None:
    front = split_front_matter(DOUBLED, "post.md")
    assert front.values == {"title": "Ferries", "boats": {"name": "Ada"}, "date": "2025-11-18"}
    assert {found.line for found in front.diagnostics} == {5, 6}


def test_a_list_that_never_closes_costs_no_other_fact() -> None:
    front = split_front_matter("---\ntitle: Ferries\ntags: [a, b\ndate: 2025-11-18\nauthor: Ada\n---\n", "post.md")
    assert front.values == {"title": "Ferries", "tags": "[a, b", "date": "2025-11-18", "author": "Ada"}


def test_toml_needs_no_blanks_around_its_signs() -> None:
    assert split_front_matter("+++\ntitle='Ferries'\n+++\nWords.", "post.md").values == {"title": "Ferries"}


def test_a_line_is_put_in_quotes_once_and_then_left_out() -> None:
    tried = mended_at(["a: b", "c: d"], iter([0, 0, 0, 1, 1]), Notes())
    assert tried[:3] == ["a: b\nc: d", 'a: "b"\nc: d', "\nc: d"]


def test_mending_ends_when_every_line_was_left_out() -> None:
    tried = mended_at(["a: b", "", "c: d"], iter([2] * 50), Notes())
    assert tried[-1].strip() == ""
    assert len(tried) <= 6


@pytest.mark.parametrize("size", [10, 10_000])
def test_mending_ends_after_a_bounded_number_of_steps_however_long_the_text_is(size: int) -> None:
    notes = Notes()
    tried = mended_at([f"key{number}: {'x' * 20}" for number in range(size)], iter(range(100_000)), notes)
    assert len(tried) * sum(map(len, tried[:1])) < 3_000_000
    assert len(notes.lines) <= len(tried) + 1


def test_facts_on_lines_of_their_own_are_kept_where_mending_gave_up() -> None:
    broken = "".join(f"{{ : {number} [\n" for number in range(60))
    front = split_front_matter(f"---\n{broken}title: 'Ferries'\ndate: 2025-11-18\n---\nWords.", "post.md")
    assert front.values["title"] == "Ferries"
    assert front.values["date"] == "2025-11-18"
    assert front.diagnostics[-1].reason == "the front matter is not YAML, and cannot be repaired"
