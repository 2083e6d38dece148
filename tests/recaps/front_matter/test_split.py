"""The facts above a post are parted from its text, and what is commonly broken in them is repaired."""

import pytest

from bot.recaps.front_matter.split import FrontMatter, split_front_matter


def split(text: str) -> FrontMatter:
    return split_front_matter(text, "post.md")


def diagnostics(text: str) -> list[str]:
    return [str(diagnostic) for diagnostic in split(text).diagnostics]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Ferries\ndraft: false\n---\nWords.",
        '+++\ntitle = "Ferries"\ndraft = false\n+++\nWords.',
        '{\n"title": "Ferries",\n"draft": false\n}\nWords.',
        '{\n\t"title": "Ferries",\n\t"draft": false\n}\nWords.',
        "\n\n---\ntitle: Ferries\ndraft: false\n---\nWords.",
        "---\n# a remark\ntitle: Ferries\ndraft: false\n...\nWords.",
        "Title: Ferries\nDate: 2025-11-18\n\nWords.",
    ],
)
def test_facts_are_read_however_they_are_marked(text: str) -> None:
    front = split(text)
    assert front.values["title"] == "Ferries"
    assert front.values.get("draft", "false") == "false"
    assert front.body.strip() == "Words."
    assert front.diagnostics == ()


def test_the_body_and_each_fact_know_their_line() -> None:
    front = split("---\ntitle: Ferries\nauthor:\n  - Ada\ndate: 2025-11-18\n---\n\nWords.")
    assert dict(front.lines) == {"title": 2, "author": 3, "date": 5}
    assert front.body_line + front.body.split("\n").index("Words.") == 8


def test_toml_facts_know_their_line() -> None:
    assert split('+++\ntitle = "Ferries"\n\n[extra]\nauthor = "Ada"\n+++\n').lines == {"title": 2, "extra": 4}


@pytest.mark.parametrize(
    "text", ["Words alone.", "---\n\nWords between rules.\n\n---\n\nMore.", "---", "# Title\n\n---\n", ""]
)
def test_a_text_without_facts_is_all_body(text: str) -> None:
    front = split(text)
    assert (front.body, front.body_line, dict(front.values)) == (text, 1, {})


def test_empty_front_matter_is_no_heading() -> None:
    front = split("---\n---\nWords.")
    assert (front.body.strip(), dict(front.values)) == ("Words.", {})


@pytest.mark.parametrize(
    "text",
    ["---\nversion: 1.30\nday: 2025-11-18\nyes: on\n---\n", "+++\nversion = 1.30\nday = 2025-11-18\nyes = 'on'\n+++\n"],
)
def test_every_value_stays_the_text_it_is(text: str) -> None:
    assert dict(split(text).values) == {"version": "1.30", "day": "2025-11-18", "yes": "on"}


def test_keys_are_one_however_they_are_spelled() -> None:
    assert split("---\ncanonicalURL: a\n---\n").values == split("---\ncanonical_url: a\n---\n").values


def test_a_themes_own_section_fills_what_stands_outside() -> None:
    front = split('+++\ntitle = "Ferries"\n[taxonomies]\ntags = ["a"]\n[extra]\ntitle = "x"\n+++\n')
    assert (front.values["title"], front.values["tags"]) == ("Ferries", ["a"])


def test_a_colon_without_quotes_is_mended() -> None:
    text = "---\ntitle: Ferries: a tale\n---\n"
    assert split(text).values["title"] == "Ferries: a tale"
    assert diagnostics(text) == ["post.md line 2: the value of `title` is not YAML as it is; put it in quotes"]


@pytest.mark.parametrize(
    "value", ["@ada", "`code`", "*star", "[KubeCon] notes", "%x", '"He said "hi" to us"', '"never closed']
)
def test_values_that_yaml_cannot_take_are_kept_as_text(value: str) -> None:
    front = split(f"---\ntitle: {value}\ndate: 2025-11-18\n---\nWords.")
    assert front.values["title"] == value.strip('"')
    assert front.values["date"] == "2025-11-18"
    assert len(front.diagnostics) == 1


def test_a_toml_value_without_quotes_is_mended() -> None:
    text = "+++\ntitle = Ferries\ndate = 2025-11-18\n+++\n"
    assert split(text).values == {"title": "Ferries", "date": "2025-11-18"}
    assert diagnostics(text) == ["post.md line 2: the value of `title` is not TOML as it is; put it in quotes"]


def test_a_line_beyond_mending_is_left_out_and_named() -> None:
    text = "---\ntitle: Ferries\n: : :{\ndate: 2025-11-18\n---\n"
    assert split(text).values["date"] == "2025-11-18"
    assert diagnostics(text) == ["post.md line 3: this line is not YAML; fix it; it was left out"]


def test_tabs_are_taken_for_blanks() -> None:
    text = "---\ntags:\n\t- a\n\t- b\n---\n"
    assert split(text).values["tags"] == ["a", "b"]
    assert diagnostics(text) == [
        "post.md line 3: a tab indents a line, which YAML forbids; use blanks; they were put in its place"
    ]


def test_of_a_key_given_twice_the_last_counts() -> None:
    text = "---\ntitle: One\ndate: 2025-11-18\ntitle: Two\n---\n"
    assert split(text).values["title"] == "Two"
    assert diagnostics(text) == [
        "post.md line 4: `title` is given twice, first in line 2; keep one; the last one is used"
    ]


@pytest.mark.parametrize(
    "below",
    [
        "\n# Day one\n\nMany words: no fact.\n\n---\n\nMore.",
        "Words right below.\n",
        "\nWords: no.\n\nAnd words.\n\n---",
    ],
)
def test_front_matter_that_is_never_closed_ends_where_the_words_begin(below: str) -> None:
    front = split(f"---\ntitle: Ferries\ntags: [a]\n{below}")
    assert front.values["title"] == "Ferries"
    assert front.diagnostics[0].reason == "the front matter is never closed"
    assert front.diagnostics[0].remedy == "add a line --- below the last fact"
    assert "ords" in front.body


def test_a_few_lines_that_stand_for_millions_of_values_do_no_harm() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefghijklm", "bcdefghijklmn", strict=True)
    )
    assert split(f"---\ntitle: Ferries\n{bomb}tags: &t [*t]\n---\nWords.").values["title"] == "Ferries"


def test_signs_that_no_one_sees_are_named() -> None:
    assert diagnostics("---\ntitle: Fer\x07ries\n---\n") == [
        "post.md line 1: the front matter contains signs that YAML does not allow; remove what cannot be seen"
    ]


def test_an_item_that_yaml_cannot_take_is_kept_as_text() -> None:
    assert split("---\ntags:\n  - @ada\n  - ropes\n---\n").values["tags"] == ["@ada", "ropes"]


def test_front_matter_nested_without_end_is_named() -> None:
    assert diagnostics(f"+++\na = {'[' * 5000}\n+++\n")[0].startswith("post.md line")


@pytest.mark.parametrize(
    "text",
    [
        "---\n\n## Takeaways\n\n- Otters queue.\n- Stoats wait.\n\n---\n\n- Newts sleep.\n\n---\n",
        "---\n- Otters queue.\n- Stoats wait.\n---\nWords.",
        '---\n- Otters queue: "they" wait.\n---\nWords.',
        "---\n# Otters\n---\nWords.",
        '---\n"Otters queue", said a stoat.\n---\nWords.',
        "---\n- Otters queue.\n\nWords.",
    ],
)
def test_what_parses_as_no_facts_is_text(text: str) -> None:
    front = split(text)
    assert (front.body, front.body_line, dict(front.values), front.diagnostics) == (text, 1, {}, ())


def test_front_matter_may_be_256_kb_and_no_larger() -> None:
    facts = "title: Ferries\nnote: "
    room = 256_000 - len(facts)
    assert split(f"---\n{facts}{'x' * room}\n---\nWords.").values["title"] == "Ferries"
    front = split(f"---\n{facts}{'é' * (room // 2 + 1)}\n---\nWords.")
    assert (front.body.strip(), dict(front.values)) == ("Words.", {})
    assert [str(one) for one in front.diagnostics] == [
        "post.md line 1: the front matter is over 256 kB, and was left out; keep only the facts about the post there"
    ]


def test_a_long_text_of_list_items_below_a_rule_is_text() -> None:
    text = "---\n" + "- Otters queue.\n\n" * 40_000
    assert split(text).body == text


@pytest.mark.parametrize(
    ("sign", "inside"),
    [
        ("---", "tags: " + "[" * 60_000),
        ("---", "tags: " + "[" * 60_000 + "]" * 60_000),
        ("---", "tags: " + "{a: " * 60_000),
        ("---", "tags:\n" + "- " * 60_000 + "x"),
        ("---", "tags:\n" + "? " * 60_000 + "x"),
        ("---", "\n".join(" " * level + "a:" for level in range(500))),
        ("{", '"tags": ' + "[" * 60_000),
        ("{", '"tags": ' + '{"a":' * 40_000),
        ("+++", "a." * 60_000 + "b = 1"),
        ("+++", "a . " * 60_000 + "b = 1"),
        ("+++", "[" + "a." * 60_000 + "b]"),
        ("+++", '"a" . ' * 40_000 + "b = 1"),
        ("+++", r'"\"".' * 40_000 + "b = 1"),
        ("+++", "'='." * 40_000 + "b = 1"),
        ("+++", "a = {" + "a." * 60_000 + "b = 1}"),
        ("+++", "a = " + "[" * 60_000),
        ("+++", "a = " + "{a=" * 60_000),
    ],
)
def test_what_is_nested_too_deeply_is_left_out_and_said_so(sign: str, inside: str) -> None:
    title = {"---": "title: x", "{": '"title": "x",', "+++": 'title = "x"'}[sign]
    front = split(f"{sign}\n{title}\n{inside}\n{'}' if sign == '{' else sign}\nWords.")
    assert front.body.strip() == "Words."
    assert [diagnostic.reason for diagnostic in front.diagnostics] == [
        "the front matter is nested more than 64 levels deep, and was left out"
    ]


def test_what_is_nested_as_deeply_as_a_parser_takes_is_read() -> None:
    for text in (
        f"---\ntitle: Ferries\ntags: {'[' * 60}{']' * 60}\n---\nWords.",
        f'+++\ntitle = "Ferries"\ntags = {"[" * 150}{"]" * 150}\n{"a." * 60}b = 1\n+++\nWords.',
    ):
        assert (split(text).values["title"], split(text).diagnostics) == ("Ferries", ())


def test_too_many_values_and_too_long_a_number_are_said_so() -> None:
    assert [diagnostic.reason for diagnostic in split(f"---\ntags: [{'a,' * 60_000}]\n---\n").diagnostics] == [
        "the front matter contains over 20,000 values, and was left out"
    ]
    assert diagnostics(f"+++\na = {'9' * 5_000}\n+++\n") == [
        "post.md line 1: the front matter contains a number that is too long; put it in quotes"
    ]
