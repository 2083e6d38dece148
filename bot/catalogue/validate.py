"""Validate the catalogue: misleading names, and impossible editions."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from bot.catalogue.parse_record import AmbiguousName
from bot.catalogue.topics.name_index import name_key
from bot.model.edition import Edition
from bot.model.topic import Topic


def name_problems(topics: Sequence[Topic], ambiguous: Sequence[AmbiguousName]) -> Iterator[str]:
    """Return names that lead to two topics but are not listed as ambiguous, and the reverse."""
    yield from _repeated_names(topics)
    owners = _owners(topics)
    listed = {name_key(entry.name): entry for entry in ambiguous}
    for key, found in owners.items():
        if len(found) > 1 and not (key in listed and set(found) <= set(listed[key].topics)):
            spelling, homes = next(iter(found.values())), " and ".join(found)
            yield f'"{spelling}": leads to {homes}; list all of them under `ambiguous`, or take it from all but one'
    for key, name in listed.items():
        yield from _listing_problems(name, set(owners.get(key, ())))


def edition_problems(editions: Sequence[Edition]) -> Iterator[str]:
    """Return editions with impossible ids, dates or claims."""
    ids = Counter(edition.id for edition in editions)
    for edition in editions:
        if not re.fullmatch(rf"kubecon-{re.escape(edition.region)}-20\d\d", edition.id):
            yield f'"{edition.id}": does not say region and year; write e.g. kubecon-{edition.region}-2025'
        if ids[edition.id] > 1:
            yield f'"{edition.id}": is there {ids[edition.id]} times; keep one'
        if (edition.starts_on or dt.date.min) > (edition.ends_on or dt.date.max):
            yield f'"{edition.id}": ends before it starts; fix `starts_on` or `ends_on`'
        if edition.dates_certain and edition.starts_on is None:
            yield f'"{edition.id}": has certain dates, but no `starts_on`; add it or write dates_certain: false'


def _repeated_names(topics: Sequence[Topic]) -> Iterator[str]:
    times = Counter(name_key(topic.name) for topic in topics)
    for topic in topics:
        if times[name_key(topic.name)] > 1:
            yield f'"{topic.name}": another topic has this name but for case, blanks or hyphens; rename or merge them'


def _owners(topics: Sequence[Topic]) -> dict[str, dict[str, str]]:
    """Return for each key the topics it leads to, each with the name that leads there."""
    owners: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for topic in topics:
        for name in (topic.name, *(alias.name for alias in topic.aliases)):
            owners[name_key(name)].setdefault(topic.name, name)
    return owners


def _listing_problems(name: AmbiguousName, owners: set[str]) -> Iterator[str]:
    for topic in name.topics:
        if topic not in owners:
            yield f'"{name.name}": may mean {topic}, but no such topic has it as name or alias; add it or take it out'
    if len(name.topics) + len(name.readings) < 2:  # noqa: PLR2004 - two meanings make a name ambiguous
        yield f'"{name.name}": is listed as ambiguous with one meaning; add the others or take it out'
