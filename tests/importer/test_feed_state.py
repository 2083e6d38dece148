import datetime as dt

import pytest

from bot.errors import BotError
from bot.importer.feed_state import FeedState
from bot.importer.feed_store import FeedStore
from bot.importer.http_response import UNKNOWN, Validators
from bot.importer.parse_feed import FeedPost
from bot.recaps.front_matter.metadata import Metadata

NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
URL = "https://blog.example/feed.xml"


def post(number):
    return FeedPost(f"https://blog.example/{number}", Metadata(), is_wanted=True)


def test_a_new_feed_is_due_at_once():
    assert FeedState(URL).is_due(NOW)


def test_a_feed_is_read_every_hour_and_a_little_later_by_chance():
    early, late = (FeedState(URL).having_read(NOW, UNKNOWN, 0, chance) for chance in (0, 1))
    assert (early.next_at, late.next_at) == (NOW + HOUR, NOW + HOUR * 1.1)
    assert not early.is_due(NOW + HOUR * 0.9)
    assert early.is_due(NOW + HOUR)


def test_a_feed_that_fails_is_read_less_and_less_often_down_to_once_a_day():
    waits, state = [], FeedState(URL)
    for _ in range(8):
        state = state.having_failed(NOW, "broken", 0, 0)
        waits.append((state.next_at - NOW) / HOUR)
    assert waits == [1, 2, 4, 8, 16, 24, 24, 24]


def test_a_reading_that_goes_well_ends_the_waiting():
    state = FeedState(URL).having_failed(NOW, "broken", 0, 0).having_read(NOW, Validators("x"), 0, 0)
    assert (state.failures, state.fault, state.version) == (0, "", Validators("x"))


@pytest.mark.parametrize(("told_hours", "waits_hours"), [(0.1, 1), (5, 5), (1e6, 168)])
def test_a_site_is_left_alone_as_long_as_it_says_but_no_longer_than_a_week(told_hours, waits_hours):
    for state in (
        FeedState(URL).having_failed(NOW, "busy", told_hours * 3600, 0),
        FeedState(URL).having_read(NOW, UNKNOWN, told_hours * 3600, 0),
    ):
        assert (state.next_at - NOW) / HOUR == waits_hours


def test_a_moment_that_a_clock_gone_wrong_set_is_not_waited_for():
    assert FeedState(URL, next_at=NOW + dt.timedelta(days=400)).is_due(NOW)


def test_a_post_is_new_once():
    state = FeedState(URL).having_seen([post(1)])
    assert state.new_among([post(1), post(2)]) == [post(2)]


def test_a_post_that_cannot_be_had_is_tried_three_times():
    state = FeedState(URL)
    for _ in range(2):
        state = state.having_failed_with(post(1))
        assert state.new_among([post(1)]) == [post(1)]
    state = state.having_failed_with(post(1))
    assert state.new_among([post(1)]) == []
    assert state.tried == {}


def test_notes_are_found_again(tmp_path):
    store = FeedStore(tmp_path / "feeds")
    state = FeedState(URL, is_added=True).having_seen([post(1)]).having_failed_with(post(2))
    store.note(state.having_read(NOW, Validators("a", "b"), 0, 0))
    assert FeedStore(tmp_path / "feeds").look_up(URL) == state.having_read(NOW, Validators("a", "b"), 0, 0)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"url": 5}', '{"url": "x", "seen": 1}', "\x00"])
def test_damaged_notes_are_begun_anew(tmp_path, text):
    store = FeedStore(tmp_path)
    store.note(FeedState(URL, is_added=True))
    (path,) = tmp_path.glob("*.json")
    path.write_text(text)
    assert store.look_up(URL) == FeedState(URL)
    assert store.added() == []


def test_a_feed_that_was_added_can_be_forgotten(tmp_path):
    store = FeedStore(tmp_path)
    store.note(FeedState(URL, is_added=True))
    store.note(FeedState(URL + "2"))
    assert store.added() == [URL]
    store.forget(URL)
    assert store.added() == []


def test_a_feed_that_was_never_added_cannot_be_forgotten(tmp_path):
    with pytest.raises(BotError, match=r"feed.xml: no such feed was added; kubecon feeds lists them"):
        FeedStore(tmp_path).forget(URL)


def test_one_process_at_a_time_reads_a_feed(tmp_path):
    store = FeedStore(tmp_path)
    with store.holding(URL) as first, FeedStore(tmp_path).holding(URL) as second, store.holding(URL + "2") as other:
        assert (first, second, other) == (True, False, True)
    with store.holding(URL) as again:
        assert again


def test_notes_that_cannot_be_written_are_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(
        BotError, match=r"cannot be written .*; set KUBECON_HOME to a folder that can be written and has"
    ):
        FeedStore(tmp_path / "file").note(FeedState(URL))
