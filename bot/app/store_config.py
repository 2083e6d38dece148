"""Where the bot keeps what cannot be rebuilt."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class StoreConfig:
    """Where digests are kept: the database's address, "" for a file in `home`; `timezone` is the usual one."""

    url: str
    home: Path
    timezone: str = "UTC"
