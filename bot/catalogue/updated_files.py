"""Find the newest of what the bot knows beforehand: files that were renewed since they were shipped."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import file_digest
from pathlib import Path
from typing import Any

FOLDER = "updates"  # below the folder that KUBECON_HOME names
STATE = "renewed.json"


@dataclass(frozen=True)  # without slots: what was renewed is read when first needed, and kept
class UpdatedFiles:
    """Find files of a corpus, or what they were renewed to in `folder`; without a folder, all are as shipped.

    A updated file counts while it is whole and the one that it was made from is the one shipped now.
    """

    corpus: Path
    folder: Path | None = None

    @classmethod
    def of_home(cls, corpus: Path, home: Path) -> "UpdatedFiles":
        """Find what was renewed below a KUBECON_HOME."""
        return cls(corpus, home / FOLDER)

    def path(self, name: str) -> Path:
        """Return where the newest version of a file is, by its path in the corpus."""
        renewed = self._renewed.get(name)
        return renewed.path if renewed else self.corpus / name

    def names(self, below: str) -> Iterator[str]:
        """Yield the files below a folder of the corpus, renewed ones among them."""
        shipped = {f"{below}/{path.name}" for path in (self.corpus / below).glob("*.yaml")}
        yield from sorted(shipped | {name for name in self._renewed if name.startswith(f"{below}/")})

    def as_of(self) -> Mapping[str, dt.date]:
        """Return for each file that was renewed the day as of which it tells."""
        return {name: renewed.as_of for name, renewed in self._renewed.items()}

    @cached_property
    def _renewed(self) -> dict[str, "_Renewed"]:
        if self.folder is None:
            return {}
        found = {}
        for name, noted in read_state(self.folder / STATE).items():
            path = self.folder / name
            if digest_of(self.corpus / name) == noted.made_from and digest_of(path) == noted.digest:
                found[name] = _Renewed(path, noted.as_of)
        return found


@dataclass(frozen=True, slots=True)
class _Renewed:
    """Where an updated file is, and as of which day it tells."""

    path: Path
    as_of: dt.date


@dataclass(frozen=True, slots=True)
class UpdatedFileState:
    """What is noted of an updated file: its digest, that of the shipped file it was made from, and its day.

    `etag` and `last_modified` are by what its site tells versions apart.
    """

    digest: str
    made_from: str
    as_of: dt.date
    etag: str = ""
    last_modified: str = field(default="")


def read_state(path: Path) -> dict[str, UpdatedFileState]:
    """Return what is noted of updated files by their names; nothing where the notes are absent or damaged."""
    try:
        noted: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return {
            name: UpdatedFileState(**{**fields, "as_of": dt.date.fromisoformat(fields["as_of"])})
            for name, fields in noted.items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def digest_of(path: Path) -> str:
    """Return a digest of a file, "" where there is none."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "blake2b").hexdigest()[:32]
    except OSError:
        return ""
