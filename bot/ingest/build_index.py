"""Keep the index of recaps on disk: open it if it is complete and current, otherwise rebuild it."""

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.updated_files import UpdatedFiles
from bot.errors import BotError, Diagnostic
from bot.index.entry_store import EntryStore, write_entries
from bot.index.search_index import SearchIndex, write_index
from bot.ingest.manifest import IndexedFile, read_manifest, write_manifest
from bot.model.progress import Progress, no_progress
from bot.private_files import make_folder

if TYPE_CHECKING:  # see _build
    from bot.ingest.read_file import FileReading

_CODE = Path(__file__).resolve().parent.parent
_AS_READ = "as-read"  # the entry store of entries file by file, before talks are joined
_BUILDING = ".building-"
_KEPT_INDEXES = 4
_ABANDONED_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class BuiltIndex:
    """The folder of an index, diagnostics of its recaps, and the names of those with text."""

    folder: Path
    diagnostics: tuple[Diagnostic, ...]
    recaps: frozenset[str]

    def open(self) -> "OpenIndex":
        """Open it."""
        return OpenIndex(SearchIndex(self.folder), self.diagnostics, self.recaps)


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """An open index, diagnostics of its recaps, and the names of those with text."""

    index: SearchIndex
    diagnostics: tuple[Diagnostic, ...]
    recaps: frozenset[str]


def open_index(
    paths: Sequence[Path], catalogue: Catalogue, corpus: Path, home: Path, today: dt.date | None = None
) -> OpenIndex:
    """Open the index of recap and schedule files; see `build_index`."""
    return build_index(paths, catalogue, corpus, home, today).open()


def build_index(
    paths: Sequence[Path],
    catalogue: Catalogue,
    corpus: Path,
    home: Path,
    today: dt.date | None = None,
    progress: Progress = no_progress,
) -> BuiltIndex:
    """Build the index of recap and schedule files if it is missing, reading only new or changed files.

    Files are read in separate processes. One that cannot be read is reported, and its last good version is used.

    It is below `home`/index under a name made of what it was built from (the files, the catalogue in `corpus` and the
    engine's own code), so two processes may start at once and an older index is never mistaken for a newer one.
    Raises BotError if `home` cannot be written.
    """

    def read_all(unread: Sequence[Path]) -> "list[FileReading]":
        # Reading takes long to import, and an index that is kept needs none of it.
        from bot.ingest.read_file import FileReader  # noqa: PLC0415

        return FileReader(catalogue, corpus, today).read_all(unread, progress)

    fingerprint = _fingerprint(UpdatedFiles.of_home(corpus, home))
    keys = {path: _digest((fingerprint, str(path), _content(path))) for path in paths}
    final = home / "index" / _digest(keys.values())
    indexed = read_manifest(final, fingerprint)
    if indexed is None:
        try:
            indexed = _build(keys, read_all, fingerprint, final)
        except OSError as error:
            raise BotError(
                f"{final.parent}: the index cannot be written ({error.strerror}); "
                "set KUBECON_HOME to a folder that can be written and has room"
            ) from error
    diagnostics = (diagnostic for one in indexed for diagnostic in one.diagnostics)
    recaps = frozenset(Path(one.path).stem for one in indexed if one.count)
    return BuiltIndex(final, (*diagnostics, *_namesakes(keys)), recaps)


def _fingerprint(updated: UpdatedFiles) -> str:
    """Return a digest of what an index depends on in addition to its files: the bot's code and the catalogue."""
    code = sorted(path for path in _CODE.rglob("*") if path.suffix in {".py", ".toml", ".txt"})
    shipped = (*sorted(path.name for path in updated.corpus.iterdir() if path.is_file()), *updated.names("talks"))
    return _digest(_content(path) for path in (*code, *map(updated.path, shipped)))


def _digest(parts: Iterable[str]) -> str:
    return blake2b("\n".join(parts).encode(errors="surrogateescape"), digest_size=16).hexdigest()


def _content(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "blake2b").hexdigest()
    except OSError as error:
        return f"unreadable: {error.errno}"  # reading it will say so to the person


def _build(
    keys: Mapping[Path, str], read_all: "Callable[[Sequence[Path]], list[FileReading]]", fingerprint: str, final: Path
) -> list[IndexedFile]:
    from bot.ingest.read_file import join_lines  # noqa: PLC0415 - see build_index

    make_folder(final.parent)
    building = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=final.parent))
    try:
        known = _known_files(final.parent, fingerprint)
        unread = [path for path, key in keys.items() if key not in known.by_key]
        read = dict(zip(unread, read_all(unread), strict=True))
        lines: list[str] = []
        indexed = [_write_entries(path, key, read.get(path), known, lines) for path, key in keys.items()]
        (building / _AS_READ).mkdir()
        write_entries(lines, building / _AS_READ)
        write_index(join_lines(lines), building)
        write_manifest(indexed, fingerprint, building)
        _put_in_place(building, final, fingerprint)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    _clear_out(final)
    return indexed


@dataclass(frozen=True, slots=True)
class _KnownFiles:
    """What earlier indexes hold of files: by key, and of each path the newest that has any entries."""

    by_key: dict[str, tuple[IndexedFile, EntryStore]] = field(default_factory=dict)
    by_path: dict[str, tuple[IndexedFile, EntryStore]] = field(default_factory=dict)

    def add(self, one: IndexedFile, entry_store: EntryStore) -> None:
        """Add a file, unless a newer index has it."""
        self.by_key.setdefault(one.key, (one, entry_store))
        if one.count:
            self.by_path.setdefault(one.path, (one, entry_store))


def _write_entries(
    path: Path, key: str, reading: "FileReading | None", known: _KnownFiles, lines: list[str]
) -> IndexedFile:
    """Write the lines of a file to the entry store, the earlier ones if it was not or cannot be read."""
    first = len(lines)
    if reading is None:
        lines.extend(_lines_before(*known.by_key[key]))
        diagnostics = known.by_key[key][0].diagnostics
    else:
        before = known.by_path.get(str(path)) if reading.is_bad else None
        lines.extend(_lines_before(*before) if before else reading.lines)
        diagnostics = reading.diagnostics
    return IndexedFile(key, str(path), first, len(lines) - first, diagnostics)


def _lines_before(indexed: IndexedFile, entry_store: EntryStore) -> Iterator[str]:
    return (entry_store.line(number) for number in range(indexed.first, indexed.first + indexed.count))


def _namesakes(paths: Iterable[Path]) -> Iterator[Diagnostic]:
    """Report recaps whose files have the same name, as answers could not distinguish them."""
    seen: dict[str, Path] = {}
    for path in paths:
        first = seen.setdefault(path.stem, path)
        if first != path:
            reason = f'another recap is named "{path.stem}" as well: {first}'
            yield Diagnostic(str(path), 0, reason, "rename one, so that answers can distinguish them")


def _known_files(index_home: Path, fingerprint: str) -> _KnownFiles:
    """Return the contents of earlier indexes, newest first."""
    known = _KnownFiles()
    for folder in _finished(index_home):
        if indexed := read_manifest(folder, fingerprint):
            entry_store = EntryStore(folder / _AS_READ)
            for one in indexed:
                known.add(one, entry_store)
    return known


def _put_in_place(building: Path, final: Path, fingerprint: str) -> None:
    """Rename the new index into place; one that another process put there is as good."""
    if final.exists() and read_manifest(final, fingerprint) is None:
        final.replace(tempfile.mkdtemp(prefix=_BUILDING, dir=final.parent))  # damaged: out of the way
    try:
        building.replace(final)
    except OSError:
        if read_manifest(final, fingerprint) is None:
            raise


def _finished(index_home: Path) -> list[Path]:
    """Return the finished indexes, the newest first."""
    folders = [path for path in index_home.iterdir() if path.is_dir() and not path.name.startswith(_BUILDING)]
    return sorted(folders, key=_changed_at, reverse=True)


def _clear_out(final: Path) -> None:
    """Delete unused indexes, and unfinished ones of dead processes."""
    old = [path for path in _finished(final.parent) if path != final][_KEPT_INDEXES - 1 :]
    abandoned = _changed_at(final) - _ABANDONED_SECONDS
    left = [path for path in final.parent.glob(f"{_BUILDING}*") if _changed_at(path) < abandoned]
    for path in (*old, *left):
        shutil.rmtree(path, ignore_errors=True)


def _changed_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0  # another process has removed it
