import pytest

from bot.index.entry_store import entries_to_lines
from bot.index.search_index import Scope, SearchIndex, Term, write_index
from bot.model.entry import EntryKind
from tests.fakes import takeaway, talk

ENTRIES = [
    talk("Otters in Production", ("Ola Otter", "Riverbank"), text="How otters scale."),
    takeaway("Beavers build dams with Karmada.", topics=("Karmada",), heading="Dams"),
    takeaway("Beavers are engineers.", event="kubecon-eu-2024", heading="Trades"),
    takeaway("Nobody knows when this was about beavers.", event="", heading="Lore"),
    takeaway("They rest at noon.", heading="Trades, continued"),
    takeaway("Herons watch.", heading="Trades, continued"),
]


@pytest.fixture
def index(tmp_path):
    write_index(entries_to_lines(ENTRIES), tmp_path)
    return SearchIndex(tmp_path)


def found(index, terms, scope=None):
    return [candidate.record.entry for candidate in index.candidates([terms], scope or Scope(), 10)]


def test_a_word_finds_the_entries_that_hold_it(index):
    assert set(found(index, [Term(("beaver",))])) == set(ENTRIES[1:4])


def test_a_word_in_the_title_weighs_more_than_one_below(index):
    assert found(index, [Term(("otter",))])[0].title == "Otters in Production"


def test_what_stands_nearby_under_the_same_heading_helps_to_find_a_statement(index):
    assert found(index, [Term(("heron",))]) == [ENTRIES[5], ENTRIES[4]]


def test_stems_in_a_row_are_found_as_a_phrase_only(index):
    assert found(index, [Term(("dam", "with"))]) == [ENTRIES[1]]
    assert found(index, [Term(("with", "dam"))]) == []


def test_a_topic_is_found_by_its_name(index):
    assert found(index, [Term((), topic="Karmada")]) == [ENTRIES[1]]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(EntryKind.TALK), []),
        (Scope(events=("kubecon-eu-2024",)), [ENTRIES[2]]),
        (Scope(events=("",)), [ENTRIES[3]]),
    ],
)
def test_a_scope_keeps_out_what_was_not_asked_for(index, scope, expected):
    assert found(index, [Term(("beaver",))], scope) == expected


def test_a_rare_word_is_more_telling_than_a_common_one(index):
    assert index.rarity(Term(("karmada",))) > index.rarity(Term(("beaver",)))


def test_no_concept_and_no_scope_find_nothing(index):
    assert index.candidates([], Scope(), 10) == []


def test_an_index_of_nothing_finds_nothing(tmp_path):
    write_index([], tmp_path)
    assert found(SearchIndex(tmp_path), [Term(("otter",))]) == []
