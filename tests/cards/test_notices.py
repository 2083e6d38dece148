import datetime as dt

import pytest

from bot.answers.corpus_statistics import CorpusStatistics
from bot.cards.card_to_text import card_to_text
from bot.cards.notices import (
    about_card,
    answer_lost_card,
    expired_card,
    help_card,
    internal_error_card,
    no_answer_yet_card,
    no_more_card,
)
from bot.model.answer_page import value_to_page
from bot.model.how_to_ask import HowToAsk

FIGURES = CorpusStatistics(2, 3, 5, 7, 11, 1, "A week of otters", "https://recaps.example/week", dt.date(2026, 4, 2))


def test_help_says_what_to_type_at_its_place():
    there = help_card(HowToAsk(lookup="/otter {}", command="/otter {}"))
    texts = [item.text for item in there.sections[0].items]
    assert texts[0].startswith("/otter dra — ")
    assert any(text.startswith("/otter next, events — ") for text in texts)
    assert help_card().sections[0].items[0].text.startswith("dra — ")


def test_help_offers_three_lookups_to_try():
    assert len({value_to_page(action.value).words for action in help_card().actions}) == 3


def test_about_tells_how_much_there_is_and_which_recap_is_the_newest():
    told = card_to_text(about_card(FIGURES))
    assert "2 recaps of 1 event: 3 talks, 5 takeaways" in told
    assert "A week of otters" in told
    assert "2 April 2026" in told


def test_about_an_empty_corpus_tells_how_to_add_a_recap():
    told = card_to_text(about_card(CorpusStatistics()))
    assert "0 recaps" in told
    assert "kubecon add" in told
    assert "KUBECON_RECAPS" in told
    assert "Newest recap" not in told


def test_a_fault_is_told_with_the_id_under_which_the_log_tells_more():
    assert "f00d" in card_to_text(internal_error_card("f00d"))


@pytest.mark.parametrize(
    "card",
    [
        help_card(),
        about_card(FIGURES),
        internal_error_card("f00d"),
        expired_card(),
        answer_lost_card(),
        no_more_card(),
        no_answer_yet_card("more"),
    ],
)
def test_every_notice_can_be_read_aloud(card):
    assert card.title
    assert card.alt_text
