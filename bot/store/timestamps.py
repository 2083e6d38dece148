"""Convert times to whole seconds since the epoch and back."""

import datetime as dt
from typing import overload


@overload
def to_epoch(moment: dt.datetime) -> int: ...
@overload
def to_epoch(moment: None) -> None: ...
def to_epoch(moment: dt.datetime | None) -> int | None:
    """Return a moment as seconds of the epoch."""
    return int(moment.timestamp()) if moment else None


@overload
def from_epoch(seconds: int) -> dt.datetime: ...
@overload
def from_epoch(seconds: None) -> None: ...
def from_epoch(seconds: int | None) -> dt.datetime | None:
    """Return the moment of so many seconds of the epoch, in UTC."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC) if seconds is not None else None
