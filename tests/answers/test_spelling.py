import pytest

from bot.answers.look_up import Answerer
from bot.answers.query_words import load_query_words
from bot.index.entry_store import entries_to_lines
from bot.index.search_index import SearchIndex, write_index
from bot.model.lookup import Lookup
from tests.answers.conftest import CORPUS
from tests.fakes import takeaway, talk

ENTRIES = (
    talk("Everything Is Awful at the Weir", ("Marc Duivker", "Riverbank")),
    talk("Feathers and Forecasts", ("Heather Heron", "Nest")),
    talk("Multi-Instance Dens", ("张潇", "Nest")),
    takeaway("A deep dive into mud pays off."),
    takeaway("Harbor keeps the images of forty ponds.", topics=("Harbor",)),
    takeaway("Site reliability engineering for beavers.", topics=("Site reliability engineering",)),
    takeaway("The wether was cool and dry."),
)


@pytest.fixture(scope="module")
def first_of(catalogue, tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    write_index(entries_to_lines(ENTRIES), folder)
    answerer = Answerer(catalogue, load_query_words(CORPUS), SearchIndex(folder))

    def first_of(typed):
        found = [
            match.entry for match in answerer.look_up(Lookup(typed)).matches if match.entry.source.recap != "topics"
        ]
        return " ".join([found[0].title or found[0].text, *(one.name for one in found[0].speakers)]) if found else ""

    return first_of


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mark duyvker", "Marc Duivker"),
        ("duivker mrac", "Marc Duivker"),
        ("heater heorn", "Heather Heron"),
        ("张萧", "张潇"),
        ("everthing awfull weir", "Everything Is Awful"),
        ("multi instnace denns", "Multi-Instance Dens"),
        ("deep dvie", "deep dive"),
        ("harbour images", "Harbor"),
        ("site relibility enginering", "Site reliability engineering"),
    ],
)
def test_each_word_of_a_name_or_title_may_hold_a_slip(first_of, typed, meant):
    assert meant in first_of(typed)


@pytest.mark.parametrize("typed", ["weather", "weather forecast pond", "mark twain", "fever"])
def test_an_ordinary_word_is_no_slip_of_another(first_of, typed):
    assert first_of(typed) == ""


def test_a_part_of_a_place_name_means_nothing_alone(catalogue, tmp_path):
    write_index(entries_to_lines([takeaway("Otters met in Salt Lake City.")]), tmp_path)
    answerer = Answerer(catalogue, load_query_words(CORPUS), SearchIndex(tmp_path))
    assert answerer.look_up(Lookup("salt stack")).matches == ()
    assert answerer.look_up(Lookup("otters")).matches
