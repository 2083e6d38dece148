"""Define a session of a KubeCon in a calendar."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CalendarSession:
    """A session with its time and place; `id` stays the same, so that a calendar can update or cancel it."""

    id: str
    title: str
    starts_at: dt.datetime
    room: str = ""
    speakers: str = ""
    url: str = ""
    is_cancelled: bool = False
