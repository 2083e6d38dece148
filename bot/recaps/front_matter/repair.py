"""Repair lines of a front matter that its parser rejects: quote each once, then drop it."""

import re
from collections.abc import Callable, Iterator

_KEY_VALUE = re.compile(r"""(?P<key>\s*+(?:-\s++)?["']?[A-Za-z_][\w .-]*+["']?\s*+(?P<sign>[:=]))\s*+(?P<value>.*\S)""")
_ITEM = re.compile(r"(?P<key>\s*+-)(?P<sign>\s++)(?P<value>.*\S)")
_MOST_REPAIRS = 40
_MOST_PARSED = 2_000_000  # letters, in all tries together: large front matter is tried less often

Complain = Callable[[int, str, str], None]  # the line, what is wrong with it, what to do


class LineRepairer:
    """Change the lines of a front matter, one at a time, until a parser accepts them.

    A line changes twice at most, so this ends: its value is put in quotes, and if that does not help, it is left out.
    """

    def __init__(self, lines: list[str], language: str, complain: Complain) -> None:
        self.lines = lines
        self._language = language
        self._complain = complain
        self._quoted: set[int] = set()
        self._is_stuck = False

    def tries(self) -> Iterator[str]:
        """Yield the text, and again after each repair, until no faults are left or there were too many."""
        length = sum(map(len, self.lines)) + 1
        for _ in range(min(_MOST_REPAIRS, _MOST_PARSED // length + 1)):
            if self._is_stuck:
                break
            yield "\n".join(self.lines)
        self._complain(0, f"the front matter is not {self._language}, and cannot be repaired", "fix it, or remove it")

    def repair(self, *places: int) -> None:
        """Repair the first of some lines not repaired yet, otherwise the last; a blank one counts as the line above."""
        numbers = [self._filled(place) for place in places]
        number = next((number for number in numbers if number not in self._quoted), numbers[-1])
        line = self.lines[number]
        found = _KEY_VALUE.match(line) or _ITEM.match(line)
        repaired = f"{found['key']} {_quoted(found['value'])}" if found else line
        if found is None or repaired == line or number in self._quoted:
            self._leave_out(number)
            return
        self._quoted.add(number)
        self.lines[number] = repaired
        key = found["key"].strip(" -:=\"'") or "this item"
        self._complain(number, f"the value of `{key}` is not {self._language} as it is", "put it in quotes")

    def plain_facts(self) -> Iterator[tuple[str, str, int]]:
        """Yield key, value and line of each line that is a complete field, ignoring the lines around it."""
        for number, line in enumerate(self.lines):
            if (found := _KEY_VALUE.match(line)) and not line[0].isspace() and not line.startswith("-"):
                yield found["key"].rstrip(":= ").strip("\"'"), found["value"].strip(" \t,\"'"), number

    def _filled(self, number: int) -> int:
        number = min(number, len(self.lines) - 1)
        while number > 0 and not self.lines[number].strip():
            number -= 1
        return number

    def _leave_out(self, number: int) -> None:
        self._is_stuck = not self.lines[number].strip()
        if not self._is_stuck:
            self.lines[number] = ""
            self._complain(number, f"this line is not {self._language}", "fix it; it was left out")


def _quoted(value: str) -> str:
    bare = value.strip().strip("\"'")
    return '"' + bare.replace("\\", "\\\\").replace('"', '\\"') + '"'
