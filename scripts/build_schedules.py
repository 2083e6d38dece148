"""Turn gathered facts about schedules into corpus/talks/<edition>.yaml.

    python -m scripts.build_schedules FACTS_DIR corpus/

FACTS_DIR holds schedule-<edition>.yaml, and schedule-<edition>-colocated.yaml for the days beside it, as gathered. Of
an edition whose schedule was not gathered, the talks in <edition>.yaml that lead to their page in it are taken. The
same facts always give the same files. Correct a fact in FACTS_DIR and run this again.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.catalogue.data_files import read_yaml
from bot.catalogue.load import load_catalogue
from bot.extraction.people.person_names import NameClassifier
from bot.model.entry import Speaker
from bot.updates.schedule_file import Session, is_cancelled, page_of, schedule_to_text, without_pauses
from bot.updates.session_names import SessionNames, clean_name, cut_speakers, read_bracketed

Fields = Mapping[str, Any]

_PARTLY_KNOWN = ("na-2025",)
_SESSION_PAGE = re.compile(r"https://(?:[\w-]+\.sched\.com/event|sched\.co)/")
_NO_TITLE = re.compile(r"\(title|title was not kept")


def main(facts: Path, corpus: Path) -> None:
    """Read the facts, write a file for each schedule, and say how many sessions each holds."""
    builder = _Builder(facts, corpus)
    folder = corpus / "talks"
    folder.mkdir(exist_ok=True)
    for edition in builder.editions():
        event, sessions, text = builder.build(edition)
        (folder / f"{event}.yaml").write_text(text, encoding="utf-8")
        print(f"{event}: {sessions} sessions")


class _Builder:
    """Build schedules one after the other; companies of all of them tell companies from people."""

    def __init__(self, facts: Path, corpus: Path) -> None:
        self._facts = facts
        self._catalogue = load_catalogue(corpus)
        self._files = {
            path.stem.removeprefix("schedule-"): _read(path) for path in sorted(facts.glob("schedule-*.yaml"))
        }
        entries = [session for content in self._files.values() for session in content["sessions"]]
        companies = {speaker.org for entry in entries if _is_bracketed(entry) for speaker in _bracketed(entry)}
        self._names = SessionNames(
            NameClassifier(self._catalogue, ()),
            (_joined(entry) for entry in entries if not _is_bracketed(entry)),
            companies,
        )

    def editions(self) -> Iterator[str]:
        """Yield each edition of which a schedule, or talks with their page in one, were gathered."""
        yield from (name for name in self._files if not name.endswith("-colocated"))
        yield from _PARTLY_KNOWN

    def build(self, edition: str) -> tuple[str, int, str]:
        """Return the edition's id, the number of its sessions, and the text of its file."""
        known = self._catalogue.edition(f"kubecon-{edition}")
        if known is None:
            raise SystemExit(f"kubecon-{edition}: no such edition in editions.yaml; add it there first")
        contents = [self._files[name] for name in (edition, f"{edition}-colocated") if name in self._files]
        if contents:
            sessions = [session for content in contents for session in self._sessions(content["sessions"])]
            sources = [content["source"] for content in contents]
        else:
            sessions = list(_talks(_read(self._facts / f"{edition}.yaml")["talks"]))
            sources = [f"{known.schedule}, the part that other pages name; each session's link leads to its page"]
        kept = without_pauses(sessions)
        return known.id, len(kept), schedule_to_text(known, sources, kept)

    def _sessions(self, entries: Iterable[Fields]) -> Iterator[Session]:
        for entry in entries:
            if not is_cancelled(entry["title"]):
                title, speakers = self._title_and_speakers(entry)
                track = entry["track"]
                title = re.sub(rf"^{re.escape(track)} [|lI] ", f"{track} | ", title)
                yield Session(title, speakers, track, entry["start_local"], page_of(entry["url"]))

    def _title_and_speakers(self, entry: Fields) -> tuple[str, tuple[Speaker, ...]]:
        if not _is_bracketed(entry):
            return self._names.read(_joined(entry))
        speakers = _bracketed(entry)
        return cut_speakers(clean_name(entry["title"]), speakers), speakers


def _is_bracketed(entry: Fields) -> bool:
    return "(" in (entry["speakers"] or "").rpartition("; ")[2]


def _bracketed(entry: Fields) -> tuple[Speaker, ...]:
    return read_bracketed(entry["speakers"])


def _joined(entry: Fields) -> str:
    """Put a name together again that was parted at its last dash, whatever stood behind it."""
    return f"{entry['title']} - {entry['speakers']}" if entry["speakers"] else str(entry["title"])


def _talks(entries: Iterable[Fields]) -> Iterator[Session]:
    """Yield the talks that lead to their page in the schedule."""
    for entry in entries:
        if _SESSION_PAGE.match(entry.get("url", "")) and _has_title(entry):
            yield Session(
                clean_name(entry["title"]),
                tuple(Speaker(person.get("name", ""), person.get("org", "")) for person in entry.get("speakers", ())),
                _place(entry.get("at", "")),
                entry.get("day", ""),
                page_of(entry["url"]),
                entry.get("video", ""),
            )


def _has_title(entry: Fields) -> bool:
    """Return whether a talk's own title is known, not only that it was a keynote of some company."""
    companies = {person.get("org", "") for person in entry.get("speakers", ())}
    return not _NO_TITLE.search(entry["title"]) and entry["title"].rpartition(": ")[2] not in companies


def _place(text: str) -> str:
    """Return the name of the day beside the conference, "" if it is only guessed."""
    return "" if "co-located" in text or "(" in text else text


def _read(path: Path) -> Any:
    return read_yaml(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
