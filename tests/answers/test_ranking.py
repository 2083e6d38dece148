from dataclasses import replace

import pytest

from bot.answers.answer import Lookup
from bot.answers.look_up import Answerer
from bot.catalogue.words import load_words
from bot.index.search_index import SearchIndex, write_index
from bot.index.shelf import entries_to_lines
from tests.answers.conftest import CORPUS
from tests.fakes import takeaway, talk


@pytest.fixture
def first_of(catalogue, tmp_path):
    def first_of(typed, *entries):
        write_index(entries_to_lines(entries), tmp_path)
        matches = Answerer(catalogue, load_words(CORPUS), SearchIndex(tmp_path)).look_up(Lookup(typed)).matches
        return matches[0].entry.text or matches[0].entry.title

    return first_of


@pytest.mark.parametrize(
    "other",
    [
        takeaway("46% of otters are new otters."),
        talk("A Meetup for 1st Time Otters", text="Experiences · 24 March 2026, 13:00"),
    ],
)
def test_how_many_is_answered_by_a_count_not_by_a_share_a_place_in_a_row_or_an_hour(first_of, other):
    assert first_of(
        "how many otters", other, takeaway("To the pond came 300 otters, so it is said on the riverbank.")
    ).startswith("To the pond")


def test_a_disputed_statement_stands_below_one_that_nobody_disputes(first_of):
    disputed = replace(takeaway("The otters' pond has 300 fish."), disputed="It has 200.")
    assert first_of("otters pond fish", disputed, takeaway("The pond of the otters has many fish.")).endswith(
        "many fish."
    )


@pytest.mark.parametrize("typed", ["kubecon eu 2025", "when was kubecon london 2025", "KubeCon EU 2025 dates"])
def test_an_edition_alone_begins_with_where_and_when_it_was(first_of, typed):
    event = "kubecon-eu-2025"
    said = (takeaway("KubeCon EU 2025 had otters.", event=event), takeaway("It was in London, April 1-4.", event=event))
    assert first_of(typed, *said) == "It was in London, April 1-4."


def test_an_edition_beside_other_words_only_narrows_them(first_of):
    event = "kubecon-eu-2025"
    said = (takeaway("It was in London, April 1-4.", event=event), takeaway("There were otters.", event=event))
    assert first_of("otters kubecon eu 2025", *said) == "There were otters."


def test_a_question_about_a_topic_is_answered_by_what_speaks_of_the_topic(first_of):
    others = [takeaway(f"Otter {number} met Karmada at the pond.", topics=("Karmada",)) for number in range(3)]
    more = [takeaway(f"Badger {number} dug a den.") for number in range(30)]
    assert "Karmada" in first_of("is karmada dead", takeaway("Fishing is dead.", heading="Fish"), *others, *more)
