"""Update the stages of Kubernetes enhancement proposals from their repository."""

import datetime as dt

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.updated_files import UpdatedFiles
from bot.extraction.enhancement_entries import enhancements_to_entries
from bot.model.enhancement import FILE, Enhancement, read_enhancements
from bot.updates.proposal_archive import read_archive
from bot.updates.proposals import enhancements_to_text, rows_to_enhancements
from bot.updates.sources import UpdateKind
from bot.updates.update_file import FileUpdate, too_few

ACCEPTED = frozenset({"application/gzip", "application/x-gzip", "application/octet-stream"})


def update_proposals(address: str, files: UpdatedFiles, catalogue: Catalogue, day: dt.date) -> FileUpdate:
    """Return the update of the proposals from the archive at an address."""

    def text(content: bytes) -> tuple[str, tuple[str, ...]]:
        path = files.path(FILE)
        known = {one.kep: one for _, one in read_enhancements(path)} if path.is_file() else {}
        found = rows_to_enhancements(read_archive(content), catalogue, day.isoformat())
        if fault := too_few(len(found), len(known), "proposals"):
            raise fault
        return enhancements_to_text(found), tuple(filter(None, (_change(known.get(one.kep), one) for one in found)))

    return FileUpdate(
        UpdateKind.KEPS,
        "Kubernetes proposals",
        FILE,
        address,
        ACCEPTED,
        text,
        lambda updated: list(enhancements_to_entries(updated.path(FILE), catalogue)),
    )


def _change(before: Enhancement | None, after: Enhancement) -> str:
    if before is None:
        return f"new: KEP-{after.kep} {after.title}"
    return f"KEP-{after.kep} {after.title}: {after.stages}" if before.stages != after.stages else ""
