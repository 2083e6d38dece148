"""Store whether weekly updates are on, and when the next one is due."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from bot.catalogue.updated_files import FOLDER
from bot.private_files import replace_file

WEEKLY = "weekly"
OFF = "off"
_FILE = "weekly.json"
_WEEK = dt.timedelta(days=7)
_AFTER_FAULT = dt.timedelta(days=1)
_SPREAD = 0.1  # of the time until the next update, so that not all bots come at once


class WeeklyUpdateState:
    """Report whether updates are on: by the setting, otherwise as chosen; they are off at first."""

    def __init__(self, home: Path, setting: str = "") -> None:
        self._path = home / FOLDER / _FILE
        self._setting = setting

    def is_on(self) -> bool:
        """Return whether somebody asked for updates each week."""
        return self._setting == WEEKLY or (not self._setting and self._read().get("is_on") is True)

    def may_be_changed(self) -> bool:
        """Return whether a press counts: the setting leaves it open."""
        return not self._setting

    def turn(self, *, on: bool) -> None:
        """Turn weekly updates on or off; raise RecapWriteError if that cannot be stored."""
        replace_file(self._path, json.dumps({"is_on": on}))

    def is_due(self, now: dt.datetime) -> bool:
        """Return whether an update is due; a moment too far ahead is a clock's that went wrong."""
        if not self.is_on():
            return False
        try:
            next_at = dt.datetime.fromisoformat(self._read()["next_at"])
            return not now < next_at <= now + _WEEK * (1 + _SPREAD)
        except (KeyError, TypeError, ValueError):
            return True

    def note_done(self, now: dt.datetime, chance: float, *, is_whole: bool) -> None:
        """Record an update: the next is in a week, tomorrow if a source failed; `chance` from 0 to 1 adds to it."""
        next_at = now + (_WEEK if is_whole else _AFTER_FAULT) * (1 + _SPREAD * chance)
        replace_file(self._path, json.dumps({**self._read(), "next_at": next_at.isoformat()}))

    def _read(self) -> dict[str, Any]:
        try:
            noted = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return noted if isinstance(noted, dict) else {}
