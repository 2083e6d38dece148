"""Record what an index on disk was built from, and verify that it is unchanged."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.errors import Diagnostic
from bot.model.codec import from_json, to_json

_FILE = "manifest.json"
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """Where the entries of a recap file are in the entry store, and the file's diagnostics.

    `key` is made of the file's name and content; its entries are numbers `first` to `first + count - 1`.
    """

    key: str
    path: str
    first: int
    count: int
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What an index was built from; `fingerprint` is a digest of the code and the catalogue it was built with."""

    fingerprint: str
    files: list[IndexedFile]
    checksums: dict[str, int]


def write_manifest(indexed: list[IndexedFile], fingerprint: str, folder: Path) -> None:
    """Write the contents of the entry store, its builder and checksums; the last step of a build."""
    checksums = {str(path.relative_to(folder)): _checksum(path) for path in _files(folder)}
    (folder / _FILE).write_text(to_json(_Manifest(fingerprint, indexed, checksums)), encoding="utf-8")


def read_manifest(folder: Path, fingerprint: str) -> list[IndexedFile] | None:
    """Return the contents of the entry store, or None if the index is absent, outdated, truncated or altered."""
    try:
        manifest = from_json((folder / _FILE).read_bytes(), _Manifest)
        if manifest.fingerprint != fingerprint:
            return None
        if any(_checksum(folder / name) != checksum for name, checksum in manifest.checksums.items()):
            return None
    except (OSError, ValueError):
        return None  # a damaged manifest is ignored
    return manifest.files


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock")


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            checksum = zlib.crc32(chunk, checksum)
    return checksum
