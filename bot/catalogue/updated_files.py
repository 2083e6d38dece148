"""Find the newest version of each file of the corpus: shipped or updated."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import file_digest
from pathlib import Path
from typing import Any

FOLDER = "updates"  # below the folder that KUBECON_HOME names
STATE = "renewed.json"  # its first name, so that files of older versions are still found


@dataclass(frozen=True)  # without slots: what was updated is read when first needed, and kept
class UpdatedFiles:
    """Find files of a corpus, or their updated versions in `folder`; without a folder, only shipped ones.

    A updated file counts while it is whole and the one that it was made from is the one shipped now.
    """

    corpus: Path
    folder: Path | None = None

    @classmethod
    def of_home(cls, corpus: Path, home: Path) -> "UpdatedFiles":
        """Find updated files below a KUBECON_HOME."""
        return cls(corpus, home / FOLDER)

    def path(self, name: str) -> Path:
        """Return the newest version of a file, by its path in the corpus."""
        updated = self._updated.get(name)
        return updated.path if updated else self.corpus / name

    def names(self, below: str) -> Iterator[str]:
        """Yield the files below a folder of the corpus, including updated ones."""
        shipped = {f"{below}/{path.name}" for path in (self.corpus / below).glob("*.yaml")}
        yield from sorted(shipped | {name for name in self._updated if name.startswith(f"{below}/")})

    def as_of(self) -> Mapping[str, dt.date]:
        """Return the date of the data in each updated file."""
        return {name: updated.as_of for name, updated in self._updated.items()}

    @cached_property
    def _updated(self) -> dict[str, "_UpdatedFile"]:
        if self.folder is None:
            return {}
        found = {}
        for name, noted in read_state(self.folder / STATE).items():
            path = self.folder / name
            if digest_of(self.corpus / name) == noted.made_from and digest_of(path) == noted.digest:
                found[name] = _UpdatedFile(path, noted.as_of)
        return found


@dataclass(frozen=True, slots=True)
class _UpdatedFile:
    """Where an updated file is, and the date of its data."""

    path: Path
    as_of: dt.date


@dataclass(frozen=True, slots=True)
class UpdatedFileState:
    """The state of an updated file: its digest, that of the shipped file it is based on, and its date.

    `etag` and `last_modified` identify its version on its site.
    """

    digest: str
    made_from: str
    as_of: dt.date
    etag: str = ""
    last_modified: str = field(default="")


def read_state(path: Path) -> dict[str, UpdatedFileState]:
    """Return the states of updated files by name; nothing if the file of states is missing or damaged."""
    try:
        noted: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return {
            name: UpdatedFileState(**{**fields, "as_of": dt.date.fromisoformat(fields["as_of"])})
            for name, fields in noted.items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def digest_of(path: Path) -> str:
    """Return a digest of a file, "" if there is none."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "blake2b").hexdigest()[:32]
    except OSError:
        return ""
