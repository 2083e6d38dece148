"""What an index on disk was built from, and whether every byte of it is still as written."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.errors import Diagnostic

_FILE = "manifest.json"
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """Say where the entries of one recap file are in the entry store, and what is wrong with the file.

    `key` is made of the file's name and content; its entries are numbers `first` to `first + count - 1`.
    """

    key: str
    path: str
    first: int
    count: int
    diagnostics: tuple[Diagnostic, ...]


def write_manifest(indexed: list[IndexedFile], fingerprint: str, folder: Path) -> None:
    """Write what is in the entry store, what built it and a checksum of each file; the last step of a build."""
    checksums = {str(path.relative_to(folder)): _checksum(path) for path in _files(folder)}
    text = json.dumps({"ground": fingerprint, "shelved": [asdict(one) for one in indexed], "checksums": checksums})
    (folder / _FILE).write_text(text, encoding="utf-8")


def read_manifest(folder: Path, fingerprint: str) -> list[IndexedFile] | None:
    """Return what is in the entry store, or None if the index is absent, outdated, cut short or altered.

    `ground` is a digest of the code and the catalogue that an index is built with.
    """
    try:
        manifest = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        if manifest["ground"] != fingerprint:
            return None
        if any(_checksum(folder / name) != checksum for name, checksum in manifest["checksums"].items()):
            return None
        return [_to_indexed(fields) for fields in manifest["shelved"]]
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return None  # whatever is wrong with it, it is not to be trusted


def _to_indexed(fields: dict[str, object]) -> IndexedFile:
    diagnostics = fields.pop("diagnostics")
    return IndexedFile(**fields, diagnostics=tuple(Diagnostic(**one) for one in diagnostics))  # type: ignore[arg-type, attr-defined]


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock")


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            checksum = zlib.crc32(chunk, checksum)
    return checksum
