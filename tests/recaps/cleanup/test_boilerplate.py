"""What a page shows around a post is left out, and what only looks like it stays."""

import pytest

from bot.model.recap import Link
from bot.recaps.cleanup.boilerplate import original_url, without_boilerplate
from bot.recaps.formats.markdown import read_markdown


def texts(text: str) -> list[str]:
    return [block.text for block in without_boilerplate(read_markdown(text))]


@pytest.mark.parametrize(
    "line",
    [
        "← Previous post",
        "Next article »",
        "Back to top",
        "Skip to main content",
        "Share this post on LinkedIn",
        "Subscribe to our newsletter",
        "Leave a comment",
        "5 min read",
        "Nach oben",
        "© 2025 The Ferry Blog. All rights reserved.",
        "Copyright 2025 Ada Bee",
        "This website uses cookies to please you.",
        "**Tags:** ferries, ropes",
        "Filed under: ferries",
        "#ferries #ropes #knots",
        "Open the original post ↗ https://a.example/x",
        "This post was originally published on [The Ferry Blog](https://a.example/x).",
        "[Weiterlesen](https://a.example/x)",
        "Table of contents",
    ],
)
def test_menus_buttons_and_notices_are_left_out(line: str) -> None:
    assert texts(f"The ferry was late.\n\n{line.replace('#', chr(92) + '#', 1)}") == ["The ferry was late."]


@pytest.mark.parametrize(
    "line",
    [
        "Share the load between clusters",
        "The next release brings ropes.",
        "Tagging images is a habit",
        "Copyright questions came up a lot.",
        "Read more logs before you guess what broke, they said.",
        "Follow the data, not the hype",
        "See the full version of the talk: it shows how ropes are made and why they hold.",
        "#1 on the list",
        "Cookies are kept in Redis.",
    ],
)
def test_sentences_that_begin_alike_stay(line: str) -> None:
    assert texts(line) == [line]


def test_a_list_of_links_to_the_headings_below_is_left_out() -> None:
    assert texts("- [Ropes](#ropes)\n- [Deck](#deck)\n\n## Ropes\n\nwords\n\n## Deck") == ["Ropes", "words", "Deck"]


def test_a_table_of_contents_that_repeats_the_headings_is_left_out() -> None:
    assert texts("## Contents\n\n- Ropes\n- A thought\n\n## Ropes\n\n- Ropes") == ["A thought", "Ropes", "Ropes"]


def test_sections_of_other_posts_are_left_out() -> None:
    text = "# Ferries\n\n## Related posts\n\n- One\n\n### More\n\n- Two\n\n## Deck\n\nwords"
    assert texts(text) == ["Ferries", "Deck", "words"]


def test_the_address_behind_read_more_goes_with_what_it_is_about() -> None:
    (block,) = without_boilerplate(read_markdown("- Ropes are new\n  - [Read more](https://a.example/x)"))
    assert block.links == (Link("Read more", "https://a.example/x"),)


def test_links_within_the_page_are_no_links() -> None:
    (block,) = without_boilerplate(read_markdown("See [below](#ropes) and [there](https://a.example)."))
    assert (block.text, block.links) == ("See below and there.", (Link("there", "https://a.example"),))


@pytest.mark.parametrize(
    "line",
    ["Open the original post ↗ https://a.example/x", "Originally published at [the blog](https://a.example/x)."],
)
def test_a_post_may_say_where_it_first_stood(line: str) -> None:
    assert original_url(read_markdown(f"words\n\n{line}")) == "https://a.example/x"


def test_a_post_that_is_no_copy_has_no_original() -> None:
    assert original_url(read_markdown("See [the original ferry](https://a.example/x) in the harbour.")) == ""
