import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.answer_page import AnswerPage, lookup_to_page, page_to_lookup, page_to_value, value_to_page
from bot.model.entry import EntryKind
from bot.model.lookup import Lookup

pages = st.builds(AnswerPage, st.text(), st.sampled_from([None, *EntryKind]), st.integers(0, 999))


@given(pages)
def test_a_page_survives_being_carried_by_a_button(page):
    assert value_to_page(page_to_value(page)) == page


@given(st.text())
def test_any_value_a_button_brings_back_is_some_page(value):
    assert isinstance(value_to_page(value), AnswerPage)


@pytest.mark.parametrize("value", ["dra", "talk dra", "talk 1000 dra", "novel 3 dra", "talk -1 dra", "talk ³ dra"])
def test_a_value_no_button_wrote_is_looked_up_as_words(value):
    assert value_to_page(value) == AnswerPage(value)


def test_filters_are_carried_on_as_a_person_would_type_them():
    lookup = Lookup("gpu  sharing", EntryKind.TALK, event="eu-2025", speaker='Ana "Bo" Lee', company="Acme")
    words = 'gpu sharing event:"eu-2025" by:"Ana  Bo  Lee" from:"Acme"'
    assert lookup_to_page(lookup) == AnswerPage(words, EntryKind.TALK)


def test_a_later_page_asks_for_all_matches_up_to_its_end():
    assert page_to_lookup(AnswerPage("dra", EntryKind.TALK, 16)) == Lookup("dra", EntryKind.TALK, limit=24)


def test_the_overview_asks_for_enough_that_one_kind_does_not_crowd_out_the_others():
    assert page_to_lookup(AnswerPage("dra")).limit >= 30
