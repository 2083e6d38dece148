"""The words by which posts say where and when a KubeCon was, for lookups that ask for nothing else."""

from collections.abc import Iterable, Iterator

from bot.answers.parsed_lookup import ParsedLookup
from bot.index.analyzer import stem_text
from bot.index.search_index import Term
from bot.model.edition import Edition


def asks_for_edition_alone(parsed: ParsedLookup) -> bool:
    """Return whether nothing but an edition was asked for, or its date."""
    asking = parsed.asks.get("date", frozenset())
    return bool(parsed.events) and all(concept.typed in asking for concept in parsed.concepts)


def edition_answer(editions: Iterable[Edition]) -> Iterator[tuple[Term, ...]]:
    """Return the cities of the editions as one thing that an entry may say, and the months they began in as another."""
    editions = list(editions)
    yield tuple(Term(tuple(stem_text(name))) for one in editions for name in (one.city, *one.also) if name)
    yield tuple(Term(tuple(stem_text(f"{one.starts_on:%B}"))) for one in editions if one.starts_on)
