"""List the installed libraries of the bot."""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from adapters.version import PACKAGE

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_NAMED = 40  # characters; some libraries put the full text of their licence here
_CLASSIFIER = "License :: OSI Approved :: "


def installed_libraries() -> list[tuple[str, str, str]]:
    """Return the name, version and licence of each library of the bot, in alphabetical order."""
    found: dict[str, Distribution] = {}
    waiting = [PACKAGE]
    while waiting:
        name = waiting.pop()
        key = name.lower().replace("_", "-").replace(".", "-")
        if key not in found and (library := _find(name)):
            found[key] = library
            waiting += _requirements(library)
    found.pop(PACKAGE, None)
    return [(one.metadata["Name"], one.version, _licence(one)) for _, one in sorted(found.items())]


def _find(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:  # what this machine needs not, or an extra that is not installed
        return None


def _requirements(library: Distribution) -> Iterator[str]:
    own = library.metadata["Name"] == PACKAGE
    for written in library.requires or ():
        # the extras of others are theirs
        if (own or "extra ==" not in written) and (name := _NAME.match(written)):
            yield name[0]


def _licence(library: Distribution) -> str:
    for field in ("License-Expression", "License"):
        for told in library.metadata.get_all(field) or ():
            if 0 < len(told) <= _NAMED and "\n" not in told:
                return str(told)
    classes = library.metadata.get_all("Classifier") or []
    return next((one.removeprefix(_CLASSIFIER) for one in classes if one.startswith(_CLASSIFIER)), "see its files")
