"""No regular expression of the bot can be made to hang by what a post holds."""

import re

import pytest

from benchmarks.backtracking import bound, worst
from benchmarks.patterns import UsedPattern, find_patterns

SIZE = 100_000
PATTERNS = find_patterns("bot")


@pytest.fixture(scope="module")
def longest() -> float:
    return bound(SIZE)


@pytest.mark.parametrize("used", PATTERNS, ids=[f"{number} {used.name}" for number, used in enumerate(PATTERNS)])
def test_a_pattern_stays_linear_on_text_made_against_it(used: UsedPattern, longest: float) -> None:
    taken, text = worst(used, SIZE, longest)
    assert taken < longest, f"{used.name} is stopped over {text[:80]!r}…"


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:a+)+b",  # exponential
        r"\W*(?:https?://\S+\s*)+x",
        r"\s+and",  # quadratic: each start reads the run of blanks again
        r"\[[^\]]*\]\(",
        r"[.!?]+(?= [A-Z])",
        r"\$[^$]*\\text\w*[^$]*\$",
        r"^import\s[^;]*?\sfrom",
    ],
)
def test_text_made_against_a_bad_pattern_tells_it(pattern: str, longest: float) -> None:
    taken, _ = worst(UsedPattern("bad", re.compile(pattern, re.MULTILINE)), SIZE, longest, few=1)
    assert taken >= longest


def test_patterns_are_found_wherever_they_are_written() -> None:
    names = {used.name for used in PATTERNS}
    assert {
        "bot.extraction.talks.talk_line._BETWEEN",
        "bot.recaps.front_matter.split._TOML",
        "bot.extraction.takeaways.noise._URLS",
    } <= names
    assert any(name.startswith("bot.digests.parse_command: ") for name in names)
