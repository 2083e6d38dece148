"""Judge what digests tell over 8 weeks on 12 topics: each line is to be on its topic, in date, and told once.

    python benchmarks/digest_contents.py [--weeks 8] [--lines]

Each topic is a channel of its own, in which a recap arrives every week. The judge does not ask the bot: it reads each
line by its own words for the topic, its own reading of days, and compares all lines of a channel with each other.
Prints a table, and fails where fewer than 97 % of the lines hold or any comes twice. `--lines` prints what does not.
"""

import argparse
import datetime as dt
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.digest_weeks import FIRST, weeks
from benchmarks.table import print_table
from bot.engine import Engine, open_engine
from bot.model.digest import Digest, Part, PartKind
from bot.model.entry import Entry, EntryKind

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
HELD = 0.97
TOPICS = {
    "dra": r"\bDRA\b|dynamic resource allocation",
    "security": r"\bsecurity\b",
    "cilium": r"\bcilium",
    "gateway api": r"gateway ?api",
    "observability": r"observability|o11y",
    "kueue": r"\bkueue",
    "opentelemetry": r"opentelemetry|\botel\b",
    "istio": r"\bistio",
    "platform engineering": r"platform engineer|plateng",
    "argo cd": r"argo ?cd",
    "prometheus": r"prometheus",
    "kubevirt": r"kubevirt",
}
_DAYS = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b|\b(\d{1,2}) ([A-Z][a-z]{2,8}) (20\d\d)\b")
_AWAITED = re.compile(r"\b(?:by|until|from|on|to) \d|\bwill\b|\bdeadline\b|\bplanned\b|\bis to\b")
_TOO_OLD = {EntryKind.TAKEAWAY: 366, EntryKind.TALK: 2 * 366}
_AHEAD_DAYS = 28
_SAME = 90.0  # of 100, of the words in common


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a digest; `is_general` says that it stands under no topic, such as news and dates."""

    entry: Entry
    day: dt.date
    is_general: bool
    ahead: dt.date | None = None

    @property
    def said(self) -> str:
        """Return what is read."""
        return self.entry.title or self.entry.text

    def is_about(self, pattern: str) -> bool:
        """Return whether the words for the topic stand in it, or in the title of the talk it was said in."""
        titles = f"{self.entry.title} {self.entry.source.title}"
        return self.is_general or bool(re.search(pattern, f"{titles} {self.entry.text}", re.IGNORECASE))

    def is_in_date(self) -> bool:
        """Return whether it is young enough, and awaits no day that is over."""
        if self.ahead:
            return self.day <= self.ahead <= self.day + dt.timedelta(days=_AHEAD_DAYS)
        told = self.entry.date
        if told is None or (self.day - told).days > _TOO_OLD.get(self.entry.kind, 0):
            return False
        awaited = [one for one in _days_in(self.entry.text) if one > told + dt.timedelta(days=7)]
        return not (awaited and max(awaited) < self.day and _AWAITED.search(self.entry.text))


def lines_of(digest: Digest) -> Iterator[Line]:
    """Give every line of a digest, the one that leads too."""
    if digest.headline:
        yield Line(digest.headline, digest.day, is_general=not digest.headline.event)
    for part in digest.parts:
        for number, entry in enumerate(part.entries):
            yield Line(entry, digest.day, part.kind in {PartKind.NEWS, PartKind.DATES}, _ahead(part, number))


def repeats(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that say what one before them says."""
    return [line for number, line in enumerate(lines) if any(_say_the_same(line, before) for before in lines[:number])]


def judge(
    engine: Engine, topic: str, number: int, arrivals: Sequence[str]
) -> tuple[list[Line], list[Line], list[Line]]:
    """Return the lines that a channel gets, those that do not hold, and those that come again."""
    digests = [digest for _, digest in weeks(engine, [topic], number, arrivals) if isinstance(digest, Digest)]
    lines = [line for digest in digests for line in lines_of(digest)]
    bad = [line for line in lines if not (line.is_about(TOPICS[topic]) and line.is_in_date())]
    return lines, bad, repeats(lines)


def _ahead(part: Part, number: int) -> dt.date | None:
    return part.days[number] if part.days else None


def _say_the_same(one: Line, other: Line) -> bool:
    numbers = [set(re.findall(r"\d+", line.said)) for line in (one, other)]
    return numbers[0] == numbers[1] and fuzz.token_sort_ratio(one.said, other.said, processor=default_process) >= _SAME


def _days_in(text: str) -> Iterator[dt.date]:
    for found in _DAYS.finditer(text):
        written = "-".join(found.groups()[:3]) if found[1] else f"{found[4]} {found[5]} {found[6]}"
        for form in ("%Y-%m-%d", "%d %B %Y"):
            try:
                yield dt.datetime.strptime(written, form).replace(tzinfo=dt.UTC).date()
            except ValueError:
                continue  # the other form, or no day at all


def main() -> int:
    """Print the table; return 1 where digests are not good enough."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--weeks", type=int, default=8)
    options.add_argument("--lines", action="store_true", help="print each line that does not hold")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        engine = open_engine([CORPUS / "recaps"], CORPUS, Path(home), FIRST.date())
        arrivals = sorted(engine.recaps())
        judged = {topic: judge(engine, topic, chosen.weeks, arrivals) for topic in TOPICS}
    counts = {topic: [len(lines) for lines in told] for topic, told in judged.items()}
    every, wrong, twice = map(sum, zip(*counts.values(), strict=True))
    rows = [(topic, *numbers) for topic, numbers in counts.items()]
    print_table(("topic", "lines", "not about it or out of date", "again"), [*rows, ("all", every, wrong, twice)])
    print(f"\n{1 - wrong / every:.3f} of the lines hold")
    for topic, (_, bad, again) in judged.items() if chosen.lines else ():
        for line in [*bad, *again]:
            print(f"{topic} {line.day} {line.entry.source.recap}: {line.said}")
    return 0 if every and 1 - wrong / every >= HELD and not twice else 1


if __name__ == "__main__":
    sys.exit(main())
