"""Write answers and entries as JSON, whose field names never change because other programs rely on them."""

import json
from typing import Any

from bot.cards.subject_header import subject_sections
from bot.model.entry import Entry, Source
from bot.model.lookup import Answer, Interpretation, Match


def answer_to_json(answer: Answer, typed: str, elapsed_ms: float) -> str:
    """Write an answer as one line of JSON; `typed` is the lookup as typed, `elapsed_ms` the time it took."""
    fields = {
        "lookup": typed,
        "read_as": [_read_as(read_as) for read_as in answer.read_as],
        "elapsed_ms": round(elapsed_ms, 3),
        "did_you_mean": list(answer.did_you_mean),
        "readings": list(answer.readings),
        "topics": [
            {"name": found.topic.name, "recaps": found.recaps, "newest_event": found.newest_event}
            for found in answer.topics
        ],
        "totals": {str(kind): number for kind, number in answer.totals},
        "intent": str(answer.intent),
        "facts": [
            {"section": section.heading, "text": item.text, "url": item.source.url}
            for section in subject_sections(answer.subject)
            for item in section.items
        ],
        "matches": [_match(match) for match in answer.matches],
    }
    return json.dumps(fields, ensure_ascii=False)


def entry_to_json(entry: Entry) -> str:
    """Write an entry as one line of JSON."""
    return json.dumps(_entry(entry), ensure_ascii=False)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "kind": str(entry.kind),
        "title": entry.title,
        "text": entry.text,
        "disputed": entry.disputed,
        "speakers": [{"name": speaker.name, "org": speaker.org} for speaker in entry.speakers],
        "event": entry.event,
        "date": entry.date.isoformat() if entry.date else None,
        "topics": list(entry.topics),
        "links": [{"text": link.text, "url": link.url} for link in entry.links],
        "language": entry.language,
        "source": _source(entry.source),
    }


def _match(match: Match) -> dict[str, Any]:
    also_in = [_source(source) for source in match.also_in]
    return {**_entry(match.entry), "score": round(match.score, 4), "why": list(match.why), "also_in": also_in}


def _source(source: Source) -> dict[str, Any]:
    return {
        "recap": source.recap,
        "title": source.title,
        "url": source.url,
        "heading": source.heading,
        "line": source.line,
    }


def _read_as(read_as: Interpretation) -> dict[str, str]:
    return {"typed": read_as.typed, "means": read_as.means, "why": read_as.why, "source": read_as.source}
