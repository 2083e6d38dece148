import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from bot.digests.parse_session_time import begins_at, time_in
from tests.digests.conftest import said

TEXT = "Security · 25 March 2026, 16:45 (Europe/Amsterdam)"


def test_a_session_is_told_on_the_clocks_of_the_channel():
    entry = said(TEXT)
    assert begins_at(entry) == dt.datetime(2026, 3, 25, 15, 45, tzinfo=dt.UTC)
    assert time_in(entry, ZoneInfo("Asia/Tokyo")) == "Thursday, 26 March, 00:45 (Asia/Tokyo)"


@pytest.mark.parametrize(
    "text", ["Hall 1 · 25 March 2026", "31 June 2026, 10:00 (UTC)", "1 May 2026, 10:00 (Moon/Sea)"]
)
def test_a_session_without_a_moment_has_no_time(text):
    assert begins_at(said(text)) is None
    assert time_in(said(text), ZoneInfo("UTC")) == ""
