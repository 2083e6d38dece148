"""Part the facts above a post (YAML, TOML, JSON or none) from its text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import frontmatter
from frontmatter.default_handlers import BaseHandler, YAMLHandler

from bot.errors import Complaint
from bot.recaps.fields import FieldReading, Value, read_toml, read_yaml

_YAML = YAMLHandler()
_JSON = BaseHandler(re.compile(r"^[{}][ \t]*$", re.MULTILINE), "{", "}")
_TOML = BaseHandler(re.compile(r"^\+{3,}\s*$", re.MULTILINE), "+++", "+++")
_FACT = re.compile(r"""["']?[A-Za-z_][\w .-]*["']?[ \t]*[:=](?=\s|$)|[ \t]+\S|[ \t]*-[ \t]|[\[\]{}"',]""")
# A blank line and then a sentence: what seemed to close the front matter is a rule in the body.
_PROSE_BELOW = re.compile(rf"\n[ \t]*\n(?!#)(?!{_FACT.pattern})(?=\S)")
_COMMENTS = re.compile(r"(?:\s*#.*\n)*\s*")
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Hold the facts above a post, all as text under folded keys, the line of each in the file, and the body.

    `text` is the front matter as written; it begins at `first_line`.
    """

    body: str
    body_line: int
    values: Mapping[str, Value]
    lines: Mapping[str, int]
    text: str = ""
    first_line: int = 1
    complaints: tuple[Complaint, ...] = ()


def split_front_matter(text: str, path: str) -> FrontMatter:
    """Read what stands above the body; a text that begins with a mere rule ("---") has nothing above it."""
    start = text.lstrip()
    line = 1 + text.count("\n", 0, len(text) - len(start))
    handler = frontmatter.detect_format(start, (_YAML, _JSON, _TOML))
    nothing = FrontMatter(text, 1, {}, {})
    if handler is None:
        return nothing
    inside, body, unclosed = _split(handler, start)
    if not inside or len(inside) > _LONGEST:
        return nothing
    first_line = line + start.count("\n", 0, start.index(inside))
    reading = FieldReading(path, first_line)
    if unclosed:
        closing = f"add a line {handler.END_DELIMITER} below the last fact"
        reading.complain(0, "the front matter is never closed", closing)
    (read_toml if handler is _TOML else read_yaml)("{" + inside + "}" if handler is _JSON else inside, reading)
    body_line = line + start.count("\n", 0, len(start) - len(body))
    return FrontMatter(body, body_line, reading.values, reading.lines, inside, first_line, tuple(reading.complaints))


def _split(handler: BaseHandler, start: str) -> tuple[str, str, bool]:
    """Return the front matter, the body, and whether the mark between them is missing."""
    opening = handler.FM_BOUNDARY.match(start) if handler.FM_BOUNDARY else None
    rest = start[opening.end() :] if opening else ""
    if not _FACT.match(_COMMENTS.sub("", rest, count=1)):
        return "", start, False
    try:
        inside, body = handler.split(start)
    except ValueError:
        return _split_unclosed(rest)
    return _split_unclosed(rest) if _PROSE_BELOW.search(inside) else (inside, body, False)


def _split_unclosed(rest: str) -> tuple[str, str, bool]:
    """Take the lines that look like facts, up to the first that does not."""
    end = 0
    for line in rest.splitlines(keepends=True):
        if line.strip() and not _FACT.match(line):
            break
        end += len(line)
        if not line.strip() and rest[:end].strip() and not _FACT.match(rest[end:]):
            break
    is_closed = rest.startswith("...", end)  # YAML has this second way to end a document
    return rest[:end], rest[end + 3 :] if is_closed else rest[end:], not is_closed
