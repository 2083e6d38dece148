"""Read keps.jsonl of the corpus: every Kubernetes enhancement proposal becomes an entry."""

from collections.abc import Iterator
from pathlib import Path

from bot.catalogue.catalogue import Catalogue
from bot.errors import Diagnostic, RecapError
from bot.model.enhancement import Enhancement, read_enhancements
from bot.model.entry import NOTE, Entry, EntryKind, Source
from bot.model.recap import Link

_TITLE = "Kubernetes enhancement proposals"


def enhancements_to_entries(path: Path, catalogue: Catalogue) -> Iterator[Entry]:
    """Yield a statement for each proposal that has reached a stage; raise RecapError for the first faulty line."""
    try:
        for line, one in read_enhancements(path):
            if one.stages:
                yield _to_entry(one, line, catalogue)
    except ValueError as error:
        remedy = "fix the line, or rewrite the file with scripts/build_keps.py"
        raise RecapError(Diagnostic(str(path), 0, str(error), remedy, fatal=True)) from error


def _to_entry(one: Enhancement, line: int, catalogue: Catalogue) -> Entry:
    facts = (one.stages, one.gate_words, f"kept by {one.sig}" if one.sig else "")
    text = f"{one.title} (KEP-{one.kep}): {'; '.join(fact for fact in facts if fact)}."
    return Entry(
        EntryKind.TAKEAWAY,
        "",
        text,
        Source(f"{NOTE}keps", _TITLE, "", one.sig, line),
        topics=tuple(dict.fromkeys((*one.topics, *catalogue.mentions(one.title)))),
        links=(Link(f"KEP-{one.kep}", one.url),),
        language="en",
    )
