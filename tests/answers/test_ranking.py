from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import pytest

from bot.answers.look_up import Answerer
from bot.answers.query_words import load_query_words
from bot.index.entry_store import entries_to_lines
from bot.index.search_index import SearchIndex, write_index
from bot.model.lookup import Lookup
from tests.answers.conftest import CORPUS
from tests.fakes import takeaway, talk


@pytest.fixture
def texts_of(catalogue, tmp_path):
    def texts_of(typed, *entries):
        folder = Path(mkdtemp(dir=tmp_path))
        write_index(entries_to_lines(entries), folder)
        matches = Answerer(catalogue, load_query_words(CORPUS), SearchIndex(folder)).look_up(Lookup(typed)).matches
        return [match.entry.title or match.entry.text for match in matches]

    return texts_of


@pytest.fixture
def first_of(texts_of):
    return lambda typed, *entries: next(iter(texts_of(typed, *entries)), "nothing")


def test_below_the_only_match_stands_what_comes_nearest_to_it(texts_of):
    wanted, near = "The otter pond froze over in May.", "The otter was asleep."
    others = [f"Burrow {number} is dry." for number in range(9)]
    assert texts_of("otter pond froze", *map(takeaway, [near, wanted, *others]))[:2] == [wanted, near]
    assert texts_of("otter beaver lodge", *map(takeaway, [near, *others])) == []


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


def test_a_count_answers_also_where_it_is_told_in_other_words_than_those_of_the_question(first_of):
    burrows = [takeaway(f"Visitors bring leaves to burrow {number}.") for number in range(9)]
    packed = "Into the sledge went 1,200 pairs of socks."
    assert first_of("how many socks did they bring", takeaway(packed), *burrows) == packed


def test_a_disputed_statement_stands_below_one_that_nobody_disputes(first_of):
    disputed = replace(takeaway("The otters' pond has 300 fish."), disputed="It has 200.")
    assert first_of("otters pond fish", disputed, takeaway("The pond of the otters has many fish.")).endswith(
        "many fish."
    )


@pytest.mark.parametrize(
    "typed", ["kubecon eu 2025", "when was kubecon london 2025", "KubeCon EU 2025 dates", "kubecon 2025"]
)
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


HALL = "Hall 1 · 11 November 2025, 10:00"


def test_what_a_recap_tells_of_comes_before_a_bare_line_of_a_schedule(first_of):
    listed = talk("Otters and Oysters", text=HALL, recap="schedule-na-2025")
    assert first_of("otters", listed, talk("Oysters and Otters", text=HALL)) == "Oysters and Otters"


def test_the_hour_of_a_talk_does_not_answer_when_something_happened(first_of):
    listed = talk("Otter 4 for You and Me, Released at Last", text=HALL, recap="schedule-na-2025")
    said = takeaway("To the delight of the riverbank, Otter 4 was released in March 2024.")
    assert first_of("when was otter 4 released", listed, said) == said.text


def test_a_question_of_two_things_is_not_answered_by_what_says_one_of_them(first_of):
    rivers = [takeaway(f"River {number} is long.", heading=f"River {number}") for number in range(3)]
    dens = [takeaway(f"Den {number} is deep.", heading=f"Den {number}") for number in range(36)]
    assert first_of("what is the river of ottawa", takeaway("Ottawa has otters."), *rivers, *dens) == "nothing"
