"""Check the metadata of shipped recaps, so that readers know where a recap is from and may reuse it."""

from collections.abc import Iterator
from pathlib import Path

from bot.errors import Diagnostic
from bot.recaps.front_matter.metadata import is_web_address
from bot.recaps.front_matter.parse_front_matter import Value
from bot.recaps.front_matter.split import FrontMatter, split_front_matter

_LIST_SOURCES = "list each post under `sources` as `- url: https://...` with its `title: ...`"
_REMEDIES = {
    "title": "add e.g. `title: Security at KubeCon EU 2026`",
    "edition": "add e.g. `edition: kubecon-eu-2026`",
    "topic": "add what the note is about, e.g. `topic: Kueue`",
    "date": "add the day of its newest source, e.g. `date: 2026-03-28`",
    "author": "add who wrote it",
    "sources": _LIST_SOURCES,
    "licence": "add e.g. `licence: CC-BY-4.0`",
}


def lint_recap(path: Path, *, is_note: bool = False) -> tuple[Diagnostic, ...]:
    """Report missing metadata of a shipped recap; a note has a topic, no edition."""
    front = split_front_matter(path.read_text(encoding="utf-8", errors="replace"), str(path))
    without = "edition" if is_note else "topic"
    return (*_check_facts(front, str(path), without), *_check_sources(front, str(path)))


def _check_facts(front: FrontMatter, path: str, without: str) -> Iterator[Diagnostic]:
    for name, remedy in _REMEDIES.items():
        if name != without and not front.values.get(name):
            yield Diagnostic(path, front.lines.get(name, front.first_line), f"`{name}` is missing", remedy)


def _check_sources(front: FrontMatter, path: str) -> Iterator[Diagnostic]:
    given = front.values.get("sources") or []
    for number, source in enumerate(given if isinstance(given, list) else [given], 1):
        if fault := _fault_of(source):
            yield Diagnostic(path, front.lines["sources"], f"source {number} {fault}", _LIST_SOURCES)


def _fault_of(source: Value) -> str:
    """Return what a source lacks; its address may be empty if nobody knows it any more."""
    if not isinstance(source, dict):
        return "has no `url` and `title`"
    missing = [name for name in ("url", "title") if name not in source]
    if missing or not source["title"]:
        return f"has no `{missing[0] if missing else 'title'}`"
    return "" if is_web_address(str(source["url"])) or not source["url"] else "has a `url` that is no web address"
