"""Load the most common words, which are never treated as typos."""

from functools import cached_property
from pathlib import Path

_COMMENT = "#"


class CommonWords:
    """Know the ordinary words; read from disk at the first need."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __contains__(self, word: object) -> bool:
        """Return whether a normalized word is an ordinary one."""
        return word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        lines = self._path.read_text(encoding="utf-8").splitlines() if self._path.is_file() else []
        return frozenset(line for line in lines if not line.startswith(_COMMENT))
