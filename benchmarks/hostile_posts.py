"""Posts that are made to break a reader, each with statements that have to be found nevertheless."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from random import Random

from markdown_it import MarkdownIt

from benchmarks.attacks import Attack, attacks
from benchmarks.patterns import find_patterns

STATEMENTS = ("Otters queue in order of arrival since version 3.", "Stoats wait for 40 minutes at the second ferry.")
_BODY = "\n".join(("## Takeaways", "", *(f"- {statement}" for statement in STATEMENTS), ""))
_MARKDOWN = MarkdownIt("commonmark")
_LONG = 100_000  # letters of a text made against a pattern
_PER_PATTERN = 2
_CHANGED = 2_000

_PLACES: tuple[Callable[[str], str], ...] = (
    lambda text: f"---\ntitle: {json.dumps(text)}\n---\n\n{_BODY}",
    lambda text: f"---\ntitle: {text}\n---\n\n{_BODY}",
    lambda text: f"{_BODY}\n## {_one_line(text)}\n\nWords.\n",
    lambda text: f"{_BODY}\n## Talks\n\n- {_one_line(text)}\n",
    lambda text: f"{_BODY}\n## Talks\n\n- [{_one_line(text)}](https://youtu.be/x) by Jane Doe\n",
    lambda text: f"{_BODY}\n## Talks\n\n- How Otters Queue, by {_one_line(text)} (Acme)\n",
    lambda text: f"{_BODY}\n{text}\n",
)


def is_readable(post: str) -> bool:
    """Return whether CommonMark takes the statements for text: code may be opened and never closed."""
    said = {token.content for token in _MARKDOWN.parse(post) if token.type == "inline"}
    return said.issuperset(STATEMENTS)


def hostile_posts(suites: Path | None) -> dict[str, Iterable[str]]:
    """Return posts by what is tried with them; those of public test suites where a folder holds these."""
    posts: dict[str, Iterable[str]] = {
        "front matter changed at random": _changed_front_matter(Random(1)),
        "texts of 100 kB made against each pattern": _against_patterns(),
    }
    if suites:
        strings = (string for path in suites.rglob("blns.json") for string in json.loads(path.read_text()))
        posts |= {
            "front matter of YAML's test suite": map(_yaml_post, _yaml_suite(suites)),
            "front matter of TOML's test suite": map(_toml_post, _texts(suites, "*.toml")),
            "examples of the CommonMark specification": map(_markdown_post, _commonmark(suites)),
            "a list of naughty strings, in each place": (place(string) for string in strings for place in _PLACES),
        }
    return posts


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _yaml_post(text: str) -> str:
    return f"---\n{text}\n---\n\n{_BODY}"


def _toml_post(text: str) -> str:
    return f"+++\n{text}\n+++\n\n{_BODY}"


def _markdown_post(example: str) -> str:
    return f"# Notes\n\n{example}\n\n{_BODY}"


def _texts(folder: Path, pattern: str) -> Iterator[str]:
    for path in sorted(folder.rglob(pattern)):
        yield path.read_bytes().decode("utf-8", errors="replace")


def _yaml_suite(folder: Path) -> Iterator[str]:
    """Yield the documents of the suite as it is in its repository, and as npm has it."""
    yield from _texts(folder, "in.yaml")
    for text in _texts(folder, "*.js"):
        _, is_suite, content = text.partition("export default {")
        if is_suite and '"yaml":' in content:
            yield from (case["yaml"] for case in json.loads("{" + content.rstrip().rstrip(";"))["cases"])


def _commonmark(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("commonmark.json")):
        if path.is_file():
            yield from (example["markdown"] for example in json.loads(path.read_text(encoding="utf-8")))


def _against_patterns() -> Iterator[str]:
    for number, used in enumerate(find_patterns("bot")):
        made: Iterator[Attack] = attacks(used.pattern, few=1)
        for turn, attack in enumerate(islice(made, 1, 1 + 6 * _PER_PATTERN, 6)):
            yield _PLACES[(number + turn * 3) % len(_PLACES)](attack.text(_LONG))


_YAML = """title: Notes
date: 2025-11-20
tags: [otters, "stoats", 'newts']
authors:
  - name: Jane Doe
    url: https://example.org
summary: >
  Words that go
  on here
params: {a: 1, b: [x, y]}
"""
_TOML = '''title = "Notes"
date = 2025-11-20T10:00:00Z
tags = ["otters", 'stoats']
weight = 1_000
summary = """
Words that go
on here"""
pictures = { first = { image = "otter.png" }, second = {
  image = "stoat.png",
} }
[params]
a.b = 1.5
[[authors]]
name = "Jane Doe"
'''
_SIGNS = "[]{}\"'#:=,-&*!|>%@`\\\t\n \x00é日" + "\u2028"


def _changed_front_matter(random: Random) -> Iterator[str]:
    """Yield front matter in which lines are doubled, lost or moved and signs put in or left out, a few at a time."""
    for number in range(_CHANGED):
        is_yaml = bool(number % 2)
        lines = (_YAML if is_yaml else _TOML).splitlines()
        for _ in range(random.randint(1, 5)):
            random.choice((_double, _lose, _move, _add_sign, _lose_sign))(lines, random)
        text = "\n".join(lines)
        yield _yaml_post(text) if is_yaml else _toml_post(text)


def _double(lines: list[str], random: Random) -> None:
    lines.insert(random.randrange(len(lines)), random.choice(lines))


def _lose(lines: list[str], random: Random) -> None:
    if len(lines) > 1:
        lines.pop(random.randrange(len(lines)))


def _move(lines: list[str], random: Random) -> None:
    lines.insert(random.randrange(len(lines)), lines.pop(random.randrange(len(lines))))


def _add_sign(lines: list[str], random: Random) -> None:
    place = random.randrange(len(lines))
    column = random.randint(0, len(lines[place]))
    lines[place] = lines[place][:column] + random.choice(_SIGNS) * random.choice((1, 1, 3, 40)) + lines[place][column:]


def _lose_sign(lines: list[str], random: Random) -> None:
    place = random.randrange(len(lines))
    column = random.randrange(len(lines[place]) or 1)
    lines[place] = lines[place][:column] + lines[place][column + 1 :]
