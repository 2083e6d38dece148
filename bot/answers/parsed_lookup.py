"""What a lookup was read as: the things it speaks of, the editions it names, and what kind of answer it wants."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.catalogue.catalogue import Named
from bot.index.search_index import Term
from bot.model.entry import EntryKind
from bot.model.lookup import Interpretation, Lookup


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a lookup speaks of: the words typed, the ways to say it, and how telling it is.

    `rarity` is an inverse document frequency; `named` says that it is the name of a catalogue topic.
    """

    typed: str
    terms: tuple[Term, ...]
    rarity: float
    named: bool = False


@dataclass(frozen=True, slots=True)
class ParsedLookup:
    """A lookup as understood.

    `stems` are those of all words typed, little ones too, in order. `events` are the edition ids meant, newest
    first, and `event_words` the words that name them; `hints` are years that make some events likelier without asking
    for them. `impossible` says that the words name an edition that does not exist. `wants` is the kind of entry that
    the words prefer. `is_sentence` says that little words bind them, as in a question. `asks` maps what the words ask
    for ("number", "date", "share") to those of them that do ("how", "many"). `only_name` says that nothing but one
    topic's name was typed.
    """

    lookup: Lookup
    stems: tuple[str, ...]
    concepts: tuple[Concept, ...] = ()
    events: tuple[str, ...] = ()
    event_words: str = ""
    hints: tuple[str, ...] = ()
    impossible: bool = False
    wants: EntryKind | None = None
    is_sentence: bool = False
    asks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    named: tuple[Named, ...] = ()
    only_name: bool = False
    read_as: tuple[Interpretation, ...] = ()
