"""Answer one lookup, or a file of lookups, in the format that was asked for."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from adapters.console.answer_to_json import answer_to_json
from bot.app.engine_protocol import Knowledge
from bot.model.lookup import Lookup
from bot.model.subject import Intent


def answer_as_json(engine: Knowledge, typed: str, filters: Lookup, limit: int | None) -> tuple[str, bool]:
    """Answer a lookup as one line of JSON; also return whether there is an answer."""
    lookup = replace(filters, words=typed, limit=limit or filters.limit)
    started = time.perf_counter()
    answer = engine.look_up(lookup)
    line = answer_to_json(answer, typed, (time.perf_counter() - started) * 1000)
    return line, bool(answer.matches or answer.subject or answer.intent in (Intent.HELP, Intent.THANKS))


def explain_lookup(engine: Knowledge, typed: str, filters: Lookup) -> Iterator[str]:
    """Return how a lookup was understood, one line each: intent, words, corrections, names and filters."""
    lookup = replace(filters, words=typed)
    question, answer = engine.explain(lookup), engine.look_up(lookup)
    yield f"intent   {question.intent}"
    yield f"words    {question.words}"
    yield from (f"read as  {read.typed} = {read.means} ({read.why})" for read in answer.read_as)
    names = [*question.names, *(found.topic.name for found in answer.topics)]
    told = {
        "names": dict.fromkeys(names),
        "events": question.events,
        "levels": question.levels,
        "years": question.years,
        "wishes": sorted(question.wishes),
        "filters": [f"{name}:{value}" for name, value in _filters(answer.lookup) if value],
    }
    yield from (f"{name:<8} {', '.join(map(str, values))}" for name, values in told.items() if values)


def _filters(lookup: Lookup) -> tuple[tuple[str, str], ...]:
    kind = str(lookup.kind or "")
    return ("kind", kind), ("event", lookup.event), ("by", lookup.speaker), ("from", lookup.company)


def name_events(engine: Knowledge) -> list[str]:
    """Return the values of --event that are KubeCons, newest first."""
    by_day = sorted(engine.editions, key=lambda edition: str(edition.starts_on or edition.id[-4:]), reverse=True)
    return [edition.id.removeprefix("kubecon-") for edition in by_day]


def read_lookups(path: Path) -> Iterator[str]:
    """Return the lookups in a file, one a line, blank lines too."""
    with path.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        for line in lines:
            yield line.rstrip("\r\n")
