"""Test that names are told by their shape."""

import pytest

from bot.extraction.people.person_names import LIKELY, SURE, NameClassifier, is_wide_name


@pytest.mark.parametrize(
    "name",
    [
        "Ada Birkenfeld",
        "Ludo van der Meer",
        "Ada O'Hara",
        "Jean-Luc Marmotte",
        "Tim J. Otter",
        'Bartholomew "Bart" Bison',
        "Zoë Ångström",
    ],
)
def test_two_words_with_capitals_are_surely_a_name(name, judge):
    assert judge.score(name) >= SURE


def test_a_surname_in_capitals_is_a_name(judge):
    assert judge.score("Mireille MARMOTTE") >= SURE


@pytest.mark.parametrize("name", ["Hedda", "狐坂太郎", "김다람"])
def test_a_single_word_may_be_a_name_where_the_words_around_say_so(name, judge):
    assert LIKELY <= judge.score(name) < SURE


@pytest.mark.parametrize(
    "words",
    [
        "Service Mesh",
        "Key Takeaways",
        "Salt Lake City",
        "Ada's",
        "The Otter",
        "Acme Inc",
        "Alpine Bank",
        "OTEL",
        "two otters",
        "",
    ],
)
def test_topics_places_companies_and_plain_words_are_no_names(words, judge):
    assert judge.score(words) < LIKELY


def test_a_word_the_recap_also_writes_small_is_hardly_a_name(catalogue):
    judge = NameClassifier(catalogue, ["we saw a pangolin and a quokka"])
    assert judge.score("Pangolin Quokka") < LIKELY


def test_a_handle_is_a_name(judge):
    assert judge.score("@otterly") >= SURE


def test_only_scripts_without_capitals_have_wide_names():
    assert is_wide_name("狐坂太郎")
    assert not is_wide_name("Ada")
