import datetime as dt

import pytest

from bot.digests.recurrence import due_digests_after, moment, next_due_digest, on_demand
from bot.model.channel import Channel, Subscription
from bot.model.due_digest import DigestKind
from bot.model.edition import Edition

CHANNEL = Channel("slack", "T1", "C1")
LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
EDITION = Edition(
    "kubecon-eu-2027",
    "KubeCon Europe 2027",
    "KubeCon EU 2027",
    "eu",
    "Barcelona",
    "Spain",
    starts_on=dt.date(2027, 3, 15),
    ends_on=dt.date(2027, 3, 18),
    dates_certain=True,
)


def wants(**what):
    return Subscription(CHANNEL, "U1", LONG_AGO, **what)


def utc(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def first(subscription, after, number, editions=()):
    dues = due_digests_after(subscription, editions, after)
    return [next(dues) for _ in range(number)]


@pytest.mark.parametrize(
    ("zone", "after", "before_change", "after_change"),
    [
        ("Europe/Amsterdam", "2026-03-22T12:00", "2026-03-23T08:00", "2026-03-30T07:00"),
        ("Europe/Amsterdam", "2026-10-18T12:00", "2026-10-19T07:00", "2026-10-26T08:00"),
        ("America/New_York", "2026-03-01T12:00", "2026-03-02T14:00", "2026-03-09T13:00"),
        ("America/New_York", "2026-10-25T20:00", "2026-10-26T13:00", "2026-11-02T14:00"),
        ("Australia/Sydney", "2026-09-27T00:00", "2026-09-27T23:00", "2026-10-04T22:00"),
        ("Australia/Sydney", "2026-03-28T00:00", "2026-03-29T22:00", "2026-04-05T23:00"),
    ],
)
def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change(zone, after, before_change, after_change):
    dues = first(wants(timezone=zone), utc(after), 2)
    assert [due.at for due in dues] == [utc(before_change), utc(after_change)]
    assert {due.at.astimezone(wants(timezone=zone).zone).hour for due in dues} == {9}


@pytest.mark.parametrize(
    ("zone", "sunday"),
    [
        ("Europe/Amsterdam", dt.date(2026, 10, 25)),
        ("America/New_York", dt.date(2026, 11, 1)),
        ("Europe/Amsterdam", dt.date(2026, 3, 29)),
        ("America/New_York", dt.date(2026, 3, 8)),
        ("Australia/Lord_Howe", dt.date(2026, 10, 4)),
        ("Australia/Lord_Howe", dt.date(2026, 4, 5)),
    ],
)
@pytest.mark.parametrize("at", [dt.time(1, 30), dt.time(2, 0), dt.time(2, 15), dt.time(2, 30)])
def test_an_hour_that_comes_twice_or_not_at_all_gives_one_digest(zone, sunday, at):
    subscription = wants(timezone=zone, weekday=6, at=at)
    start = dt.datetime.combine(sunday - dt.timedelta(days=2), dt.time(), dt.UTC)
    on_the_day = [due for due in first(subscription, start, 2) if due.at < start + dt.timedelta(days=4)]
    assert len(on_the_day) == 1


def test_the_hour_that_comes_twice_is_taken_the_first_time():
    subscription = wants(timezone="Europe/Amsterdam", weekday=6, at=dt.time(2, 30))
    assert moment(subscription, dt.date(2026, 10, 25)) == utc("2026-10-25T00:30")


def test_the_hour_that_is_left_out_is_taken_an_hour_later_on_the_clock():
    subscription = wants(timezone="Europe/Amsterdam", weekday=6, at=dt.time(2, 30))
    assert moment(subscription, dt.date(2026, 3, 29)).astimezone(subscription.zone).time() == dt.time(3, 30)


def test_a_countdown_comes_28_14_7_and_1_days_before_and_a_reading_list_on_the_monday_after():
    dues = first(wants(is_weekly=False), utc("2027-01-01T00:00"), 5, [EDITION])
    assert [(due.at.date(), due.kind, due.days) for due in dues] == [
        (dt.date(2027, 2, 15), DigestKind.COUNTDOWN, 28),
        (dt.date(2027, 3, 1), DigestKind.COUNTDOWN, 14),
        (dt.date(2027, 3, 8), DigestKind.COUNTDOWN, 7),
        (dt.date(2027, 3, 14), DigestKind.COUNTDOWN, 1),
        (dt.date(2027, 3, 22), DigestKind.READING, 4),
    ]


def test_a_countdown_takes_the_place_of_the_weekly_digest_of_its_day():
    dues = first(wants(), utc("2027-02-28T00:00"), 2, [EDITION])
    assert [due.kind for due in dues] == [DigestKind.COUNTDOWN, DigestKind.COUNTDOWN]


def test_a_channel_without_countdown_gets_its_weekly_digest_alone():
    assert next_due_digest(wants(has_countdown=False), [EDITION], utc("2027-02-28T00:00")).kind is DigestKind.WEEKLY


def test_dates_that_are_not_certain_are_not_counted_down_to():
    vague = Edition("kubecon-eu-2027", "", "", "eu", "", "", starts_on=dt.date(2027, 3, 15))
    assert next_due_digest(wants(is_weekly=False), [vague], utc("2027-01-01T00:00")) is None


def test_what_is_asked_for_on_a_day_without_a_digest_is_a_weekly_one():
    assert on_demand(wants(), [EDITION], utc("2027-01-06T00:00")).kind is DigestKind.WEEKLY
    assert on_demand(wants(), [EDITION], utc("2027-03-01T00:00")).kind is DigestKind.COUNTDOWN
