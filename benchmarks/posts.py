"""Invented recap posts as Markdown files, in the shapes that real ones have: notes, lists of talks, tables, quotes."""

from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.synthetic import Inventor
from bot.catalogue.catalogue import Catalogue
from bot.model.edition import Edition
from bot.model.entry import Entry, EntryKind, Source

_SECTIONS = 12
_LINES = 6
_NOWHERE = Source("", "", "", "", 0)


class Author:
    """Write posts about invented talks and takeaways."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._inventor = Inventor(catalogue, people=2_000)
        self._sections: tuple[Callable[[Edition], Iterator[str]], ...] = (
            self._paragraphs,
            self._list,
            self._talks,
            self._table,
            self._quote,
        )

    def write_posts(self, folder: Path, megabytes: float) -> list[Path]:
        """Fill a folder with posts until they hold so many megabytes, and return their files."""
        written: list[Path] = []
        size = 0
        while size < megabytes * 1e6:
            path = folder / f"post-{len(written)}.md"
            size += path.write_bytes(self.post().encode())
            written.append(path)
        return written

    def post(self) -> str:
        """Write one post: front matter, a title, and sections of every shape in turn."""
        edition = self._inventor.edition()
        lines = [
            "---",
            f'title: "Notes from {edition.short_name}: {self._inventor.heading()}"',
            f"date: {edition.starts_on}",
            f"author: {self._inventor.name()} {self._inventor.name()}",
            "tags: [kubecon, kubernetes]",
            "---",
        ]
        for place in range(_SECTIONS):
            lines += ["", f"## {self._inventor.heading()}", ""]
            lines += self._sections[place % len(self._sections)](edition)
        return "\n".join(lines) + "\n"

    def _paragraphs(self, edition: Edition) -> Iterator[str]:
        for _ in range(_LINES // 2):
            said = " ".join(self._entry(edition).text for _ in range(3))
            link = f"[{self._inventor.heading()}](https://example.org/{self._inventor.name()})"
            yield f"{said} **{self._inventor.heading()}** {link}."
            yield ""

    def _list(self, edition: Edition) -> Iterator[str]:
        return (f"- {self._entry(edition).text}" for _ in range(_LINES))

    def _talks(self, edition: Edition) -> Iterator[str]:
        for talk in self._some_talks(edition):
            yield f"- **{talk.title}** – {_names(talk)}: {talk.text}"

    def _table(self, edition: Edition) -> Iterator[str]:
        yield "| Talk | Speakers | Notes |"
        yield "| --- | --- | --- |"
        for talk in self._some_talks(edition):
            yield f"| {talk.title} | {_names(talk)} | {talk.text} |"

    def _quote(self, edition: Edition) -> Iterator[str]:
        yield f"> {self._entry(edition).text}"
        yield ""
        yield f"{self._entry(edition).text} `kubectl get {self._inventor.name().lower()}`"

    def _some_talks(self, edition: Edition) -> Iterator[Entry]:
        talks = (entry for entry in iter(lambda: self._entry(edition), None) if entry.kind is EntryKind.TALK)
        return (talk for talk, _ in zip(talks, range(_LINES), strict=False))

    def _entry(self, edition: Edition) -> Entry:
        return self._inventor.entry(_NOWHERE, edition)


def _names(talk: Entry) -> str:
    return " & ".join(f"{speaker.name} ({speaker.org})" for speaker in talk.speakers)
