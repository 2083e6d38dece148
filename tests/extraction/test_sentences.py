"""Test that running text is cut at sentence ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.sentences import (
    COMFORTABLE,
    LONGEST,
    cut_into_statements,
    first_statement,
    shorten_statement,
    split_sentences,
)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Otters swim. Newts sleep!", ["Otters swim.", "Newts sleep!"]),
        ("We ran v1.36 e.g. in ponds. It held.", ["We ran v1.36 e.g. in ponds.", "It held."]),
        ("Mr. Otter swims. He dives.", ["Mr. Otter swims.", "He dives."]),
        ("“Swim!” He said so.", ["“Swim!”", "He said so."]),
        ("かわうそが泳ぐ。いもりは寝る！", ["かわうそが泳ぐ。", "いもりは寝る！"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, sentences):
    assert split_sentences(text) == sentences


def test_a_comfortable_paragraph_stays_whole():
    text = "Otters swim. " * 20
    assert cut_into_statements(text.strip()) == [text.strip()]


def test_a_long_paragraph_is_cut_between_sentences():
    sentence = "The otters of the northern pond swim upstream every morning to look for crabs and newts."
    statements = cut_into_statements(" ".join([sentence] * 20))
    assert len(statements) > 1
    assert all(len(one) <= COMFORTABLE and one.endswith("newts.") for one in statements)


def test_only_a_sentence_too_long_to_show_is_cut_inside():
    statements = cut_into_statements("the otters swim, and then they dive, " * 40)
    assert len(statements) > 1
    assert all(len(one) <= LONGEST for one in statements)


def test_chinese_sentences_are_joined_without_a_blank():
    statements = cut_into_statements("水獭在池塘里游泳。" * 60)
    assert all(" " not in one for one in statements)


def test_the_first_statement_can_begin_anywhere():
    assert first_statement("Otters swim. Newts sleep.", len("Otters swim. ")) == "Newts sleep."
    assert first_statement("") == ""


def test_a_text_is_shortened_at_the_end_of_a_word():
    assert shorten_statement("otters and newts swim", 12) == "otters and"
    assert shorten_statement("otters") == "otters"


@given(st.text())
def test_statements_hold_every_word_and_none_is_too_long(text):
    statements = cut_into_statements(text)
    assert all(len(one) <= LONGEST for one in statements)
    assert "".join("".join(statements).split()) == "".join(text.split())


@given(
    st.lists(st.sampled_from([":", "-", "…", "。", "x", " ", "newt ", ". "]), min_size=1, max_size=6),
    st.integers(1, 900),
)
def test_stops_in_any_number_are_cut_without_losing_a_word(pieces, times):
    text = ("".join(pieces) * times).strip()
    statements = cut_into_statements(text)
    assert all(0 < len(statement) <= LONGEST for statement in statements)
    assert letters("".join(statements)) == letters(text)


def letters(text):
    return "".join(filter(str.isalnum, text))
