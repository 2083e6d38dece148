"""Entries as lines of JSON and back, so that they can rest on disk."""

import datetime as dt
import json
from typing import Any

from bot.model.entry import Entry, EntryKind, Source, Speaker
from bot.model.recap import Link


def entry_to_fields(entry: Entry) -> dict[str, Any]:
    """Return the entry as plain JSON values; empty fields are left out to keep the line short."""
    fields: dict[str, Any] = {
        "kind": str(entry.kind),
        "title": entry.title,
        "text": entry.text,
        "source": _source_to_values(entry.source),
        "speakers": [[speaker.name, speaker.org] for speaker in entry.speakers],
        "event": entry.event,
        "date": entry.date.isoformat() if entry.date else "",
        "topics": list(entry.topics),
        "links": [[link.text, link.url] for link in entry.links],
        "language": entry.language,
        "also": [_source_to_values(source) for source in entry.also],
        "disputed": entry.disputed,
        "other_titles": list(entry.other_titles),
    }
    return {name: value for name, value in fields.items() if value}


def fields_to_entry(fields: dict[str, Any]) -> Entry:
    """Make the entry again from its plain JSON values."""
    return Entry(
        kind=EntryKind(fields["kind"]),
        title=fields.get("title", ""),
        text=fields.get("text", ""),
        source=Source(*fields["source"]),
        speakers=tuple(Speaker(*speaker) for speaker in fields.get("speakers", ())),
        event=fields.get("event", ""),
        date=dt.date.fromisoformat(fields["date"]) if fields.get("date") else None,
        topics=tuple(fields.get("topics", ())),
        links=tuple(Link(*link) for link in fields.get("links", ())),
        language=fields.get("language", ""),
        also=tuple(Source(*source) for source in fields.get("also", ())),
        disputed=fields.get("disputed", ""),
        other_titles=tuple(fields.get("other_titles", ())),
    )


def _source_to_values(source: Source) -> list[Any]:
    return [getattr(source, name) for name in Source.__slots__]


def to_line(value: Any) -> str:
    """Write one JSON value as one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
