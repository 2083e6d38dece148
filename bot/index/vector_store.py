"""Store vectors of texts on disk by a hash of their text, so that no text is encoded twice."""

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from bot.index.encoder import DIMENSIONS, WEIGHTS_SHA256, Encoder
from bot.model.progress import Progress, no_progress

if TYPE_CHECKING:
    import numpy as np

_AT_ONCE = 16  # texts; more of them take more memory and no less time each
_WRITTEN_AT_ONCE = 512
_SCALE = 320  # numbers of a unit vector of 384 dimensions stay within ±0.4; as bytes they rank as well as floats
_BYTE = 127


def hash_text(text: str) -> int:
    """Return a 64-bit hash of a text and the encoder's weights."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8, key=WEIGHTS_SHA256.encode()).digest(), "little")


def read_vectors(paths: Iterable[Path]) -> "np.ndarray":
    """Read the vectors of some files as one array sorted by key; missing or damaged files have none."""
    import numpy as np  # noqa: PLC0415 - slow to load, and most commands need no vectors

    parts = [_read(path) for path in paths if path.is_file()]
    records = np.concatenate([np.empty(0, _record_type()), *parts])
    _, first = np.unique(records["key"], return_index=True)
    return records[first]


def write_vectors(path: Path, keys: Sequence[int], vectors: "np.ndarray") -> None:
    """Add vectors to a file; a reader sees it as it was before or with all of them."""
    import numpy as np  # noqa: PLC0415

    new = np.empty(len(keys), _record_type())
    new["key"] = keys
    new["vector"] = np.clip(np.rint(vectors * _SCALE), -_BYTE, _BYTE)
    records = np.concatenate([_read(path), new]) if path.is_file() else new
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".vectors-")
    with os.fdopen(handle, "wb") as file:
        records.tofile(file)
    Path(name).replace(path)


def encode_missing(encoder: Encoder, texts: Mapping[int, str], path: Path, progress: Progress = no_progress) -> None:
    """Encode texts, each with its key, on all cores, and add their vectors to a file.

    What is done is kept if the rest fails. `progress` is called with how many are done and how many there are.
    """
    import numpy as np  # noqa: PLC0415

    missing = list(texts.items())
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for start in range(0, len(missing), _WRITTEN_AT_ONCE):
            part = missing[start : start + _WRITTEN_AT_ONCE]
            batches = ([text for _, text in part[one : one + _AT_ONCE]] for one in range(0, len(part), _AT_ONCE))
            vectors = list(pool.map(encoder.encode_passages, batches))
            write_vectors(path, [key for key, _ in part], np.vstack(vectors))
            progress(start + len(part), len(missing))


def find_vectors(records: "np.ndarray", keys: Sequence[int]) -> tuple["np.ndarray", "np.ndarray"]:
    """Return the vector of each key, of shape (len(keys), DIMENSIONS), and whether it is known; others are zeros."""
    import numpy as np  # noqa: PLC0415

    wanted = np.array(keys, dtype="<u8")
    found = np.zeros((len(keys), DIMENSIONS), dtype=np.float32)
    if not len(records) or not len(keys):
        return found, np.zeros(len(keys), dtype=bool)
    places = np.minimum(np.searchsorted(records["key"], wanted), len(records) - 1)
    known = records["key"][places] == wanted
    found[known] = records["vector"][places[known]] / np.float32(_SCALE)
    return found, known


def _record_type() -> "np.dtype":
    import numpy as np  # noqa: PLC0415

    return np.dtype([("key", "<u8"), ("vector", "i1", DIMENSIONS)])


def _read(path: Path) -> "np.ndarray":
    import numpy as np  # noqa: PLC0415

    record = _record_type()
    return np.fromfile(path, record, count=path.stat().st_size // record.itemsize)
