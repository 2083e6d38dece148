"""Test that lists of words tell what a text is made of."""

import pytest

from bot.extraction import word_lists
from bot.extraction.word_lists import is_made_of


def test_a_text_is_made_of_words_whatever_their_case_and_signs():
    assert is_made_of("Otters & Newts, 2031", frozenset({"otters", "newts"}))


def test_one_other_word_is_enough_to_be_made_of_more():
    assert not is_made_of("otters and newts", frozenset({"otters", "newts"}))


def test_words_without_blanks_between_them_are_found():
    assert is_made_of("動画資料", frozenset({"動画", "資料"}))
    assert not is_made_of("動画水獺", frozenset({"動画", "資料"}))


def test_signs_alone_are_made_of_nothing():
    assert not is_made_of("2031!", frozenset({"otters"}))


@pytest.mark.parametrize(
    "words",
    [
        word_lists.company_words,
        word_lists.companies_like_people,
    ],
)
def test_the_lists_are_written_in_small_letters(words):
    assert words()
    assert all(word == word.casefold() for word in words())
