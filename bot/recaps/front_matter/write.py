"""Write metadata into a post's front matter, in the format that it has."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.recaps.front_matter.parse_front_matter import normalize_key
from bot.recaps.front_matter.split import FrontMatter, split_front_matter

FETCHED_FROM = "fetched_from"  # the fact by which a post is known again when its address is fetched once more
_OPENING = re.compile(r"\s*(?P<sign>-{3,}|\+{3,}|\{)[ \t]*\n")


def write_metadata(text: str, facts: Mapping[str, str | Sequence[str]]) -> str:
    """Return a post with new metadata, replacing fields of the same names; its text stays unchanged."""
    if not facts:
        return text
    front = split_front_matter(text, "")
    written = _write_into(text, front, facts) if front.values else ""
    return written if _can_be_read(written, facts) else write_metadata_above(text, facts)


def _can_be_read(text: str, facts: Mapping[str, str | Sequence[str]]) -> bool:
    """Return whether all facts are read from a text, which may have damaged front matter."""
    values = split_front_matter(text, "").values
    return all(
        values.get(normalize_key(name)) == (fact if isinstance(fact, str) else list(fact))
        for name, fact in facts.items()
    )


def _write_into(text: str, front: FrontMatter, facts: Mapping[str, str | Sequence[str]]) -> str:
    for name in facts:
        inside = re.sub(rf'^"?{name}"?\s*[:=].*$\n?', "", front.text, flags=re.MULTILINE)
        text, front = text.replace(front.text, inside, 1), replace(front, text=inside)
    opening = _OPENING.match(text)
    if opening is None:  # facts without a line above or below them
        return f"---\n{_lines(facts, ': ')}{front.text.strip()}\n---\n{front.body}"
    sign = opening["sign"][0]
    lines = _lines(facts, " = ") if sign == "+" else _lines(facts, ": ")
    if sign == "{":
        lines = "".join(f'"{key}": {_value(value)},\n' for key, value in facts.items())
    return text[: opening.end()] + lines + text[opening.end() :]


def write_metadata_above(text: str, facts: Mapping[str, str | Sequence[str]]) -> str:
    """Return a text with metadata above it, even if it has front matter already."""
    return f"---\n{_lines(facts, ': ')}---\n\n{text.lstrip()}"


def _lines(facts: Mapping[str, str | Sequence[str]], sign: str) -> str:
    return "".join(f"{key}{sign}{_value(value)}\n" for key, value in facts.items())


def _value(value: str | Sequence[str]) -> str:
    """Write a value as JSON, which is also valid YAML and TOML."""
    return json.dumps(value if isinstance(value, str) else list(value), ensure_ascii=False)
