"""Hold the finding of talks to one small post for each layout and habit of writing; each is read as no other is."""

import tomllib
from pathlib import Path

import pytest

from bot.extraction.extract import extract
from bot.model.entry import Entry, EntryKind
from bot.recaps.read_recap import read_recap

LAYOUTS = Path(__file__).parent / "layouts"
TALKS = tomllib.loads((LAYOUTS / "talks.toml").read_text(encoding="utf-8"))

HARD = Path(__file__).parent / "hard_layouts"
HARD_TALKS = tomllib.loads((HARD / "talks.toml").read_text(encoding="utf-8"))

STYLES = Path(__file__).parent / "styles"
STYLES_TALKS = tomllib.loads((STYLES / "talks.toml").read_text(encoding="utf-8"))

REPORTS = Path(__file__).parent / "reports"
REPORTS_TALKS = tomllib.loads((REPORTS / "talks.toml").read_text(encoding="utf-8"))


def shown(talk: Entry) -> str:
    people = "; ".join(f"{one.name} ({one.org})" if one.org else one.name for one in talk.speakers)
    return f"{talk.title} | {people}" if people else talk.title


@pytest.mark.parametrize("name", TALKS)
def test_the_talks_of_a_layout_are_found_and_nothing_else(name, catalogue):
    entries = extract(read_recap(LAYOUTS / name), catalogue)
    assert [shown(entry) for entry in entries if entry.kind is EntryKind.TALK] == TALKS[name]


@pytest.mark.parametrize("name", HARD_TALKS)
def test_nothing_is_invented_in_a_hard_layout(name, catalogue):
    entries = extract(read_recap(HARD / name), catalogue)
    found = {entry.title or entry.speakers[0].name for entry in entries if entry.kind is EntryKind.TALK}
    assert all(any(one in talk for talk in HARD_TALKS[name]) for one in found)


@pytest.mark.parametrize(
    ("folder", "known", "recall", "precision"), [(STYLES, STYLES_TALKS, 0.7, 0.85), (REPORTS, REPORTS_TALKS, 0.65, 0.8)]
)
def test_most_talks_of_posts_in_many_styles_are_found_and_few_are_invented(folder, known, recall, precision, catalogue):
    right = said = 0
    for name, talks in known.items():
        entries = (one for one in extract(read_recap(folder / name), catalogue) if one.kind is EntryKind.TALK)
        found = {one.title or one.speakers[0].name for one in entries}
        right += sum(any(one in talk for one in found) for talk in talks)
        said += len(found)
    assert right > recall * sum(map(len, known.values()))
    assert right > precision * said


def test_every_layout_is_held_to_something():
    assert {path.name for path in LAYOUTS.iterdir()} == {*TALKS, "talks.toml"}
    assert {path.name for path in STYLES.iterdir()} == {*STYLES_TALKS, "talks.toml"}
    assert {path.name for path in REPORTS.iterdir()} == {*REPORTS_TALKS, "talks.toml"}
    assert {path.name for path in HARD.iterdir()} == {*HARD_TALKS, "talks.toml"}
