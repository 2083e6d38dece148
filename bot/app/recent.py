"""A memory that holds a set number of things and forgets the oldest."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

_KEPT = 10_000
_Kept = TypeVar("_Kept")


class Recent(Generic[_Kept]):
    """Keep the values set last under their keys, and forget the oldest."""

    def __init__(self, size: int = _KEPT) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()

    def get(self, key: Hashable) -> _Kept | None:
        """Return what was kept under the key, or None."""
        return self._kept.get(key)

    def put(self, key: Hashable, value: _Kept) -> None:
        """Keep a value as the newest."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)

    def forget(self, key: Hashable) -> None:
        """Forget what was kept under the key, if anything was."""
        self._kept.pop(key, None)
