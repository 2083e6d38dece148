"""The words by which posts say where and when a KubeCon was, for lookups that ask for nothing else."""

from collections.abc import Iterable, Iterator

from bot.answers.reading import Reading
from bot.catalogue.edition import Edition
from bot.index.analysis import stem_text
from bot.index.search_index import Term


def asks_for_edition_alone(reading: Reading) -> bool:
    """Say whether nothing but an edition was asked for, or its date."""
    asking = reading.asks.get("date", frozenset())
    return bool(reading.events) and all(concept.typed in asking for concept in reading.concepts)


def edition_facts(editions: Iterable[Edition]) -> Iterator[tuple[Term, ...]]:
    """Return the cities of the editions as one thing that an entry may say, and the months they began in as another."""
    editions = list(editions)
    yield tuple(Term(tuple(stem_text(name))) for one in editions for name in (one.city, *one.also) if name)
    yield tuple(Term(tuple(stem_text(f"{one.starts_on:%B}"))) for one in editions if one.starts_on)
