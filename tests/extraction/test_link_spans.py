"""Test that links are found in the text of their block."""

from bot.extraction.link_spans import locate_links
from bot.model.recap import Block, BlockKind, Link


def places(text, *words):
    links = tuple(Link(word, "https://example.org") for word in words)
    block = Block(BlockKind.PARAGRAPH, text, 1, links=links)
    return [text[anchor.start : anchor.end] for anchor in locate_links(block)]


def test_each_link_stands_where_its_words_do():
    assert places("otters and newts", "otters", "newts") == ["otters", "newts"]


def test_the_same_words_twice_are_two_places():
    block = Block(BlockKind.PARAGRAPH, "pond, pond", 1, links=(Link("pond", "a"), Link("pond", "b")))
    assert [anchor.start for anchor in locate_links(block)] == [0, 6]


def test_a_link_without_words_stands_at_the_end():
    assert places("otters", "") == [""]


def test_a_link_whose_words_are_elsewhere_stands_at_the_end():
    assert places("otters", "newts") == [""]
