import datetime as dt
from dataclasses import replace

import pytest

from bot.cards.card_to_text import card_to_text
from bot.cards.upcoming_edition_cards import events_card, next_card
from bot.model.answer_page import AnswerPage, value_to_page
from bot.model.card import SourceLink
from bot.model.edition import Edition

TODAY = dt.date(2031, 1, 20)
SPRING = Edition(
    "kubecon-eu-2031",
    "KubeCon + CloudNativeCon Europe 2031",
    "KubeCon EU 2031",
    "eu",
    "Oslo",
    "Norway",
    venue="Fjord Hall",
    starts_on=dt.date(2031, 4, 1),
    ends_on=dt.date(2031, 4, 4),
    dates_certain=True,
    website="https://eu.example/",
    schedule="https://schedule.example/",
    source="https://www.news.example/2031/oslo",
)
AUTUMN = replace(SPRING, id="kubecon-na-2031", short_name="KubeCon NA 2031", city="Reno", country="United States")
NO_DAYS = replace(AUTUMN, starts_on=None, ends_on=None, dates_certain=False, source="a public file")
PERHAPS = replace(SPRING, id="kubecon-japan-2031", short_name="KubeCon Japan 2031", dates_certain=False)


def days(starts_on, ends_on):
    card = next_card(replace(SPRING, starts_on=starts_on, ends_on=ends_on), TODAY)
    return card.sections[0].items[0].text.removesuffix(", Fjord Hall, Oslo, Norway")


def test_the_next_kubecon_is_shown_with_place_days_and_pages():
    card = next_card(SPRING, TODAY)
    (item,) = card.sections[0].items
    assert (card.title, card.subtitle) == ("KubeCon + CloudNativeCon Europe 2031", "in 71 days")
    assert item.text == "1–4 April 2031, Fjord Hall, Oslo, Norway"
    assert item.source == SourceLink("news.example", "https://www.news.example/2031/oslo")
    assert item.links == (
        SourceLink("site", "https://eu.example/"),
        SourceLink("schedule", "https://schedule.example/"),
    )
    assert card.alt_text == (
        "KubeCon + CloudNativeCon Europe 2031 is in 71 days: 1–4 April 2031, Fjord Hall, Oslo, Norway"
    )


def test_what_is_known_of_it_is_one_step_away():
    (action,) = next_card(SPRING, TODAY).actions
    assert action.label == "What is known of KubeCon EU 2031"
    assert value_to_page(action.value) == AnswerPage("event:kubecon-eu-2031")


@pytest.mark.parametrize(
    ("today", "countdown"),
    [
        (dt.date(2031, 3, 30), "in 2 days"),
        (dt.date(2031, 3, 31), "tomorrow"),
        (dt.date(2031, 4, 1), "on now, day 1 of 4"),
        (dt.date(2031, 4, 4), "on now, day 4 of 4"),
    ],
)
def test_the_days_to_go_are_put_in_words(today, countdown):
    assert next_card(SPRING, today).subtitle == countdown


def test_days_are_named_in_the_fewest_words():
    assert days(dt.date(2031, 4, 1), dt.date(2031, 4, 4)) == "1–4 April 2031"
    assert days(dt.date(2031, 4, 1), dt.date(2031, 4, 1)) == "1 April 2031"
    assert days(dt.date(2031, 4, 1), None) == "1 April 2031"
    assert days(dt.date(2031, 3, 30), dt.date(2031, 4, 2)) == "30 March – 2 April 2031"
    assert days(dt.date(2031, 12, 30), dt.date(2032, 1, 2)) == "30 December 2031 – 2 January 2032"


def test_dates_that_are_not_certain_are_not_counted_down_to():
    card = next_card(PERHAPS, TODAY)
    assert card.subtitle == "dates not certain yet"
    assert card.sections[0].items[0].text.startswith("perhaps 1–4 April 2031, ")


def test_where_no_dates_are_known_it_says_so():
    card = next_card(None, TODAY)
    assert card.title == "No KubeCon to come is known"
    assert card.actions == ()


def test_uncertain_dates_stand_apart_and_are_not_counted_down_to():
    card = events_card([NO_DAYS, PERHAPS, SPRING], TODAY)
    certain, uncertain = card.sections
    assert (certain.heading, uncertain.heading) == ("Dates are set", "Dates are not certain yet")
    assert [(item.badge, item.text) for item in certain.items] == [
        ("in 71 days", "KubeCon EU 2031: 1–4 April 2031, Oslo, Norway")
    ]
    assert [(item.badge, item.text) for item in uncertain.items] == [
        ("", "KubeCon Japan 2031: perhaps 1–4 April 2031, Oslo, Norway"),
        ("", "KubeCon NA 2031: days not announced, Reno, United States"),
    ]
    assert uncertain.items[1].source == SourceLink("a public file")


def test_events_without_uncertain_dates_have_one_section():
    card = events_card([SPRING], TODAY)
    assert [section.heading for section in card.sections] == ["Dates are set"]
    assert (card.subtitle, card.alt_text) == ("1 event", "KubeCons to come: KubeCon EU 2031")


def test_events_offer_what_is_known_of_the_next_one():
    assert [action.label for action in events_card([SPRING, NO_DAYS], TODAY).actions] == [
        "What is known of KubeCon EU 2031"
    ]
    assert events_card([NO_DAYS], TODAY).actions == ()


def test_when_all_are_over_it_says_so():
    assert events_card([SPRING], dt.date(2032, 1, 1)).title == "No KubeCon to come is known"


def test_a_source_that_is_not_told_is_the_bot_s_own_list():
    (item,) = next_card(replace(SPRING, source="", website="", schedule=""), TODAY).sections[0].items
    assert item.source == SourceLink("the bot's own list of events")
    assert item.links == ()


def test_the_card_reads_well_as_plain_text():
    assert card_to_text(next_card(SPRING, TODAY)) == (
        "KubeCon + CloudNativeCon Europe 2031 · in 71 days\n"
        "\n"
        "When and where\n"
        "  • 1–4 April 2031, Fjord Hall, Oslo, Norway\n"
        "    news.example · site · schedule\n"
        "    https://www.news.example/2031/oslo\n"
        "    https://eu.example/\n"
        "    https://schedule.example/\n"
        "\n"
        "[What is known of KubeCon EU 2031]"
    )
