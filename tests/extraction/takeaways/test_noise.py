"""Test that greetings, calls to action and parts of the page are told from what anybody would look up."""

import pytest

from bot.extraction.takeaways.noise import is_bare_link, is_too_short, says_nothing
from bot.model.recap import Block, BlockKind, Link


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for reading!",
        "Stay tuned for more.",
        "Drop a comment below if you were there.",
        "Table of contents",
        "Photo by an otter",
        "Follow me on the usual networks.",
        "— a wise otter",
        "Danke fürs Lesen!",
        "最後まで読んでいただきありがとうございました。",
    ],
)
def test_what_only_speaks_to_the_reader_says_nothing(text):
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "See you in Oslo on March 9, 2032.",
        "The otters won the prize for the best demo.",
        "9,000 people came, and half of them were newts.",
        "Enjoyed by 300 otters, the party ended at ten.",
    ],
)
def test_what_holds_a_fact_says_something(text):
    assert not says_nothing(text)


def test_a_word_or_two_are_too_short_alone():
    assert is_too_short("Meh, overview")
    assert not is_too_short("Otters swim upstream")


def test_a_few_wide_signs_are_too_short_alone():
    assert is_too_short("水獭")
    assert not is_too_short("水獭在池塘里游泳得很快")


def paragraph(text, *words):
    return Block(BlockKind.PARAGRAPH, text, 1, links=tuple(Link(word, "https://example.org") for word in words))


def test_a_line_that_is_only_a_link_is_bare():
    assert is_bare_link(paragraph("Slides", "Slides"))
    assert is_bare_link(paragraph("https://example.org", "https://example.org"))


def test_a_link_of_many_words_or_beside_others_says_something():
    assert not is_bare_link(paragraph("Why otters swim upstream in spring", "Why otters swim upstream in spring"))
    assert not is_bare_link(paragraph("Slides show that otters swim", "Slides"))
    assert not is_bare_link(paragraph("Otters swim"))
