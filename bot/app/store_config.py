"""Define where the bot stores what cannot be rebuilt."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class StoreConfig:
    """Where digests are stored: the database's URL, "" for a file in `home`; `timezone` is the default."""

    url: str
    home: Path
    timezone: str = "UTC"
