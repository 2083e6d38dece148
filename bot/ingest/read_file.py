"""Read one recap or schedule file into lines for the entry store."""

import datetime as dt
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue.catalogue import Catalogue
from bot.errors import Diagnostic, RecapError
from bot.event_log import EventLogger
from bot.extraction.enhancement_entries import enhancements_to_entries
from bot.extraction.extract import extract, extract_note
from bot.extraction.schedules.merge_talks import merge_talks
from bot.extraction.schedules.read_schedule import read_schedule
from bot.index.entry_store import entries_to_lines, line_to_entry
from bot.index.worker_pool import TaskFailure, TaskLimits, map_in_workers
from bot.ingest.check_statement_sources import check_statement_sources
from bot.model.enhancement import FILE as KEPS
from bot.model.entry import is_scheduled
from bot.model.progress import Progress, no_progress
from bot.recaps.lint import lint_recap
from bot.recaps.read_recap import name_to_text, read_recap

SCHEDULE_ENDING = ".yaml"
_TALK_LINE = '{"kind":"talk"'  # how the line of a talk begins: the entry store writes the kind first


LIMITS = TaskLimits()
_SET_ASIDE = "it is skipped until it changes"
_log = EventLogger(__name__)


@dataclass(frozen=True, slots=True)
class FileReading:
    """The lines of a file's entries, its diagnostics, and the trace of an error in the bot's own code."""

    lines: list[str]
    diagnostics: tuple[Diagnostic, ...] = ()
    trace: str = ""

    @property
    def is_bad(self) -> bool:
        """Return whether the file could not be read."""
        return any(diagnostic.fatal for diagnostic in self.diagnostics)


@dataclass(frozen=True, slots=True)
class FileReader:
    """Read files with the help of the catalogue; shipped files of `corpus` need more metadata.

    A recap that says it is from long after `today` is not believed.
    """

    catalogue: Catalogue
    corpus: Path
    today: dt.date | None = None

    def read_all(self, paths: Sequence[Path], progress: Progress = no_progress) -> list[FileReading]:
        """Read files in separate processes, so that a bad file stops no other, and is named."""
        outcomes = map_in_workers(self.read, paths, LIMITS, progress)
        readings = [_to_reading(path, outcome) for path, outcome in zip(paths, outcomes, strict=True)]
        for path, reading in zip(paths, readings, strict=True):
            if reading.trace:
                _log.error("a fault of the bot kept a file from being read", path=str(path), trace=reading.trace)
        return readings

    def read(self, path: Path) -> FileReading:
        """Read one file; raises only MemoryError."""
        try:
            return self._read(path)
        except RecapError as error:
            return FileReading([], (error.diagnostic,))
        except MemoryError:
            raise  # this process has to end
        except Exception as fault:  # noqa: BLE001 - an error in one file must not stop the others
            return _reading_of_fault(path, fault)

    def _read(self, path: Path) -> FileReading:
        if path.suffix == SCHEDULE_ENDING:
            return FileReading(entries_to_lines(read_schedule(path, self.catalogue)))
        if path.name == KEPS:
            return FileReading(entries_to_lines(tuple(enhancements_to_entries(path, self.catalogue))))
        recap = read_recap(path, self.today)
        is_note = path.is_relative_to(self.corpus / "notes")
        is_shipped = is_note or path.is_relative_to(self.corpus / "recaps")
        entries = (extract_note if is_note else extract)(recap, self.catalogue)
        faults = (
            (*lint_recap(path, is_note=is_note), *check_statement_sources(str(path), entries)) if is_shipped else ()
        )
        return FileReading(entries_to_lines(entries), (*recap.diagnostics, *faults))


def _to_reading(path: Path, outcome: FileReading | TaskFailure) -> FileReading:
    if isinstance(outcome, FileReading):
        return outcome
    reason = f"reading it {outcome.reason}; {_SET_ASIDE}"
    diagnostic = Diagnostic(name_to_text(str(path)), 0, reason, "shorten it, or move it elsewhere", fatal=True)
    return FileReading([], (diagnostic,))


def _reading_of_fault(path: Path, fault: Exception) -> FileReading:
    where = traceback.extract_tb(fault.__traceback__)[-1]
    reason = (
        f"a fault of the bot: {type(fault).__name__} in {Path(where.filename).name} line {where.lineno}; {_SET_ASIDE}"
    )
    diagnostic = Diagnostic(name_to_text(str(path)), 0, reason, "report it with the file", fatal=True)
    return FileReading([], (diagnostic,), traceback.format_exc())


def join_lines(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines with each session merged with what recaps say about it; takeaways come first."""
    talks = {place: line_to_entry(line) for place, line in enumerate(lines) if line.startswith(_TALK_LINE)}
    if not any(map(is_scheduled, talks.values())):
        return lines
    line_of = {id(entry): lines[place] for place, entry in talks.items()}
    joined = merge_talks(list(talks.values()))
    takeaways = [line for place, line in enumerate(lines) if place not in talks]
    return takeaways + [line_of.get(id(entry)) or entries_to_lines([entry])[0] for entry in joined]
