import datetime as dt

import pytest
import vobject

from bot.catalogue.events.calendar import days_to_go, next_edition, upcoming
from bot.catalogue.events.ics import edition_to_ics
from bot.errors import BotError
from bot.model.edition import Edition

STAMP = dt.datetime(2031, 1, 5, 8, 30, tzinfo=dt.UTC)


def edition(region, year, starts_on=None, ends_on=None, *, certain=True, **more):
    return Edition(
        f"kubecon-{region}-{year}",
        f"KubeCon {region} {year}",
        f"KubeCon {region} {year}",
        region,
        "Oslo",
        "Norway",
        starts_on=starts_on,
        ends_on=ends_on,
        dates_certain=certain and starts_on is not None,
        **more,
    )


SPRING = edition(
    "eu", 2031, dt.date(2031, 4, 1), dt.date(2031, 4, 4), venue="Fjord Hall; East, Wing", website="https://eu.example/"
)
SUMMER = edition("japan", 2031, dt.date(2031, 6, 16), dt.date(2031, 6, 17), certain=False)
AUTUMN = edition("na", 2031, dt.date(2031, 11, 10), dt.date(2031, 11, 13), schedule="https://schedule.example/")
SOME_DAY = edition("india", 2031)
LATER = edition("eu", 2032)
PAST = edition("eu", 2030, status="held")
ALL = (LATER, AUTUMN, SOME_DAY, PAST, SUMMER, SPRING)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (dt.date(2031, 1, 1), SPRING),
        (dt.date(2031, 4, 1), SPRING),
        (dt.date(2031, 4, 4), SPRING),
        (dt.date(2031, 4, 5), AUTUMN),
        (dt.date(2031, 6, 16), AUTUMN),
        (dt.date(2031, 11, 14), None),
    ],
)
def test_the_next_kubecon_is_the_one_that_is_on_or_comes_with_certain_dates(today, expected):
    assert next_edition(ALL, today) == expected


def test_an_edition_of_the_past_was_next_on_a_day_before_it():
    held = edition("na", 2029, dt.date(2029, 11, 5), dt.date(2029, 11, 8), status="held")
    assert next_edition([held], dt.date(2029, 11, 1)) == held


def test_those_to_come_stand_soonest_first_and_without_a_day_at_the_end_of_their_year():
    assert upcoming(ALL, dt.date(2031, 1, 1)) == (SPRING, SUMMER, AUTUMN, SOME_DAY, LATER)


def test_what_is_over_is_not_to_come():
    assert upcoming(ALL, dt.date(2031, 12, 1)) == (SOME_DAY, LATER)


@pytest.mark.parametrize(
    ("one", "today", "days"),
    [
        (SPRING, dt.date(2031, 3, 1), 31),
        (SPRING, dt.date(2031, 4, 1), 0),
        (SPRING, dt.date(2031, 4, 4), 0),
        (SPRING, dt.date(2031, 4, 5), None),
        (SUMMER, dt.date(2031, 3, 1), None),
        (SOME_DAY, dt.date(2031, 3, 1), None),
    ],
)
def test_days_are_counted_to_certain_dates_alone(one, today, days):
    assert days_to_go(one, today) == days


def test_another_calendar_program_reads_the_same_days_and_place():
    event = vobject.readOne(edition_to_ics(SPRING, STAMP).decode()).vevent
    assert event.summary.value == "KubeCon eu 2031"
    assert event.dtstart.value == dt.date(2031, 4, 1)
    assert event.dtend.value == dt.date(2031, 4, 5)  # the first day after it
    assert event.location.value == "Fjord Hall; East, Wing, Oslo, Norway"
    assert event.url.value == "https://eu.example/"
    assert event.dtstamp.value == STAMP


def test_the_schedule_is_told_of():
    assert (
        vobject.readOne(edition_to_ics(AUTUMN, STAMP).decode()).vevent.description.value == "https://schedule.example/"
    )


def test_an_edition_keeps_its_uid_so_that_a_calendar_updates_it():
    later = dt.datetime(2031, 2, 1, tzinfo=dt.UTC)
    uids = {vobject.readOne(edition_to_ics(SPRING, stamp).decode()).vevent.uid.value for stamp in (STAMP, later)}
    assert uids == {"kubecon-eu-2031@kubecon-recap-bot"}


def test_an_edition_of_one_day_ends_on_the_next():
    one_day = edition("india", 2031, dt.date(2031, 12, 11))
    assert vobject.readOne(edition_to_ics(one_day, STAMP).decode()).vevent.dtend.value == dt.date(2031, 12, 12)


@pytest.mark.parametrize("one", [SUMMER, SOME_DAY])
def test_dates_that_are_not_certain_are_put_in_no_calendar(one):
    with pytest.raises(BotError, match="its dates are not certain yet; look again once they are announced"):
        edition_to_ics(one, STAMP)
