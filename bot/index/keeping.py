"""Keep the index of a set of recaps on disk: opened when it is whole and current, built anew when not."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b, file_digest
from pathlib import Path

from bot.catalogue.catalogue import Catalogue
from bot.errors import BotError, Complaint
from bot.index.manifest import Shelved, read_manifest, write_manifest
from bot.index.search_index import SearchIndex, write_index
from bot.index.shelf import Shelf, write_shelf
from bot.private_files import make_folder

ReadFile = Callable[[Path], tuple[list[str], tuple[Complaint, ...]]]

_CODE = Path(__file__).resolve().parent.parent
_AS_READ = "as-read"  # the shelf of entries file by file, before talks are joined
_BUILDING = ".building-"
_KEPT_INDEXES = 4
_ABANDONED_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Kept:
    """Hold an open index, what was found wrong in the recaps it was built from, and the names of those not empty."""

    index: SearchIndex
    complaints: tuple[Complaint, ...]
    recaps: frozenset[str]


def keep_index(paths: Sequence[Path], catalogue: Catalogue, corpus: Path, home: Path) -> Kept:
    """Open the index of recap and schedule files, reading only those that are new or changed.

    It lies below `home`/index under a name made of what it was built from (the files, the catalogue in `corpus` and the
    engine's own code), so two processes may start at once and an older index is never mistaken for a newer one.
    Raises BotError where `home` cannot be written.
    """
    ground = _ground(corpus)
    keys = {path: _digest((ground, str(path), _content(path))) for path in paths}
    final = home / "index" / _digest(keys.values())
    shelved = read_manifest(final, ground)
    if shelved is None:
        try:
            shelved = _build(keys, catalogue, corpus, ground, final)
        except OSError as error:
            raise BotError(
                f"{final.parent}: the index cannot be written ({error.strerror}); "
                "set KUBECON_HOME to a folder that can be written and has room"
            ) from error
    complaints = (complaint for one in shelved for complaint in one.complaints)
    recaps = frozenset(Path(one.path).stem for one in shelved if one.count)
    return Kept(SearchIndex(final), (*complaints, *_namesakes(keys)), recaps)


def _ground(corpus: Path) -> str:
    """Return a digest of all that an index depends on beside the files in it: the engine's code and the catalogue."""
    code = sorted(path for path in _CODE.rglob("*") if path.suffix in {".py", ".txt"})
    return _digest(_content(path) for path in (*code, *sorted(path for path in corpus.iterdir() if path.is_file())))


def _digest(parts: Iterable[str]) -> str:
    return blake2b("\n".join(parts).encode(errors="surrogateescape"), digest_size=16).hexdigest()


def _content(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "blake2b").hexdigest()
    except OSError as error:
        return f"unreadable: {error.errno}"  # reading it will say so to the person


def _build(keys: Mapping[Path, str], catalogue: Catalogue, corpus: Path, ground: str, final: Path) -> list[Shelved]:
    # Reading takes long to import, and an index that is kept needs none of it.
    from bot.index.file_reader import FileReader, join_lines  # noqa: PLC0415

    reader = FileReader(catalogue, corpus / "recaps")
    make_folder(final.parent)
    building = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=final.parent))
    try:
        known = _known_lines(final.parent, ground)
        lines: list[str] = []
        shelved = [_shelve(path, key, reader.read, known, lines) for path, key in keys.items()]
        (building / _AS_READ).mkdir()
        write_shelf(lines, building / _AS_READ)
        write_index(join_lines(lines), building)
        write_manifest(shelved, ground, building)
        _put_in_place(building, final, ground)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    _clear_out(final)
    return shelved


def _shelve(
    path: Path, key: str, read: ReadFile, known: Mapping[str, tuple[Shelved, Shelf]], lines: list[str]
) -> Shelved:
    first = len(lines)
    if key in known:
        before, shelf = known[key]
        lines.extend(shelf.line(number) for number in range(before.first, before.first + before.count))
        return Shelved(key, str(path), first, before.count, before.complaints)
    found, complaints = read(path)
    lines.extend(found)
    return Shelved(key, str(path), first, len(found), complaints)


def _namesakes(paths: Iterable[Path]) -> Iterator[Complaint]:
    """Complain of recaps whose files have the same name, since answers could not tell them apart."""
    seen: dict[str, Path] = {}
    for path in paths:
        first = seen.setdefault(path.stem, path)
        if first != path:
            reason = f'another recap is named "{path.stem}" as well: {first}'
            yield Complaint(str(path), 0, reason, "rename one, so that answers tell them apart")


def _known_lines(index_home: Path, ground: str) -> dict[str, tuple[Shelved, Shelf]]:
    """Return what earlier indexes hold, by the key of the recap file."""
    known: dict[str, tuple[Shelved, Shelf]] = {}
    for folder in _finished(index_home):
        shelved = read_manifest(folder, ground)
        if shelved is not None:
            shelf = Shelf(folder / _AS_READ)
            known.update((one.key, (one, shelf)) for one in shelved)
    return known


def _put_in_place(building: Path, final: Path, ground: str) -> None:
    """Rename the new index into place; one that another process put there meanwhile is as good."""
    if final.exists() and read_manifest(final, ground) is None:
        final.replace(tempfile.mkdtemp(prefix=_BUILDING, dir=final.parent))  # damaged: out of the way
    try:
        building.replace(final)
    except OSError:
        if read_manifest(final, ground) is None:
            raise


def _finished(index_home: Path) -> list[Path]:
    """Return the finished indexes, the newest first."""
    folders = [path for path in index_home.iterdir() if path.is_dir() and not path.name.startswith(_BUILDING)]
    return sorted(folders, key=_changed_at, reverse=True)


def _clear_out(final: Path) -> None:
    """Delete indexes no longer used, and what a process that died left half built."""
    old = [path for path in _finished(final.parent) if path != final][_KEPT_INDEXES - 1 :]
    abandoned = _changed_at(final) - _ABANDONED_SECONDS
    left = [path for path in final.parent.glob(f"{_BUILDING}*") if _changed_at(path) < abandoned]
    for path in (*old, *left):
        shutil.rmtree(path, ignore_errors=True)


def _changed_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0  # another process cleared it out meanwhile
