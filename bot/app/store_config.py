"""Define where the bot stores what cannot be rebuilt."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class StoreConfig:
    """Where digests are stored: the database's URL, "" for a file in `home`; `timezone` is the default.

    `secret_keys` encrypt stored tokens.
    """

    url: str
    home: Path
    timezone: str = "UTC"
    secret_keys: tuple[str, ...] = field(default=(), repr=False)
