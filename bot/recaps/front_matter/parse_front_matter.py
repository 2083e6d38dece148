"""Parse front matter into text values, and repair common mistakes."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import tomli
import yaml

from bot.errors import Diagnostic
from bot.recaps.front_matter.limits import TOO_DEEP, YAML_LOADER, toml_fault, yaml_fault
from bot.recaps.front_matter.repair import LineRepairer

_INDENTING_TAB = re.compile(r"^[ \t]*\t", re.MULTILINE)
_MOST_VALUES = 5_000
_NESTED = ("params", "extra", "taxonomies")
_DEEPEST_VALUE = 5  # deeper than any theme nests
_PLAIN_FACTS = "keep the facts about the post there, one below the other"

Value = str | list["Value"] | dict[str, "Value"]


def normalize_key(key: str) -> str:
    """Return a key for comparison: "canonicalURL" and "canonical_url" are the same."""
    return re.sub(r"[\W_]", "", key).lower()


@dataclass(slots=True)
class FieldReading:
    """Collect the fields of one front matter; `first_line` is the first line of its text in the file."""

    path: str
    first_line: int
    values: dict[str, Value] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def complain(self, line: int, reason: str, remedy: str) -> None:
        """Add a diagnostic; the line counts from 0 at `first_line`."""
        self.diagnostics.append(Diagnostic(self.path, self.first_line + line, reason, remedy))

    def keep(self, key: str, value: Value, line: int) -> None:
        """Keep a value; of a key that is given twice the last one counts."""
        normalized = normalize_key(key)
        if normalized in self.lines:
            before = self.lines[normalized]
            self.complain(line, f"`{key}` is given twice, first in line {before}", "keep one; the last one is used")
        self.values[normalized] = value
        self.lines[normalized] = self.first_line + line

    def lift_nested(self) -> None:
        """Move the fields of a theme's own section to the top level, unless they exist there."""
        for section in _NESTED:
            inner = self.values.get(section)
            if isinstance(inner, dict):
                for key, value in inner.items():
                    self.values.setdefault(normalize_key(key), value)


def read_yaml_fields(text: str, reading: FieldReading) -> bool:
    """Parse YAML (or JSON, which is also YAML); values stay text, so 1.30 stays "1.30".

    Returns False if it contains no fields, but a list or words.
    """
    lines = text.split("\n")
    if _INDENTING_TAB.search(text):
        first = next(number for number, line in enumerate(lines) if _INDENTING_TAB.match(line))
        reading.complain(first, "a tab indents a line, which YAML forbids", "use blanks; they were put in its place")
        lines = [_INDENTING_TAB.sub(lambda tabs: tabs[0].replace("\t", "  "), line) for line in lines]
    repairs = LineRepairer(lines, "YAML", reading.complain)
    for repaired in repairs.tries():
        if fault := yaml_fault(repaired):
            reading.complain(0, fault, _PLAIN_FACTS)
            return True
        try:
            node = yaml.compose(repaired, Loader=YAML_LOADER)
        except yaml.MarkedYAMLError as error:
            repairs.repair(*_faulty_lines(error))
            continue
        except yaml.YAMLError:
            reading.complain(
                0, "the front matter contains signs that YAML does not allow", "remove what cannot be seen"
            )
            return True
        if isinstance(node, yaml.MappingNode):
            _keep_nodes(node, reading)
        return isinstance(node, yaml.MappingNode)
    _keep_plain_facts(repairs, reading)
    return True


def _keep_plain_facts(repairs: LineRepairer, reading: FieldReading) -> None:
    for key, value, line in repairs.plain_facts():
        reading.keep(key, value, line)


def _keep_nodes(mapping: yaml.MappingNode, reading: FieldReading) -> None:
    left = iter(range(_MOST_VALUES))  # a few lines of YAML can expand to millions of values
    for key, value in mapping.value:
        if isinstance(key, yaml.ScalarNode):
            reading.keep(str(key.value), _node_to_value(value, left), key.start_mark.line)
    reading.lift_nested()


def _node_to_value(node: yaml.Node, left: Iterator[int], depth: int = 0) -> Value:
    if next(left, None) is None or depth > _DEEPEST_VALUE:
        return ""
    if isinstance(node, yaml.SequenceNode):
        return [_node_to_value(item, left, depth + 1) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        pairs = ((key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode))
        return {str(key.value): _node_to_value(value, left, depth + 1) for key, value in pairs}
    return "" if node.value in ("null", "~") else str(node.value)


def _faulty_lines(error: yaml.MarkedYAMLError) -> list[int]:
    """Return the lines that may be faulty: where a quote or bracket opens, and where the parser stopped."""
    is_open = any(kind in (error.context or "") for kind in ("quoted scalar", "flow"))
    marks = [error.context_mark if is_open else None, error.problem_mark]
    return [mark.line for mark in marks if mark] or [0]


def read_toml_fields(text: str, reading: FieldReading) -> None:
    """Read TOML; every value becomes the text it is."""
    lines = text.split("\n")
    repairs = LineRepairer(lines, "TOML", reading.complain)
    for repaired in repairs.tries():
        if fault := toml_fault(repaired):
            reading.complain(0, fault, _PLAIN_FACTS)
            return
        try:
            table = tomli.loads(repaired, parse_float=str)
        except tomli.TOMLDecodeError as error:
            repairs.repair(error.lineno - 1)
            continue
        except RecursionError:
            reading.complain(0, TOO_DEEP, _PLAIN_FACTS)
            return
        except ValueError:
            reading.complain(0, "the front matter contains a number that is too long", "put it in quotes")
            return
        for key, value in table.items():
            reading.keep(key, _toml_to_value(value), _toml_line(key, lines))
        reading.lift_nested()
        return
    _keep_plain_facts(repairs, reading)


def _toml_to_value(value: object, depth: int = 0) -> Value:
    if depth > _DEEPEST_VALUE:
        return ""
    if isinstance(value, list):
        return [_toml_to_value(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {str(key): _toml_to_value(item, depth + 1) for key, item in value.items()}
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _toml_line(key: str, lines: list[str]) -> int:
    begins = re.compile(rf"""\s*\[?["']?{re.escape(key)}["']?\s*[=\].]""")
    return next((number for number, line in enumerate(lines) if begins.match(line)), 0)
