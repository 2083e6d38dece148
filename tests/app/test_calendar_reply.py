import datetime as dt

import icalendar
import pytest

from bot.app.build_reply import reply
from bot.cards.calendar_card import calendar_card
from bot.model.calendar_session import CalendarSession
from bot.model.edition import Edition
from tests.engine_fixture import open_small_engine

TODAY = dt.date(2026, 11, 30)
EU = Edition("kubecon-eu-2027", "KubeCon EU 2027", "KubeCon EU 2027", "eu", "Barcelona", "Spain")


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return open_small_engine(tmp_path_factory.mktemp("index"))


def test_calendar_gives_a_file_with_the_next_kubecon(engine):
    said = reply(engine, "calendar dra, Security", None, TODAY)
    assert (said.file.name, said.file.topics) == ("kubecon-eu-2027.ics", "dra, Security")
    [event] = icalendar.Calendar.from_ical(said.file.content).walk("VEVENT")
    assert event.decoded("dtstart") == dt.date(2027, 3, 15)
    assert "no session on dra, Security is known yet" in said.card.subtitle


def test_where_no_kubecon_has_certain_dates_there_is_no_file(engine):
    assert reply(engine, "calendar", None, dt.date(2040, 1, 1)).file is None


def test_the_card_lists_a_few_sessions_and_says_how_many_more_are_in_the_file():
    at = dt.datetime(2027, 3, 16, 9, tzinfo=dt.UTC)
    sessions = [
        CalendarSession(str(number), f"Otters {number}", at, "Hall 3", "Ola Otter", is_cancelled=not number)
        for number in range(10)
    ]
    card = calendar_card(EU, ("otters",), sessions)
    assert "9 sessions on otters" in card.subtitle
    assert card.footer == "and 2 more in the file"
    assert [item.badge for item in card.sections[0].items[:2]] == [
        "Tuesday, 16 March, 09:00 · Hall 3 · cancelled",
        "Tuesday, 16 March, 09:00 · Hall 3",
    ]
    assert card.sections[0].items[1].text == "Otters 1 — Ola Otter"
