"""Find the KubeCon that a question is about: by name, the last or next one, or those of a year."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.answers.phrase_tagger import Tags
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.events.calendar import is_over, sorted_by_day
from bot.catalogue.events.find_edition_mentions import Certainty, EditionMention
from bot.model.edition import Edition

_NEXT, _LAST, _FIRST, _CONFERENCE = "next", "last", "first", "conference"
_YEARS = {"year.this": 0, "year.next": 1, "year.last": -1}
_NEVER = dt.date.max


@dataclass(frozen=True, slots=True)
class RequestedEdition:
    """The editions that words may mean, newest first, and the places of these words.

    `order` says that the next, the last or the first of them is meant, "" if the words do not say. `by_name` says that
    the word KubeCon or a region or a year was typed, and not only a city. `is_open` says that no more than KubeCon or a
    region was typed, of which the last one that was held is likelier meant than the next.
    """

    editions: tuple[Edition, ...]
    places: tuple[int, ...]
    order: str = ""
    by_name: bool = True
    is_unknown: bool = False
    is_open: bool = False

    def meant(self, today: dt.date | None, *, past: bool = False) -> tuple[Edition, ...]:
        """Return the editions by likelihood: only the next or last one, otherwise the newest; held ones if `past`."""
        if today is None or len(self.editions) == 1:
            return self.editions
        held = [edition for edition in self.editions if has_begun(edition, today)]
        to_come = [edition for edition in reversed(self.editions) if not is_over(edition, today)]
        if self.order == _NEXT:
            return (*_with_days_first(to_come), *held)
        if self.order == _FIRST:
            return (*reversed(held), *to_come)
        if self.order == _LAST or past or self.is_open:
            return (*held, *to_come)
        return self.editions if held else _with_days_first(to_come)


def has_begun(edition: Edition, today: dt.date) -> bool:
    """Return whether an edition is over or on."""
    return is_over(edition, today) or (edition.starts_on or _NEVER) <= today


def find_edition(
    words: Sequence[str], tags: Sequence[Tags], catalogue: Catalogue, today: dt.date | None
) -> RequestedEdition | None:
    """Return the edition that the words ask for, None if they ask for none."""
    asked = _find(words, tags, catalogue)
    year = year_by_calendar(tags, today)
    if asked is None or year is None:
        return asked
    of_year = tuple(edition for edition in asked.editions if edition.id.endswith(str(year)))
    places = [place for place, found in enumerate(tags) if found & _YEARS.keys()]
    return replace(asked, editions=of_year or asked.editions, places=tuple(sorted({*asked.places, *places})), order="")


def year_by_calendar(tags: Sequence[Tags], today: dt.date | None) -> int | None:
    """Return the year that words such as "next year" mean."""
    steps = [step for found in tags for tag, step in _YEARS.items() if tag in found]
    return today.year + steps[0] if steps and today else None


def _find(words: Sequence[str], tags: Sequence[Tags], catalogue: Catalogue) -> RequestedEdition | None:
    editions, mentions = catalogue.editions, catalogue.edition_mentions(" ".join(words))
    telling = [mention for mention in mentions if mention.edition_ids or mention.unknown]
    nouns = [place for place, found in enumerate(tags) if _CONFERENCE in found]
    if telling:
        return _named(telling[0], words, tags, editions, nouns)
    if not nouns:
        return None
    years = [mention for mention in mentions if mention.certainty is Certainty.YEAR]
    region = _region_beside(words, editions)
    among = _newest_first(edition for edition in editions if _fits(edition, region, years))
    named = [place for mention in years for place in range(mention.start, mention.end)]
    places = {*nouns, *_relative(tags, nouns), *named, *(region[1] if region else ())}
    order = _order(tags, nouns)
    return RequestedEdition(among, tuple(sorted(places)), order, is_unknown=not among, is_open=not years)


def _fits(edition: Edition, region: tuple[str, tuple[int, ...]] | None, years: Sequence[EditionMention]) -> bool:
    """Return whether an edition is of a region, if one is named, and of one of the years, if any are."""
    of_year = not years or any(edition.id.endswith(str(mention.year)) for mention in years)
    return of_year and (region is None or edition.region == region[0])


def _named(
    mention: EditionMention,
    words: Sequence[str],
    tags: Sequence[Tags],
    editions: Sequence[Edition],
    nouns: Sequence[int],
) -> RequestedEdition:
    inside = range(mention.start, mention.end)
    by_id = {edition.id: edition for edition in editions}
    beside = [*nouns, *inside]
    found = tuple(by_id[id_] for id_ in mention.edition_ids)
    by_name = bool(nouns) or mention.certainty is not Certainty.CITY or len(inside) == len(words)
    places = tuple(sorted({*inside, *nouns, *_relative(tags, beside)}))
    is_open = mention.certainty is Certainty.REGION
    return RequestedEdition(_newest_first(found), places, _order(tags, beside), by_name, mention.unknown, is_open)


def _region_beside(words: Sequence[str], editions: Sequence[Edition]) -> tuple[str, tuple[int, ...]] | None:
    """Return a region's short name on its own, such as "eu", which counts beside a word for KubeCon."""
    regions = {edition.region for edition in editions}
    return next(((word, (place,)) for place, word in enumerate(words) if word in regions), None)


def _relative(tags: Sequence[Tags], beside: Iterable[int]) -> list[int]:
    """Return the positions of words such as "next" near some positions; "first" has to be right before one."""
    near = {place + step for place in beside for step in (-3, -2, -1, 0, 1, 2)}
    right_before = {place - 1 for place in beside}
    return [
        place
        for place in sorted(near)
        if 0 <= place < len(tags)
        and (tags[place] & {_NEXT, _LAST} or (_FIRST in tags[place] and place in right_before))
    ]


def _order(tags: Sequence[Tags], beside: Sequence[int]) -> str:
    found = frozenset[str]().union(*(tags[place] for place in _relative(tags, beside)))
    return next((order for order in (_NEXT, _FIRST, _LAST) if order in found), "")


def _with_days_first(editions: Sequence[Edition]) -> tuple[Edition, ...]:
    return tuple(sorted(editions, key=lambda edition: not edition.dates_certain))


def _newest_first(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    return tuple(reversed(sorted_by_day(editions)))
