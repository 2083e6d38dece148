"""A memory that holds a set number of things and forgets what was used longest ago."""

from collections.abc import Hashable
from typing import Generic, TypeVar

from cachetools import LRUCache

_KEPT = 10_000
_Kept = TypeVar("_Kept")


class Recent(Generic[_Kept]):
    """Keep the values used last under their keys, and forget the others."""

    def __init__(self, size: int = _KEPT) -> None:
        self._kept: LRUCache[Hashable, _Kept] = LRUCache(size)

    def get(self, key: Hashable) -> _Kept | None:
        """Return what was kept under the key, or None."""
        return self._kept.get(key)

    def put(self, key: Hashable, value: _Kept) -> None:
        """Keep a value as the newest."""
        self._kept[key] = value

    def forget(self, key: Hashable) -> None:
        """Forget what was kept under the key, if anything was."""
        self._kept.pop(key, None)
