"""Choose the first line of a digest: the most important entry that is new to its channel."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from bot.digests.draft import Draft
from bot.digests.entry_key import key_of, key_of_lead
from bot.digests.entry_pool import takeaways
from bot.digests.same_facts import count_sources
from bot.digests.select_entries import newest_first, times_shown
from bot.digests.topic_filter import count_before, statement_names_topic
from bot.model.digest import Part, PartKind
from bot.model.entry import Entry

_SETTLED = re.compile(
    r"\b(?:stable|GA|generally available|graduat\w+|released|came out|retired|archived)\b"
    r"|\b(?:made|moved|moves|went)\b.{1,40}\bstandard\b"
)
_UNSETTLED = re.compile(r"\b(?:aims?|as the aim|planned|targets?|not yet)\b", re.IGNORECASE)
_EARLY = re.compile(r"\b(?:alpha|beta|experimental|draft|planned|aims?)\b", re.IGNORECASE)
_FIGURES = re.compile(
    r"\d ?%|\b\d+(?:\.\d+)?(?:x| times)\b|\b\d{1,3},\d{3}\b|\b\d+ (?:clusters|nodes|GPUs|teams|hours)\b"
)
_MOST_SOURCES = 3
_A_TURN = 50  # places in the order of a mix weigh as much as one source
_FEW = 60  # letters: shorter lines say little
_MANY = 190  # and longer ones are no headline


def lead(draft: Draft, candidates: Iterable[Entry]) -> Part:
    """Return the first of some lines that the channel has not seen."""
    told = draft.select(list(candidates), 1)
    draft.lead = next(iter(told), None)
    return Part(PartKind.LEAD, tuple(told))


def told_since(draft: Draft, day: dt.date) -> list[Entry]:
    """Return the entries on the channel's topics after a day."""
    return [entry for entry in weightiest_first(draft) if entry.date and entry.date > day]


def weightiest_first(draft: Draft) -> list[Entry]:
    """Rank the takeaways of all topics of a channel."""
    weights: dict[str, tuple[float, Entry]] = {}
    for topic, pool in draft.pools():
        said = takeaways(pool)
        names = draft.entry_pool.names_of(topic) if topic else ()
        for entry, weight in _weigh(draft, newest_first(said) if topic else draft.ranked("", said), names):
            weights[key_of(entry)] = max(weights.get(key_of(entry), (weight, entry)), (weight, entry), key=_first)
    return [entry for _, entry in sorted(weights.values(), key=_first, reverse=True)]


def _first(pair: tuple[float, Entry]) -> float:
    return pair[0]


def _weigh(draft: Draft, said: Sequence[Entry], names: tuple[str, ...]) -> Iterator[tuple[Entry, float]]:
    """Score the statements on a topic, newest first, or of the mix, by its turn."""
    sources, background = count_sources(said), draft.entry_pool.background_topics
    for place, entry in enumerate(said):
        age = place / len(said) if names else min(place / _A_TURN, 2)
        if names:
            aside = count_before(entry, names) + (not statement_names_topic(entry, names))
        else:
            aside = _MOST_SOURCES * (set(entry.topics) <= background)
        led = sum(draft.shown.times.get(key_of_lead(topic), 0) for topic in names[:1] or entry.topics[:1])
        told = min(sources[key_of(entry)], _MOST_SOURCES)
        yield entry, told + _worth(entry.text) - aside - led - (age + times_shown(entry, draft.shown)) / 2


def is_settled(text: str) -> bool:
    """Return whether a line says that something became stable, was released, graduated or ended."""
    return bool(_SETTLED.search(text)) and not _UNSETTLED.search(text)


def _worth(text: str) -> float:
    """Return how much a line says by its own words: facts and measurements, in a short sentence."""
    settled = is_settled(text)
    early = bool(_EARLY.search(text)) and not settled
    return settled - early + bool(_FIGURES.search(text)) - (not _FEW <= len(text) <= _MANY)
