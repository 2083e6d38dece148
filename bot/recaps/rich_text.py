"""Collect the words of one paragraph, heading or cell, with bold, italic and linked parts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.recap import Link

# Chinese and Japanese are written without blanks, so a line that wraps inside them is joined without one.
_WIDE = "\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_WIDE_WRAP = re.compile(rf"(?<=[{_WIDE}])[ \t]*\n\s*(?=[{_WIDE}])")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_BARE_URL = re.compile(r"https?://[^\s<>\"'`|«»“”（）「」【】、。]+")
_LEFT_OVER = re.compile(r"(?<!\w)\*\*|\*\*(?!\w)")
_ANCHOR_SIGNS = ("", "#", "¶", "§", "🔗")
_AFTER_URL = ".,;:!?*_~"


@dataclass(frozen=True, slots=True)
class RichText:
    """Plain text, the line of its first word in the file, and its marked runs."""

    text: str
    line: int
    strong: tuple[str, ...] = ()
    emphasis: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


class RichTextBuilder:
    """Collect words and marks in reading order; split them at deliberate line breaks.

    `line` is the line of the file that is being read.
    """

    __slots__ = ("_done", "_emphasis", "_first_line", "_is_wrapped", "_links", "_open", "_parts", "_strong", "line")

    def __init__(self, line: int) -> None:
        self.line = line
        self._done: list[RichText] = []
        self._open: list[tuple[str, int, str]] = []
        self._start()

    def _start(self) -> None:
        self._parts: list[str] = []
        self._strong: list[str] = []
        self._emphasis: list[str] = []
        self._links: list[Link] = []
        self._first_line = 0
        self._is_wrapped = False  # what a line ended is longer than any run in it

    def add(self, text: str) -> None:
        """Add words; web addresses in them become links."""
        if not self._first_line and not text.isspace():
            self._first_line = self.line
        self._parts.append(text)
        if "://" in text and not any(mark == "a" for mark, _, _ in self._open):
            self._links.extend(links_in(text))

    def open(self, mark: str, url: str = "") -> None:
        """Begin a bold ("strong"), italic ("em") or linked ("a") run."""
        self._open.append((mark, len(self._parts), url))

    def close(self, mark: str) -> None:
        """End the innermost run of that kind; ignore one that was never started."""
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == mark:
                _, start, url = self._open.pop(place)
                run = collapse_blanks("".join(self._parts[start:]))
                if mark == "a" and url.startswith("#") and run in _ANCHOR_SIGNS:
                    del self._parts[start:]
                else:
                    self._keep(mark, run, url)
                return

    def _keep(self, mark: str, run: str, url: str) -> None:
        if mark == "a":
            self.add_link(run, url)
        elif run:
            (self._strong if mark == "strong" else self._emphasis).append(run)

    def add_link(self, text: str, url: str) -> None:
        """Keep a link that leads to a page or a place on this one."""
        if is_address(url):
            self._links.append(Link(text, url))

    def wrap(self) -> None:
        """Mark the end of a source line within a paragraph; a line all in bold or italic stays separate."""
        if len(self._strong) + len(self._emphasis) == 1 and not self._open and not self._is_wrapped:
            run = (self._strong or self._emphasis)[0]
            if collapse_blanks("".join(self._parts)) == run:
                self.break_line()
                return
        self._is_wrapped = self._is_wrapped or not self._open
        self.line += 1
        self._parts.append("\n")

    def break_line(self, source_lines: int = 1) -> None:
        """End a line deliberately, unless a bold, italic or linked run continues."""
        self.line += source_lines
        if self._open:
            self._parts.append("\n")
        else:
            self._finish()

    def _finish(self) -> None:
        text = "".join(self._parts)
        text = collapse_blanks(_LEFT_OVER.sub("", text) if "**" in text else text)
        if text or self._links:
            marks = tuple(self._strong), tuple(self._emphasis), tuple(self._links)
            self._done.append(RichText(text, self._first_line or self.line, *marks))
        self._start()

    def build(self) -> list[RichText]:
        """Return the collected lines, split at deliberate line breaks."""
        while self._open:
            self.close(self._open[-1][0])
        self._finish()
        done, self._done = self._done, []
        return done


def collapse_blanks(text: str) -> str:
    """Make one line of a text: one space between words, none where Chinese or Japanese wraps."""
    if "\n" in text and not text.isascii():
        text = _WIDE_WRAP.sub("", text)
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(_UNSEEN.sub("", text).split())


def links_in(text: str) -> tuple[Link, ...]:
    """Find web addresses written in a text."""
    if "://" not in text:
        return ()
    return tuple(Link(url, url) for url in map(_without_tail, _BARE_URL.findall(text)))


def _without_tail(url: str) -> str:
    url = url.rstrip(_AFTER_URL)
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(_AFTER_URL)
    return url


def is_address(url: str) -> bool:
    """Return whether an address is that of a page, not a mail address or a script."""
    head, colon, _ = url.partition(":")
    if colon and "/" not in head and "." not in head:
        return head.lower() in {"http", "https"}
    return bool(url)


def joined(pieces: Sequence[RichText]) -> RichText:
    """Make one of pieces of the same paragraph."""
    return RichText(
        collapse_blanks(" ".join(piece.text for piece in pieces)),
        next((piece.line for piece in pieces if piece.text), pieces[-1].line),
        tuple(run for piece in pieces for run in piece.strong),
        tuple(run for piece in pieces for run in piece.emphasis),
        tuple(link for piece in pieces for link in piece.links),
    )
