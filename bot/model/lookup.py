"""Define lookups and answers, with how a lookup was understood and why each match was found."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from bot.model.entry import Entry, EntryKind, Source
from bot.model.subject import Intent, Subject
from bot.model.topic_summary import TopicSummary


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a person asks: the words as typed, and filters; "" and None mean no filter.

    `sentence` is all that was typed where `words` are what is searched for of it. `asked_on` is the day of asking,
    by which the last and the next KubeCon are known.
    """

    words: str
    kind: EntryKind | None = None
    event: str = ""
    speaker: str = ""
    company: str = ""
    sentence: str = ""
    limit: int = 10
    asked_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How a typed word was understood: e.g. "dra" means "Dynamic Resource Allocation", why "alias".

    `source` says where an alias is taken from, "" for a spelling.
    """

    typed: str
    means: str
    why: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """One found entry: its score in 0..1, why it was found, and other recaps with the same statement."""

    entry: Entry
    score: float
    why: tuple[str, ...]
    also_in: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything an adapter may show: best matches first, all kinds mixed.

    `readings` has more than one text where an ambiguous name was typed. `totals` counts the matches of each kind
    before the limit cut them. `intent` says what the lookup is after, and `subject` what is known of that.
    """

    lookup: Lookup
    read_as: tuple[Interpretation, ...] = ()
    topics: tuple[TopicSummary, ...] = ()
    readings: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    did_you_mean: tuple[str, ...] = ()
    totals: tuple[tuple[EntryKind, int], ...] = ()
    intent: Intent = Intent.SEARCH
    subject: Subject | None = None

    @property
    def only_topic(self) -> TopicSummary | None:
        """Return the topic when the whole lookup is its name, an alias, or words that were read as it; else None."""
        if len(self.topics) != 1 or len(self.readings) > 1:
            return None
        topic, words = self.topics[0].topic, normalize_case(self.lookup.words)
        names = {topic.name, *(alias.name for alias in topic.aliases)}
        names.update(read_as.typed for read_as in self.read_as if read_as.means == topic.name)
        return self.topics[0] if words in map(normalize_case, names) else None


def normalize_case(words: str) -> str:
    """Return words for comparison, in lower case with single spaces."""
    return " ".join(words.casefold().split())


LookUp = Callable[[Lookup], Answer]
