"""A form in which digests are set, as a person filled it in."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.digests.parse_command import read_topics
from bot.digests.timezones import known_timezone
from bot.model.channel import Subscription


class FormAction(StrEnum):
    """Name the buttons of the form."""

    ON = "on"
    OFF = "off"
    PREVIEW = "preview"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class DigestForm:
    """The fields; `weekday` counts from Monday, None if none is chosen, and `topics` have commas between them."""

    is_weekly: bool
    has_countdown: bool
    weekday: int | None
    at: str
    timezone: str
    topics: str

    def read_time(self) -> dt.time | None:
        """Return the time of day, None if it is none."""
        try:
            return dt.time.fromisoformat(self.at).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError:
            return None

    def read_timezone(self) -> str:
        """Return the time zone, "" if it is none."""
        return known_timezone(self.timezone.strip())

    def change(self, before: Subscription) -> Subscription:
        """Return the subscription as the form says; a field that cannot be read leaves it as it was."""
        return replace(
            before,
            is_weekly=self.is_weekly,
            has_countdown=self.has_countdown,
            weekday=before.weekday if self.weekday is None else self.weekday,
            at=self.read_time() or before.at,
            timezone=self.read_timezone() or before.timezone,
            topics=read_topics(self.topics),
        )
