"""Whiten vectors, so that what all texts of the field have in common does not make them similar."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

_POWER = 0.25  # 0 leaves the directions as they are, 0.5 gives each the same variance; between is best


@dataclass(frozen=True, slots=True)
class Whitening:
    """Centre vectors, and weaken the directions in which they vary most.

    Lookups and passages have their own centres. See Su et al. 2021, https://arxiv.org/abs/2103.15316.
    """

    lookup_mean: "np.ndarray"
    passage_mean: "np.ndarray"
    transform: "np.ndarray"

    def lookup(self, vector: "np.ndarray") -> "np.ndarray":
        """Return the vector of a lookup, spread out and of length 1."""
        return _normalize((vector - self.lookup_mean) @ self.transform)

    def passages(self, vectors: "np.ndarray") -> "np.ndarray":
        """Return vectors of passages, spread out and of length 1; those that are all zeros stay so."""
        spread = _normalize((vectors - self.passage_mean) @ self.transform)
        spread[~vectors.any(axis=1)] = 0
        return spread


def fit_whitening(lookups: "np.ndarray", passages: "np.ndarray") -> Whitening:
    """Fit a whitening to the vectors of typical lookups and passages."""
    import numpy as np  # noqa: PLC0415 - slow to load, and most commands need no vectors

    passage_mean = passages.mean(axis=0)
    _, spread, directions = np.linalg.svd(passages - passage_mean, full_matrices=False)
    return Whitening(lookups.mean(axis=0), passage_mean, directions.T * (spread / spread[0]) ** -_POWER)


def write_whitening(whitening: Whitening, path: Path) -> None:
    """Write a whitening as half-precision numbers, which rank equally well."""
    import numpy as np  # noqa: PLC0415

    rows = np.vstack([whitening.lookup_mean, whitening.passage_mean, whitening.transform])
    np.save(path, rows.astype(np.float16))


def read_whitening(path: Path) -> Whitening:
    """Read a whitening that write_whitening wrote."""
    import numpy as np  # noqa: PLC0415

    rows = np.load(path).astype(np.float32)
    return Whitening(rows[0], rows[1], rows[2:])


def _normalize(vectors: "np.ndarray") -> "np.ndarray":
    import numpy as np  # noqa: PLC0415

    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: np.ndarray = (vectors / np.maximum(lengths, np.float32(1e-9))).astype(np.float32)
    return unit
