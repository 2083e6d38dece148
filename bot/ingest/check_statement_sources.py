"""Check that each statement of a shipped recap has a source that is more than the front page of a site."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from bot.errors import Diagnostic
from bot.model.entry import Entry, EntryKind

_REMEDY = "end it with the page that says so, e.g. ([Kubernetes blog](https://kubernetes.io/blog/...))"


def check_statement_sources(path: str, entries: Iterable[Entry]) -> Iterator[Diagnostic]:
    """Complain of each statement without a source that a reader could check it by."""
    for entry in entries:
        if entry.kind is EntryKind.TAKEAWAY and (fault := _fault_of(entry)):
            yield Diagnostic(path, entry.source.line, fault, _REMEDY)


def is_front_page(url: str) -> bool:
    """Return whether an address is that of a whole site."""
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query


def _fault_of(entry: Entry) -> str:
    if not entry.links:
        return "the statement has no source"
    front_pages = [link.url for link in entry.links if is_front_page(link.url)]
    return f"a source of the statement is only the front page of a site: {front_pages[0]}" if front_pages else ""
