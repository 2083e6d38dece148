import pytest

from bot.answers.autocomplete import Completer
from bot.index.entry_store import entries_to_lines
from bot.index.search_index import SearchIndex, write_index
from bot.model.suggestion import Suggestion, SuggestionKind
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


def test_suggestions_come_by_kind_the_kind_of_the_best_name_first(completer):
    found = completer.suggest("d", 2)
    kinds = [suggestion.kind for suggestion in found]
    assert found[0] == Suggestion("Dynamic Resource Allocation", SuggestionKind.TOPIC)
    assert kinds == sorted(kinds, key=kinds.index)
    assert all(kinds.count(kind) <= 2 for kind in kinds)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("priya", Suggestion("Priya Burrow", SuggestionKind.PERSON)),
        ("shari", Suggestion("Sharing Dens: DRA for Shy Animals", SuggestionKind.TALK)),
        ("kubecon na 2025", Suggestion("KubeCon NA 2025", SuggestionKind.EVENT)),
        ("atlanta", Suggestion("KubeCon NA 2025", SuggestionKind.EVENT)),
        ("cilum", Suggestion("Cilium", SuggestionKind.TOPIC)),
    ],
)
def test_a_talk_a_person_and_an_event_are_suggested_as_what_they_are(completer, typed, expected):
    assert completer.suggest(typed, 3)[0] == expected


def test_before_the_first_letter_topics_and_events_are_suggested(completer):
    found = completer.suggest("", 2)
    assert [suggestion.kind for suggestion in found] == 2 * [SuggestionKind.TOPIC] + 2 * [SuggestionKind.EVENT]
    assert completer.suggest("dra", 0) == ()
