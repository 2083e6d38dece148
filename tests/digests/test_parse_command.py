import dataclasses
import datetime as dt
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.parse_command import (
    DigestCommand,
    DigestVerb,
    ParseFailure,
    digest_arguments,
    format_command,
    is_about_digests,
    parse_command,
    read_topics,
)
from tests.digests.conftest import subscribed

ZONES = sorted(available_timezones())
BEFORE = subscribed("dra", timezone="Europe/Amsterdam")


def changed(**what):
    return dataclasses.replace(BEFORE, **what)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("weekly mon 09:00 Europe/Amsterdam topics dra, security", changed(topics=("dra", "security"))),
        ("weekly on Fridays at 17.30", changed(weekday=4, at=dt.time(17, 30))),
        ("WED 8:15 asia/tokyo", changed(weekday=2, at=dt.time(8, 15), timezone="Asia/Tokyo")),
        ("topics any", changed(topics=())),
        ("about Gateway  API, gateway api; cilium", changed(topics=("Gateway API", "cilium"))),
        ("countdown off", changed(has_countdown=False)),
        ("weekly thu countdown off topics dra", changed(weekday=3, has_countdown=False)),
        ("on", BEFORE),
        ("start", BEFORE),
        ("monday 9am", changed(weekday=0, at=dt.time(9))),
        ("fri 9", changed(weekday=4, at=dt.time(9))),
        ("at 7", changed(at=dt.time(7))),
        ("on tuesdays at 9 pm new york", changed(weekday=1, at=dt.time(21), timezone="America/New_York")),
        ("9 am. weds, (são paulo)", changed(weekday=2, at=dt.time(9), timezone="America/Sao_Paulo")),
        ("12am cet", changed(at=dt.time(0), timezone="CET")),
        ("12.30 P.M.", changed(at=dt.time(12, 30))),
        ("weekly off", changed(is_weekly=False)),
        ("weekly on countdown off", changed(has_countdown=False)),
    ],
)
def test_what_is_typed_changes_that_alone(typed, wanted):
    command = parse_command(typed, BEFORE)
    assert (command.action, command.subscription) == (DigestVerb.SUBSCRIBE, wanted)


@pytest.mark.parametrize("typed", ["off", "preview", "now", "OFF"])
def test_a_word_alone_is_an_action(typed):
    assert parse_command(typed, BEFORE).action == typed.casefold()


def test_nothing_asks_for_the_settings():
    assert parse_command("", BEFORE).action is DigestVerb.SETTINGS


@pytest.mark.parametrize(
    ("typed", "failure"),
    [
        ("weekly someday", "someday"),
        ("25:00", "25:00"),
        ("09:61", "09:61"),
        ("t 09:00", "t"),
        ("countdown", "countdown"),
        ("off tomorrow", "off"),
        ("Mars/Base", "Mars/Base"),
        ("<!channel>", "<!channel>"),
        ("s", "s"),
        ("9", "9"),
        ("every 2 mondays", "2"),
        ("13pm", "13pm"),
        ("0 am", "0"),
        ("at 25", "25"),
        ("topics", "topics"),
        ("at the", "at the"),
        ("mon 9:00 dra", "dra"),
        ("west", "west"),
        ("dra topics cilium", "dra"),
        ("preview dra", "dra"),
    ],
)
def test_what_is_not_understood_is_named(typed, failure):
    assert parse_command(typed, BEFORE) == ParseFailure(failure)


def test_topics_are_few_and_short():
    topics = read_topics(",".join(f"{number} " + "x" * 200 for number in range(50)))
    assert (len(topics), max(map(len, topics))) == (10, 80)


def test_what_follows_the_word_that_was_not_understood_is_kept():
    failure = parse_command("mon 9:00 gateway api", BEFORE)
    assert (failure.before, failure.rest) == ("mon 9:00", "gateway api")


def test_neither_weekly_nor_ahead_of_a_kubecon_is_off():
    assert parse_command("weekly off countdown off", BEFORE).action is DigestVerb.OFF


def test_a_weekday_asks_for_a_weekly_thread():
    assert parse_command("fri", changed(is_weekly=False)).subscription == changed(weekday=4)


def test_a_preview_may_be_of_something_else_than_what_is_set():
    assert parse_command("preview fri topics cilium", BEFORE) == DigestCommand(
        DigestVerb.PREVIEW, changed(weekday=4, topics=("cilium",))
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [("digest", ""), ("Digests  now ", "now"), ("digestion", None), ("the digest", None), ("", None)],
)
def test_a_line_is_about_digests_where_that_is_its_first_word(typed, words):
    assert digest_arguments(typed) == words


@pytest.mark.parametrize(
    ("typed", "is_about"),
    [("digest", True), ("digest weekly mon 9:00", True), ("image digests", False), ("digest pinning", False)],
)
def test_a_lookup_that_begins_like_a_wish_is_still_a_lookup(typed, is_about):
    assert is_about_digests(typed) is is_about


@given(
    st.builds(
        changed,
        weekday=st.integers(0, 6),
        at=st.builds(dt.time, st.integers(0, 23), st.integers(0, 59)),
        timezone=st.integers(0, len(ZONES) - 1).map(ZONES.__getitem__),
        topics=st.sampled_from([(), ("dra",), ("Gateway API", "weekly off")]),
        is_weekly=st.booleans(),
        has_countdown=st.booleans(),
    )
)
def test_a_subscription_is_written_in_words_that_lead_to_it(wanted):
    assert parse_command(format_command(wanted), BEFORE).subscription == wanted


@given(st.text())
def test_whatever_is_typed_is_a_wish_or_a_puzzle(typed):
    assert isinstance(parse_command(typed, BEFORE), DigestCommand | ParseFailure)
