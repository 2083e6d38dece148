"""Split front matter (YAML, TOML, JSON or none) from the text of a post."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import frontmatter
from frontmatter.default_handlers import BaseHandler, YAMLHandler

from bot.errors import Diagnostic
from bot.recaps.front_matter.limits import size_fault
from bot.recaps.front_matter.parse_front_matter import FieldReading, Value, read_toml_fields, read_yaml_fields

_YAML = YAMLHandler()
_JSON = BaseHandler(re.compile(r"^[{}][ \t]*$", re.MULTILINE), "{", "}")
_TOML = BaseHandler(re.compile(r"^\+{3,}\s*$", re.MULTILINE), "+++", "+++")
_KEY = r"""(?:[A-Za-z_][\w.-]*|"[^"\n]+"|'[^'\n]+')"""
_FACT = re.compile(rf"""{_KEY}[ \t]*(?::(?=\s|$)|=)|[ \t]+\S|[ \t]*-[ \t]|[\[\]{{}}"',]""")
# A blank line and then a sentence: what seemed to close the front matter is a rule in the body.
_PROSE_BELOW = re.compile(rf"\n[ \t]*\n(?!#)(?!{_FACT.pattern})(?=\S)")
_COMMENTS = re.compile(r"(?:\s*#.*\n)*\s*")
_UNMARKED = re.compile(
    r"((?:(?:title|date|authors?|tags|categor(?:y|ies)|slug|summary|event|edition|url|lang)[ \t]*:[^\n]*\n){2,})"
    r"(?:-{3,}[ \t]*)?(?=\n)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The facts above a post, all as text under normalized keys, the line of each in the file, and the body.

    `text` is the front matter as written; it begins at `first_line`.
    """

    body: str
    body_line: int
    values: Mapping[str, Value]
    lines: Mapping[str, int]
    text: str = ""
    first_line: int = 1
    diagnostics: tuple[Diagnostic, ...] = ()


def split_front_matter(text: str, path: str) -> FrontMatter:
    """Parse the front matter above the body; a text that begins with a rule ("---") has none.

    What parses as no facts (a list, say) is the text's own, and so is what is too large to parse and never closed.
    """
    start = text.lstrip()
    line = 1 + text.count("\n", 0, len(text) - len(start))
    handler = frontmatter.detect_format(start, (_YAML, _JSON, _TOML))
    parts = _split(handler, start) if handler else _split_unmarked(start)
    if parts is None:
        return FrontMatter(text, 1, {}, {})
    reading = FieldReading(path, line + start.count("\n", 0, parts.start))
    if not _read_parts(parts, handler, reading):
        return FrontMatter(text, 1, {}, {})
    body_line = line + start.count("\n", 0, len(start) - len(parts.body))
    diagnostics = tuple(reading.diagnostics)
    return FrontMatter(
        parts.body, body_line, reading.values, reading.lines, parts.inside, reading.first_line, diagnostics
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """A front matter, its first line, and the text below it."""

    inside: str
    start: int
    body: str
    is_closed: bool = True


def _read_parts(parts: _Parts, handler: BaseHandler | None, reading: FieldReading) -> bool:
    """Parse the fields; return False if there are none and the whole text is body."""
    if fault := size_fault(parts.inside.strip()):
        reading.complain(0, fault, "keep only the facts about the post there")
        return parts.is_closed
    if handler and not parts.is_closed:
        closing = f"add a line {handler.END_DELIMITER} below the last fact"
        reading.complain(0, "the front matter is never closed", closing)
    if handler is _TOML:
        read_toml_fields(parts.inside, reading)
        return True
    if handler is _JSON:  # which is YAML but for its tabs
        return read_yaml_fields("{" + parts.inside.replace("\t", " ") + "}", reading)
    return read_yaml_fields(parts.inside, reading) or not parts.inside.strip()


def _split(handler: BaseHandler, text: str) -> _Parts | None:
    opening = handler.FM_BOUNDARY.match(text) if handler.FM_BOUNDARY else None
    start = opening.end() if opening else 0
    rest = text[start:]
    first = _COMMENTS.sub("", rest, count=1)
    if not _FACT.match(first) and not handler.detect(first):
        return None
    try:
        inside, body = handler.split(text)
    except ValueError:
        return _split_unclosed(rest, start)
    if handler is _JSON or not _PROSE_BELOW.search(inside):
        return _Parts(inside, start, body)
    return _split_unclosed(rest, start)


def _split_unmarked(text: str) -> _Parts | None:
    """Read the facts of a post that begins with them ("Title: ...", "Date: ..."), as some generators want it."""
    facts = _UNMARKED.match(text)
    return _Parts(facts[1], 0, text[facts.end() :]) if facts else None


def _split_unclosed(rest: str, start: int) -> _Parts:
    """Return the lines that look like facts, up to the first that does not."""
    remarks = _COMMENTS.match(rest)
    end = remarks.end() if remarks else 0
    is_begun = bool(rest[:end].strip())
    for line in rest[end:].splitlines(keepends=True):
        is_blank = not line.strip()
        if not is_blank and not _FACT.match(line):
            break
        end += len(line)
        if is_blank and is_begun and not _FACT.match(rest, end):
            break
        is_begun = is_begun or not is_blank
    is_closed = rest.startswith("...", end)  # YAML has this second way to end a document
    return _Parts(rest[:end], start, rest[end + 3 :] if is_closed else rest[end:], is_closed)
