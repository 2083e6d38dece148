"""A session of a KubeCon, as a calendar shows it."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CalendarSession:
    """Tell what, when and where; `id` is the same each time, so that an entry is updated or cancelled."""

    id: str
    title: str
    starts_at: dt.datetime
    room: str = ""
    speakers: str = ""
    url: str = ""
    is_cancelled: bool = False
