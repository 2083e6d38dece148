"""Define a post from elsewhere, as fetched and as saved."""

import re
from dataclasses import dataclass

from bot.model.entry import Entry, EntryKind
from bot.model.recap import Recap
from bot.recaps.front_matter.metadata import Metadata

_NOTHING_TOLD = Metadata()
# "kubeconfig" and "kubecontroller" are other things
_KUBECON = re.compile(
    r"(?:kube\s?con|cloud\s?native\s?con)(?:s|eu|na|europe|china|japan|india)?(?![a-z])|kccnc", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class RawPost:
    """A post as it comes: from a file, or from a site.

    `place` names it to a person, `name` is the name of its file. `asked` and `url` are the address asked for and the
    one where it was found, "" for a file. `hints` are its metadata in a feed.
    """

    place: str
    name: str
    body: bytes
    media_type: str = ""
    charset: str = ""
    asked: str = ""
    url: str = ""
    hints: Metadata = _NOTHING_TOLD


@dataclass(frozen=True, slots=True)
class Post:
    """A post ready to be saved, with all its entries.

    `name` and `ending` make the name of its file. `addresses` are those it was fetched from. `event` is as in an entry.
    It `names_kubecon`, or does not; a post about another event of the kind may do without.
    """

    place: str
    name: str
    ending: str
    text: str
    recap: Recap
    event: str
    entries: tuple[Entry, ...]
    names_kubecon: bool
    addresses: frozenset[str] = frozenset()

    def found(self, kind: EntryKind) -> tuple[Entry, ...]:
        """Return the entries of one kind, in the order of the post."""
        return tuple(entry for entry in self.entries if entry.kind is kind)


def speaks_of_kubecon(text: str) -> bool:
    """Return whether a text names KubeCon or CloudNativeCon."""
    return _KUBECON.search(text) is not None
