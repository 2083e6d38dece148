"""Define a topic: anything in this field with a name, and its other names."""

from dataclasses import dataclass
from enum import StrEnum


class AliasKind(StrEnum):
    """List the ways in which a topic gets another name."""

    ABBREVIATION = "abbreviation"
    SPELLING = "spelling"
    FORMER = "former"
    PLURAL = "plural"


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a topic, and the source of that name."""

    name: str
    kind: AliasKind
    source: str
    plain_word: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A project, feature, standard, practice, role, event or regulation.

    `plain_word` names are also ordinary words. `maturity` is a CNCF level ("graduated", "incubating",
    "sandbox", "archived") or "", and `maturity_since` its date as ISO text or "". `milestones` are the levels
    reached, each with its ISO date, from "accepted" on. `related` are names of neighbours, offered but never
    substituted. `owner` says who keeps it.
    """

    name: str
    kind: str
    description: str
    aliases: tuple[Alias, ...] = ()
    plain_word: bool = False
    part_of: str = ""
    related: tuple[str, ...] = ()
    maturity: str = ""
    maturity_since: str = ""
    homepage: str = ""
    source: str = ""
    milestones: tuple[tuple[str, str], ...] = ()
    owner: str = ""
