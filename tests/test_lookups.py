import datetime as dt
from pathlib import Path

import pytest
import yaml

from bot.app.build_reply import reply
from bot.model.lookup import Lookup

TODAY = dt.date(2026, 11, 30)
TABLE = yaml.safe_load((Path(__file__).parent / "golden_lookups.yaml").read_text(encoding="utf-8"))
ROWS = [(str(typed), words) for section in TABLE.values() for typed, words in section.items()]


def told(match):
    entry = match.entry
    people = ", ".join(f"{speaker.name} ({speaker.org})" for speaker in entry.speakers)
    return f"{entry.kind}: {entry.title} · {people} · {entry.text} · {entry.event}"


def test_the_table_is_as_long_as_it_promises():
    assert len(ROWS) >= 400


def head(card):
    """Return what a person reads first; a title that only echoes the words says nothing."""
    items = [part for section in card.sections[:1] for part in (section.heading, section.items[0].text)]
    return " · ".join([card.title, card.subtitle, *items])


@pytest.mark.parametrize(("typed", "words"), ROWS, ids=[typed for typed, _ in ROWS])
def test_what_people_type_finds_first_what_they_meant(shipped_engine, typed, words):
    if isinstance(words, dict):
        read = head(reply(shipped_engine, typed, None, TODAY).card)
        first = [read.removeprefix(typed) if " " in typed else read]
        words = words["card"]
    else:
        first = [told(match) for match in shipped_engine.look_up(Lookup(typed, asked_on=TODAY)).matches[:1]]
    if words is None:
        assert first == []
        return
    expected = [words] if isinstance(words, str) else words
    assert first
    assert [word for word in expected if word.casefold() not in first[0].casefold()] == [], first[0]


@pytest.mark.parametrize(
    ("words", "is_known"),
    [("eu-2025", True), ("kubecon-na-2025", True), ("Atlanta", True), ("NA 2031", False), ("atlantis", False)],
)
def test_words_name_an_event_or_none(shipped_engine, words, is_known):
    assert shipped_engine.knows_event(words) is is_known
