import datetime as dt

import pytest

from bot.errors import RecapWriteError
from bot.updates.weekly_update_state import WeeklyUpdateState

NOW = dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)
WEEK = dt.timedelta(days=7)


def test_nothing_is_due_before_somebody_asks(tmp_path):
    weekly = WeeklyUpdateState(tmp_path)
    assert (weekly.is_on(), weekly.is_due(NOW)) == (False, False)
    weekly.turn(on=True)
    assert WeeklyUpdateState(tmp_path).is_due(NOW)
    weekly.turn(on=False)
    assert not weekly.is_due(NOW)


def test_the_setting_counts_before_what_was_pressed(tmp_path):
    WeeklyUpdateState(tmp_path).turn(on=True)
    assert not WeeklyUpdateState(tmp_path, "off").is_on()
    assert WeeklyUpdateState(tmp_path / "other", "weekly").is_on()
    assert not WeeklyUpdateState(tmp_path, "weekly").may_be_changed()


@pytest.mark.parametrize(("is_whole", "wait"), [(True, WEEK), (False, dt.timedelta(days=1))])
def test_the_next_update_is_in_a_week_or_tomorrow_after_a_fault(tmp_path, is_whole, wait):
    weekly = WeeklyUpdateState(tmp_path, "weekly")
    weekly.note_done(NOW, 0.5, is_whole=is_whole)
    assert not weekly.is_due(NOW + wait)
    assert weekly.is_due(NOW + wait * 1.05)


def test_a_clock_that_went_wrong_does_not_keep_updates_off(tmp_path):
    weekly = WeeklyUpdateState(tmp_path, "weekly")
    weekly.note_done(NOW + WEEK * 60, 0.0, is_whole=True)
    assert weekly.is_due(NOW)


@pytest.mark.parametrize("text", ["{torn", "[]", '{"next_at": 7}', '{"next_at": "soon"}'])
def test_damaged_notes_count_as_none(tmp_path, text):
    (tmp_path / "updates").mkdir()
    (tmp_path / "updates" / "weekly.json").write_text(text)
    assert WeeklyUpdateState(tmp_path, "weekly").is_due(NOW)
    assert not WeeklyUpdateState(tmp_path).is_on()


def test_a_press_that_cannot_be_kept_is_told(tmp_path):
    (tmp_path / "updates").write_text("in the way")
    with pytest.raises(RecapWriteError, match=r"weekly\.json: cannot be written .*; set KUBECON_HOME"):
        WeeklyUpdateState(tmp_path).turn(on=True)
