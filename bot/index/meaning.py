"""Find entries with the meaning of a lookup, even without a common word."""

from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.index.encoder import DIMENSIONS, Encoder, is_encoder_installed, load_encoder
from bot.index.vector_store import encode_missing, find_vectors, hash_text, read_vectors
from bot.index.whitening import Whitening, read_whitening
from bot.model.entry import Entry
from bot.model.progress import Progress, no_progress

if TYPE_CHECKING:
    import numpy as np

MOST_ENTRIES = 100_000  # above this, comparing a lookup with every entry takes longer than a person notices
_KEYS = "passage-keys.bin"
_LONGEST_TEXT = 600
_READ_AT_ONCE = 1024  # vectors


def entry_to_passage(entry: Entry) -> str:
    """Return the text of an entry to encode: its heading, title and statement."""
    said = " ".join(part for part in (entry.title, entry.text) if part)[:_LONGEST_TEXT]
    heading = entry.source.heading
    return f"{heading} — {said}" if heading and heading != entry.title else said


def write_passage_keys(entries: Iterable[Entry], folder: Path) -> None:
    """Write the key of each entry's passage, in order, so that an index is opened without reading its entries."""
    keys = array("Q", (hash_text(entry_to_passage(entry)) for entry in entries))
    (folder / _KEYS).write_bytes(keys.tobytes())


class Meaning:
    """Compare the meaning of lookups with the entries of one index.

    `folder` is the index's own; `files` hold vectors, the last of them those that `prepare` adds; `whitening` is the
    file that scripts/fit_whitening.py writes.
    """

    def __init__(
        self,
        entries: Callable[[], Iterator[Entry]],
        folder: Path,
        files: tuple[Path, ...],
        whitening: Path,
        load: Callable[[], Encoder | None] = load_encoder,
        is_installed: Callable[[], bool] = is_encoder_installed,
    ) -> None:
        self._entries = entries
        self._files = files
        self._whitening_file = whitening
        self._load = load
        self._is_installed = is_installed
        self._keys_file = folder / _KEYS
        self._changed_at: tuple[int, ...] = ()
        self._matrix: np.ndarray | None = None
        self._encode = lru_cache(maxsize=512)(self._encode_lookup)

    def similarities(self, words: str) -> "np.ndarray | None":
        """Return the similarity of a lookup with each entry (-1..1, by entry number); None if there is no encoder.

        An entry without a vector counts as 0.
        """
        matrix = self._open() if self.is_possible() else None
        vector = self._encode(words) if matrix is not None else None
        return None if vector is None else matrix @ vector

    def prepare(self, progress: Progress = no_progress) -> int:
        """Encode the entries that have no vector yet, and return their number."""
        missing = self._missing() if self.is_possible() else {}
        encoder = self._load() if missing else None
        if encoder is None:
            return 0
        encode_missing(encoder, missing, self._files[-1], progress)
        return len(missing)

    def is_possible(self) -> bool:
        """Return whether an encoder is installed, and the index neither empty nor too large for it."""
        return self._is_installed() and 0 < len(self._keys) <= MOST_ENTRIES

    @cached_property
    def _encoder(self) -> Encoder | None:
        return self._load()

    @cached_property
    def _whitening(self) -> Whitening:
        return read_whitening(self._whitening_file)

    @cached_property
    def _keys(self) -> "array[int]":
        keys = array("Q")
        if self._keys_file.is_file():
            keys.frombytes(self._keys_file.read_bytes())
        return keys

    def _open(self) -> "np.ndarray | None":
        """Return the whitened vectors of all entries, read again after a file of vectors has changed."""
        changed_at = tuple(path.stat().st_mtime_ns for path in self._files if path.is_file())
        if changed_at != self._changed_at:
            self._matrix = self._read_matrix()
            self._changed_at = changed_at
        return self._matrix

    def _read_matrix(self) -> "np.ndarray | None":
        """Read some vectors at a time, since each takes four times as many bytes as on disk."""
        import numpy as np  # noqa: PLC0415 - slow to load, and most commands need no vectors

        vectors = read_vectors(self._files)
        matrix = np.zeros((len(self._keys), DIMENSIONS), dtype=np.float32)
        for start in range(0, len(matrix), _READ_AT_ONCE):
            found, _ = find_vectors(vectors, self._keys[start : start + _READ_AT_ONCE])
            matrix[start : start + _READ_AT_ONCE] = self._whitening.passages(found)
        return matrix if matrix.any() else None

    def _encode_lookup(self, words: str) -> "np.ndarray | None":
        return self._whitening.lookup(self._encoder.encode_lookup(words)) if self._encoder else None

    def _missing(self) -> dict[int, str]:
        """Return the passages that have no vector yet, by key."""
        _, known = find_vectors(read_vectors(self._files), self._keys)
        if known.all():
            return {}
        passages = map(entry_to_passage, self._entries())
        return {key: text for key, text, is_known in zip(self._keys, passages, known, strict=True) if not is_known}
