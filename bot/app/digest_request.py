"""Parse requests about digests, typed or made with a form."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.digests.parse_command import (
    DigestVerb,
    ParseFailure,
    digest_arguments,
    is_about_digests,
    parse_command,
    read_topics,
)
from bot.digests.timezones import known_timezone
from bot.model.answer_page import value_to_page
from bot.model.channel import Channel, Subscription
from bot.model.request import Request

NOBODYS = Subscription(Channel("", "", ""), "", dt.datetime.min.replace(tzinfo=dt.UTC))
_LOOKS = frozenset({DigestVerb.SETTINGS, DigestVerb.PREVIEW, DigestVerb.FOLLOW})


def words_about_digests(request: Request) -> str | None:
    """Return the words after "digest", None if the request is a lookup.

    A button may stand for a lookup that only begins with that word.
    """
    if not request.button:
        return digest_arguments(request.typed)
    words = value_to_page(request.button).words
    return digest_arguments(words) if is_about_digests(words) else None


def words_of(request: Request) -> str:
    """Return the words of a request, typed or of a button, in lower case with single spaces."""
    words = value_to_page(request.button).words if request.button else request.typed
    return " ".join(words.split()).casefold()


def changes_digests(words: str) -> bool:
    """Return whether the words after "digest" change a channel's settings, or post there."""
    command = parse_command(words, NOBODYS)
    return not isinstance(command, ParseFailure) and command.action not in _LOOKS


class FormAction(StrEnum):
    """Name the buttons of the form."""

    ON = "on"
    OFF = "off"
    PREVIEW = "preview"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class DigestForm:
    """The values of the digest form.

    `weekday` counts from Monday, None if none is chosen; `topics` have commas between them.
    """

    is_weekly: bool
    has_countdown: bool
    weekday: int | None
    at: str
    timezone: str
    topics: str

    def read_time(self) -> dt.time | None:
        """Return the time of day, None if it is invalid."""
        try:
            return dt.time.fromisoformat(self.at).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError:
            return None

    def read_timezone(self) -> str:
        """Return the time zone, "" if it is unknown."""
        return known_timezone(self.timezone.strip())

    def change(self, before: Subscription) -> Subscription:
        """Return the subscription with the values of the form; invalid values leave it unchanged."""
        return replace(
            before,
            is_weekly=self.is_weekly,
            has_countdown=self.has_countdown,
            weekday=before.weekday if self.weekday is None else self.weekday,
            at=self.read_time() or before.at,
            timezone=self.read_timezone() or before.timezone,
            topics=read_topics(self.topics),
        )
