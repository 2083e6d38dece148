"""Limit the size and nesting of front matter before parsing it, as untrusted text can crash parsers."""

import re
from typing import Any

import yaml

LARGEST_BYTES = 256_000
YAML_LOADER: Any = getattr(
    yaml, "CBaseLoader", yaml.BaseLoader
)  # the C implementation is ten times as fast, if available
_DEEPEST = 64
_MOST_PARTS = 20_000  # each takes about a kilobyte of memory
_STEPS = {
    yaml.SequenceStartEvent: 1,
    yaml.MappingStartEvent: 1,
    yaml.SequenceEndEvent: -1,
    yaml.MappingEndEvent: -1,
}
# Only 200 letters of a quoted key are read, so that matching any input is fast.
_DEEP_KEY = re.compile(
    rf"""(?<![\w-])(?:(?:[\w-]+|"(?:[^"\\\n]|\\.){{0,200}}"|'[^'\n]{{0,200}}')[ \t]*\.[ \t]*){{{_DEEPEST}}}"""
)
TOO_DEEP = f"the front matter is nested more than {_DEEPEST} levels deep, and was left out"
_TOO_LARGE = f"the front matter is over {LARGEST_BYTES // 1000} kB, and was left out"
_TOO_MANY = f"the front matter contains over {_MOST_PARTS:,} values, and was left out"


def size_fault(text: str) -> str:
    """Return the problem with the size of a front matter, "" for none."""
    return _TOO_LARGE if len(text.encode(errors="replace")) > LARGEST_BYTES else ""


def yaml_fault(text: str) -> str:
    """Return what makes YAML too complex for its parser, "" for nothing.

    It uses the parser's events, because only building nodes recurses as deep as the text.
    """
    depth = 0
    try:
        for number, event in enumerate(yaml.parse(text, Loader=YAML_LOADER)):
            depth += _STEPS.get(type(event), 0)
            if depth > _DEEPEST:
                return TOO_DEEP
            if number > _MOST_PARTS:
                return _TOO_MANY
    except yaml.YAMLError:
        return ""  # an error here occurs again when it is parsed, with its reason
    return ""


def toml_fault(text: str) -> str:
    """Return what makes TOML too complex for its parser, whose memory grows with the square of a key's parts."""
    return TOO_DEEP if _DEEP_KEY.search(text) else ""
