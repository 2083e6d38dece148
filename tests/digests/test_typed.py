import dataclasses
import datetime as dt

import pytest

from bot.digests.typed import Action, Puzzle, find_timezones, known_timezone, read_topics, read_wish
from tests.digests.conftest import subscribed

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
    ],
)
def test_what_is_typed_changes_that_alone(typed, wanted):
    wish = read_wish(typed, BEFORE)
    assert (wish.action, wish.subscription) == (Action.SUBSCRIBE, wanted)


@pytest.mark.parametrize("typed", ["off", "preview", "now", "OFF"])
def test_a_word_alone_is_an_action(typed):
    assert read_wish(typed, BEFORE).action == typed.casefold()


def test_nothing_asks_for_the_settings():
    assert read_wish("", BEFORE).action is Action.SETTINGS


@pytest.mark.parametrize(
    ("typed", "puzzle"),
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
    ],
)
def test_what_is_not_understood_is_named(typed, puzzle):
    assert read_wish(typed, BEFORE) == Puzzle(puzzle)


def test_topics_are_few_and_short():
    topics = read_topics(",".join(f"{number} " + "x" * 200 for number in range(50)))
    assert (len(topics), max(map(len, topics))) == (10, 80)


def test_time_zones_are_found_by_any_part_of_their_name():
    assert find_timezones("amster", 5) == ("Europe/Amsterdam",)
    assert find_timezones("new york", 5) == ("America/New_York",)
    assert len(find_timezones("", 5)) == 5
    assert known_timezone("europe/BERLIN") == "Europe/Berlin"
    assert known_timezone("Moon") == ""
