import pytest

from bot.answers.autocomplete import Completer
from bot.index.entry_store import entries_to_lines
from bot.index.search_index import SearchIndex, write_index
from tests.fakes import ENTRIES


@pytest.fixture(scope="module")
def completer(catalogue, tmp_path_factory):
    folder = tmp_path_factory.mktemp("completion")
    write_index(entries_to_lines(ENTRIES), folder)
    return Completer(catalogue, SearchIndex(folder))


def test_an_alias_completes_to_the_topic_it_stands_for(completer):
    assert completer.complete("dra", 5)[0] == "Dynamic Resource Allocation"


def test_a_beginning_completes_to_talks_and_speakers(completer):
    assert "Sharing Dens: DRA for Shy Animals" in completer.complete("shari", 5)
    assert "Priya Burrow" in completer.complete("pri", 5)


def test_a_word_within_a_name_completes_too(completer):
    assert completer.complete("burr", 5) == ("Priya Burrow",)


def test_a_slip_of_the_finger_still_completes(completer):
    assert "Cilium" in completer.complete("cilum", 5)


def test_before_the_first_letter_the_most_mentioned_topic_of_the_newest_edition_comes_first(completer):
    assert completer.complete("  ", 2)[0] == "Dynamic Resource Allocation"


def test_no_more_is_offered_than_asked_for(completer):
    assert [len(completer.complete(typed, 2)) for typed in ("", "o")] == [2, 2]
    assert completer.complete("dra", 0) == ()


def test_what_the_recaps_do_not_hold_is_not_offered(completer):
    assert completer.complete("zzzzzz", 5) == ()
