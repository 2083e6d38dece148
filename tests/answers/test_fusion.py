from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.answers.expand_terms import Concept
from bot.answers.fusion import BY_MEANING, Fusion, least_likeness, read_weights
from bot.answers.look_up import Answerer
from bot.answers.parse_lookup import ParsedLookup
from bot.answers.query_words import load_query_words
from bot.index.entry_store import entries_to_lines
from bot.index.search_index import SearchIndex, Term, write_index
from bot.model.entry import EntryKind
from bot.model.lookup import Lookup
from tests.fakes import takeaway, talk

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
CORRIDOR = takeaway("The corridor conversations were worth the trip.", recap="na2025-lodge")
OTHERS = [takeaway(f"Burrow {number} was dry in spring.", recap="na2025-pond") for number in range(8)]


class Alike:
    """Stand for what texts mean: an entry that holds a word of these is alike to every lookup."""

    def __init__(self, index, *words):
        said = [f"{entry.title} {entry.text}" for entry in index.entries()]
        self._likeness = np.array([0.8 if any(word in text for word in words) else 0.05 for text in said])

    def similarities(self, _words):
        return self._likeness


@pytest.fixture
def find(catalogue, tmp_path):
    """Return a function that looks something up among entries, some of which mean what is asked."""

    def look_up(typed, *entries, alike, **filters):
        write_index(entries_to_lines([*entries, *OTHERS]), tmp_path)
        index = SearchIndex(tmp_path)
        fusion = Fusion(index, Alike(index, *alike), read_weights(CORPUS / "meaning" / "weights.toml"))
        return Answerer(catalogue, load_query_words(CORPUS), index, fusion).look_up(Lookup(typed, **filters)).matches

    return look_up


def test_a_sentence_finds_what_means_the_same_and_says_that_it_was_found_so(find):
    (match, *_) = find("were hallway chats as good as sessions", CORRIDOR, alike=["corridor"])
    assert match.entry.text == CORRIDOR.text
    assert BY_MEANING in match.why


def test_a_name_is_settled_by_words(find):
    assert find("chitchat", CORRIDOR, alike=["corridor"]) == ()


def test_what_words_say_in_full_is_not_reconsidered(find):
    (match, *_) = find("was burrow 3 dry in spring", CORRIDOR, alike=["corridor"])
    assert match.entry.text == OTHERS[3].text
    assert BY_MEANING not in match.why


def test_what_neither_words_nor_meaning_find_stays_unanswered(find):
    assert find("how do i renew a driving licence", CORRIDOR, alike=["nothing"]) == ()


def parsed(*known, unknown=(), is_sentence=True):
    said = [Concept(word, (Term((word,), 1.0, ""),), 1.0) for word in known]
    return ParsedLookup(Lookup(""), (), (*said, *(Concept(word, (), 1.0) for word in unknown)), is_sentence=is_sentence)


def test_words_that_nobody_wrote_ask_for_entries_that_are_more_alike():
    everything = parsed("chats", "trip", "spring")
    assert least_likeness(parsed("chats", "trip", unknown=["zanzibar"]), 500) > least_likeness(everything, 500)


def test_names_without_a_sentence_ask_for_entries_that_are_more_alike():
    names = parsed("chats", "trip", "spring", is_sentence=False)
    assert least_likeness(names, 500) > least_likeness(parsed("chats", "trip", "spring"), 500)


def test_among_more_entries_one_has_to_be_more_alike():
    everything = parsed("chats", "trip", "spring")
    assert least_likeness(everything, 10_000) > 1.2 * least_likeness(everything, 500)


def test_meaning_looks_inside_the_asked_edition_alone(find):
    elsewhere = replace(CORRIDOR, event="kubecon-eu-2024")
    assert find("were hallway chats as good as sessions", elsewhere, alike=["corridor"], event="na-2025") == ()


def test_meaning_looks_for_the_asked_kind_alone(find):
    given = talk("Corridor Conversations", ("Ola Otter", "Riverbank"), recap="na2025-weir")
    matches = find("were hallway chats any good", CORRIDOR, given, alike=["orridor"], kind=EntryKind.TALK)
    assert [match.entry.title for match in matches] == [given.title]
