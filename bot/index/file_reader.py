"""Read one file of the bot's knowledge, a recap or a schedule, into the lines that lie on the shelf."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue.catalogue import Catalogue
from bot.errors import Complaint, RecapError
from bot.extraction.entry import is_scheduled
from bot.extraction.extractors import extract
from bot.extraction.joining import join_talks
from bot.extraction.schedule import read_schedule
from bot.index.serial import fields_to_entry
from bot.index.shelf import entries_to_lines
from bot.recaps.reader import read_recap
from bot.recaps.shipped import check_shipped

SCHEDULE_ENDING = ".yaml"
_TALK_LINE = '{"kind":"talk"'  # how the line of a talk begins: the shelf writes the kind first


@dataclass(frozen=True, slots=True)
class FileReader:
    """Read files with the help of the catalogue; recaps below `shipped` have to say more of themselves."""

    catalogue: Catalogue
    shipped: Path

    def read(self, path: Path) -> tuple[list[str], tuple[Complaint, ...]]:
        """Return the lines of a file's entries, and what a person should mend in it; raises nothing."""
        try:
            if path.suffix == SCHEDULE_ENDING:
                return entries_to_lines(read_schedule(path, self.catalogue)), ()
            recap = read_recap(path)
            faults = check_shipped(path) if path.is_relative_to(self.shipped) else ()
            return entries_to_lines(extract(recap, self.catalogue)), (*recap.complaints, *faults)
        except RecapError as error:
            return [], (error.complaint,)


def join_lines(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines with each session of a schedule and what recaps tell of it as one; takeaways come first."""
    talks = {
        place: fields_to_entry(json.loads(line)) for place, line in enumerate(lines) if line.startswith(_TALK_LINE)
    }
    if not any(map(is_scheduled, talks.values())):
        return lines
    line_of = {id(entry): lines[place] for place, entry in talks.items()}
    joined = join_talks(list(talks.values()))
    takeaways = [line for place, line in enumerate(lines) if place not in talks]
    return takeaways + [line_of.get(id(entry)) or entries_to_lines([entry])[0] for entry in joined]
