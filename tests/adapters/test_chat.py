import asyncio
import datetime as dt

import pytest

from adapters.console.chat import converse
from bot.app.assistant import Assistant
from bot.app.digest_preview_service import DigestPreviewService
from bot.model.card import Card

TODAY = dt.date(2026, 11, 21)


async def preview(topics):
    return (Card(f"A digest on {', '.join(topics) or 'all'}"), Card("Its thread"))


def talk(engine, *lines):
    shown = []
    assistant = Assistant(engine, lambda: TODAY, DigestPreviewService(preview))
    converse(lambda request: asyncio.run(assistant.answer(request)), lines, shown.append)
    return shown[1:]


def first_line(card):
    return card.sections[0].items[0].text


def test_a_conversation_begins_with_what_can_be_typed():
    shown = []
    converse(None, [], shown.append)
    assert "more, takeaways, talks, projects, help or quit" in shown[0].subtitle


def test_a_line_is_looked_up(engine):
    (card,) = talk(engine, "otters")
    assert card.title == "otters"


def test_a_number_takes_the_step_beside_it(engine):
    first, second = talk(engine, "otters", "1")
    assert first.actions[0].label == "More takeaways (5)"
    assert first_line(second) == "“Otters sleep 13 hours.”"


def test_a_number_that_is_no_step_is_looked_up(engine):
    _, card = talk(engine, "otters", "17")
    assert first_line(card) == "“Otters sleep 17 hours.”"


def test_more_goes_on_until_that_is_all_there_is(engine):
    _, more, end = talk(engine, "otters", "more", "more")
    assert first_line(more) == "“Otters sleep 13 hours.”"
    assert end.title == "That is all there is"


def test_a_kind_shows_that_kind_alone(engine):
    _, card = talk(engine, "otters", "talks")
    assert [section.heading for section in card.sections] == ["Talks"]


def test_a_kind_typed_first_is_told_that_it_goes_on_from_an_answer(engine):
    (card,) = talk(engine, "talks")
    assert card.title == "“talks” continues an answer, but there is none here yet"


def test_a_kind_with_words_is_looked_up_at_once(engine):
    (card,) = talk(engine, "talks otters")
    assert [section.heading for section in card.sections] == ["Talks"]


def test_help_is_given_between_answers(engine):
    _, helped, more = talk(engine, "otters", "help", "more")
    assert helped.title == "Answers from KubeCon recaps"
    assert first_line(more) == "“Otters sleep 13 hours.”"


def test_blank_lines_are_passed_over_and_quit_ends(engine):
    assert len(talk(engine, "", "otters", "  ", "QUIT", "otters")) == 1


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("digest preview", ["A digest on all", "Its thread", "Nothing is posted in a terminal"]),
        ("digest weekly mon 9 pm topics dra, eBPF", ["A digest on dra, eBPF", "Its thread"]),
        ("digest preview topics dra", ["A digest on dra", "Its thread"]),
        ("digest", ["Nothing is posted in a terminal"]),
        ("digests off", ["Nothing is posted in a terminal"]),
        ("digest someday", ["“someday” is not a weekday, time, time zone or setting"]),
    ],
)
def test_a_digest_is_shown_and_told_where_it_can_be_had(engine, typed, titles):
    assert [card.title for card in talk(engine, typed)][: len(titles)] == titles


def test_the_preview_is_a_number_away(engine):
    assert [card.title for card in talk(engine, "digest", "1")][1:3] == ["A digest on all", "Its thread"]


def test_a_conversation_goes_on_after_a_digest(engine):
    *_, more = talk(engine, "otters", "digest", "more")
    assert first_line(more) == "“Otters sleep 13 hours.”"
