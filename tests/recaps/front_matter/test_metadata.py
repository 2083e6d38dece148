"""What a front matter says of a post, whatever its keys are called."""

import datetime as dt

import pytest

from bot.recaps.front_matter.metadata import Metadata, read_metadata
from bot.recaps.front_matter.split import split_front_matter


def facts(*lines: str) -> Metadata:
    text = "\n".join(["---", *lines, "---", ""])
    return read_metadata(split_front_matter(text, "post.md"), "post.md")


def test_all_facts_of_a_post() -> None:
    assert facts(
        "title: Ferries &amp; ropes",
        "author: Ada Bee",
        "date: 2025-11-18",
        "canonical_url: https://a.example/ferries",
        "event: KubeCon NA 2025",
        "tags: [ferries]",
        "lang: en-US",
    ) == Metadata(
        "Ferries & ropes",
        "Ada Bee",
        dt.date(2025, 11, 18),
        "https://a.example/ferries",
        "KubeCon NA 2025",
        ("ferries",),
        "en",
    )


@pytest.mark.parametrize(
    "lines",
    [
        ["author: Ada Bee, Cy Dee"],
        ["authors: [Ada Bee, Cy Dee]"],
        ["author:", "  - name: Ada Bee", "    url: https://a.example", "  - name: Cy Dee"],
        ["contributors: [Ada Bee, Cy Dee, Ada Bee]"],
        ["author: >", "  [Ada Bee](https://a.example),", "  [Cy Dee](https://c.example)"],
    ],
)
def test_authors_are_named_in_one_line(lines: list[str]) -> None:
    assert facts(*lines).author == "Ada Bee, Cy Dee"


def test_tags_of_all_kinds_are_gathered_once_each() -> None:
    found = facts("tags: [Ferries, '#ropes']", "categories: ferries", "keywords: knots, ropes,", "topics:", "  - sails")
    assert found.tags == ("Ferries", "ropes", "knots", "sails")


@pytest.mark.parametrize("key", ["external_url", "original_url", "url", "permalink", "link", "source", "canonicalURL"])
def test_an_address_on_the_web_is_found_under_many_names(key: str) -> None:
    assert facts(f"{key}: https://a.example/x").url == "https://a.example/x"


@pytest.mark.parametrize("address", ["/2025/ferries/", "The Ferry Blog", "ftp://a.example"])
def test_what_is_no_address_on_the_web_is_no_url(address: str) -> None:
    assert facts(f"source: {address}", "link: https://b.example").url == "https://b.example"


@pytest.mark.parametrize("key", ["event", "edition", "conference"])
def test_the_event_is_kept_as_written(key: str) -> None:
    assert facts(f"{key}: KubeCon + CloudNativeCon EU '26").event == "KubeCon + CloudNativeCon EU '26"


def test_an_impossible_date_is_dropped_and_named() -> None:
    found = facts("title: Ferries", "date: 2025-02-30")
    assert found.published_on is None
    assert [str(diagnostic) for diagnostic in found.diagnostics] == [
        'post.md line 3: the date "2025-02-30" is no certain day; write it as YYYY-MM-DD'
    ]


def test_another_date_fills_in_for_an_impossible_one() -> None:
    found = facts("date: soon", "published: 2025-11-18")
    assert (found.published_on, len(found.diagnostics)) == (dt.date(2025, 11, 18), 1)


@pytest.mark.parametrize("code", ["english", "", "e", "[]"])
def test_what_is_no_language_code_is_no_language(code: str) -> None:
    assert facts(f"lang: {code}").language == ""
