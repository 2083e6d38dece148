"""Test that a recap becomes entries: whatever it holds, in its own words, none of them too long."""

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.extract import extract
from bot.extraction.sentences import LONGEST
from bot.model.entry import EntryKind, Speaker
from bot.model.recap import Block, BlockKind, Link, Recap
from bot.recaps.find_files import find_recaps
from bot.recaps.read_recap import read_recap, text_to_recap

POST = """---
title: KubeCon EU 2024 by an otter
author: Ada Birkenfeld
date: 2024-03-25
url: https://example.org/otter
---

## Sessions

- [Taming the Queue](https://youtu.be/abcdefghijk) - Bert Newtwick, Acme

## What we learnt

Kueue lets otters queue for nodes in a line.
"""
_WORDS = re.compile(r"\w+")


@pytest.fixture
def entries(write, catalogue):
    return extract(write(POST), catalogue)


def test_a_talk_is_an_entry_with_its_speakers_and_links(entries):
    (talk,) = (entry for entry in entries if entry.kind is EntryKind.TALK)
    assert (talk.title, talk.speakers) == ("Taming the Queue", (Speaker("Bert Newtwick", "Acme"),))
    assert [link.url for link in talk.links] == ["https://youtu.be/abcdefghijk"]


def test_a_statement_is_an_entry_with_the_topics_it_mentions(entries):
    (takeaway,) = (entry for entry in entries if entry.kind is EntryKind.TAKEAWAY)
    assert takeaway.text == "Kueue lets otters queue for nodes in a line."
    assert "Kueue" in takeaway.topics


def test_every_entry_says_where_it_stands(entries):
    sources = [entry.source for entry in entries]
    assert {(one.recap, one.author, one.url) for one in sources} == {
        ("otters-2031", "Ada Birkenfeld", "https://example.org/otter")
    }
    assert [(one.heading, one.line) for one in sources] == [("Sessions", 10), ("What we learnt", 14)]


def test_every_entry_has_the_event_the_day_and_the_language_of_its_recap(entries):
    assert {(entry.event, entry.date, entry.language) for entry in entries} == {
        ("kubecon-eu-2024", dt.date(2024, 3, 25), "en")
    }


def test_a_talk_is_told_by_what_the_post_says_of_it(write, catalogue):
    post = "# Talks\n\n## Taming the Queue - Bert Newtwick, Acme\n\nOtters queue in a line. Nobody jumps it."
    (talk,) = (entry for entry in extract(write(post), catalogue) if entry.kind is EntryKind.TALK)
    assert talk.text == "Otters queue in a line. Nobody jumps it."


def test_more_that_is_said_of_a_talk_stands_under_its_title(write, catalogue):
    post = "# Talks\n\n## Taming the Queue - Bert Newtwick, Acme\n\nOtters queue in a line.\n\nThe newts sleep all day."
    (more,) = (entry for entry in extract(write(post), catalogue) if entry.kind is EntryKind.TAKEAWAY)
    assert (more.source.heading, more.text) == ("Taming the Queue", "The newts sleep all day.")


def test_an_abbreviation_that_the_recap_explains_is_a_topic_wherever_it_stands(write, catalogue):
    post = "Open Policy Agent (OPAG) guards the pond.\n\nLater in the year, the otters gave OPAG a day off to swim."
    assert all("Open Policy Agent (OPA)" in entry.topics for entry in extract(write(post), catalogue))


def test_an_empty_recap_has_no_entries(catalogue):
    assert extract(Recap("empty", "empty.md", "", ()), catalogue) == ()


PIECES = st.sampled_from(
    [
        *("# ", "## ", "- ", "  - ", "1. ", "> ", "| a | b |\n| --- | --- |\n| ", " | ", "\n", "\n\n", "**", "*", "`"),
        *("Ada Birkenfeld", "Bert Newt", " from Acme", ", Acme", " (Acme) ", " & ", " by ", " and ", "@otter", " "),
        *(
            "Taming the Queue",
            "Keynote: ",
            "Talks",
            "Key takeaways",
            "session ",
            " gave a talk ",
            "“",
            "”",
            ": ",
            " - ",
        ),
        *(
            "[slides](https://youtu.be/abcdefghijk)",
            "[Otters](https://sched.co/1AbC)",
            "https://example.org",
            "[[",
            "]]",
        ),
        *("Kueue (KQ) ", "disputed: ", "狐坂太郎さん", "発表。", "님", "talk 3: ", "10:30 ", ". ", "? ", "…", "("),
        *("---\ntitle: x\n---\n", "<b>", "</b>", "\t", "\\", "😀", "The otters swim upstream in spring. "),
    ]
)
POSTS = st.lists(PIECES | st.text(max_size=12), max_size=40).map("".join)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join))
LINKS = st.builds(Link, TEXTS, st.sampled_from(["https://youtu.be/abcdefghijk", "https://sched.co/1AbC", "#", ""]))
CELLS = st.lists(TEXTS, max_size=4).map(tuple)
BLOCKS = st.builds(
    Block,
    kind=st.sampled_from(BlockKind),
    text=TEXTS,
    line=st.integers(1, 9),
    level=st.integers(0, 6),
    strong=CELLS,
    emphasis=CELLS,
    links=st.lists(LINKS, max_size=3).map(tuple),
    cells=CELLS,
    columns=CELLS,
)
RECAPS = st.builds(
    Recap,
    id=TEXTS,
    path=st.just("otters.md"),
    title=TEXTS,
    blocks=st.lists(BLOCKS, max_size=12).map(tuple),
    author=TEXTS,
    published_on=st.none() | st.dates(),
    url=TEXTS,
    event=TEXTS,
    tags=CELLS,
)
EVERY_EXAMPLE = settings(max_examples=settings.default.max_examples // 2, deadline=None)


@pytest.fixture(scope="session")
def entries_of(catalogue):
    """Return what makes entries of a recap; a catalogue itself would fill the screen where a test fails."""
    return lambda recap: extract(recap, catalogue)


def everything(recap):
    cells = (cell for block in recap.blocks for cell in (block.text, *block.cells, *block.columns))
    return "\n".join((recap.title, recap.author, *cells))


def is_in_its_words(entry, recap):
    said = everything(recap)
    names = (name for one in entry.speakers for name in (one.name, one.org))
    return all(word in said for text in (entry.title, entry.text, *names) for word in _WORDS.findall(text))


@EVERY_EXAMPLE
@given(POSTS)
def test_any_post_becomes_entries_in_its_own_words(entries_of, post):
    recap = text_to_recap(post, Path("otters-2031.md"))
    for entry in entries_of(recap):
        assert len(entry.text) <= LONGEST
        assert is_in_its_words(entry, recap)


@EVERY_EXAMPLE
@given(RECAPS)
def test_any_blocks_become_entries_none_too_long(entries_of, recap):
    assert all(len(entry.text) <= LONGEST for entry in entries_of(recap))


def test_real_posts_become_entries_in_their_own_words(shared, catalogue):
    for path in find_recaps(shared / "recaps"):
        recap = read_recap(path)
        entries = extract(recap, catalogue)
        assert entries
        assert all(len(entry.text) <= LONGEST and is_in_its_words(entry, recap) for entry in entries)


def test_a_talk_of_another_kubecon_belongs_to_that_one(write, catalogue):
    post = (
        "---\ntitle: Talks from KubeCon EU 2025\n---\n\n## Talks\n\n"
        "- Taming Very Old Queues - Ada Otter, Acme\n"
        "- KubeCon NA 2024 - Counting Newts at Night - Bert Newt, Acme\n\n"
        "## Talks of KubeCon EU 2024\n\n- Sleeping All Winter Long - Dora Vole, Acme\n"
        "- Swimming Upstream in Spring - Flo Eft, Acme\n\n"
        "### ArgoCon\n\n- Ponds as Code for Everyone - Edna Crane, Acme\n- Reeds and Roots - Gilbert Carp, Acme\n"
    )
    events = {one.title: one.event for one in extract(write(post), catalogue) if one.kind is EntryKind.TALK}
    assert events == {
        "Taming Very Old Queues": "kubecon-eu-2025",
        "Counting Newts at Night": "kubecon-na-2024",
        "Sleeping All Winter Long": "kubecon-eu-2024",
        "Swimming Upstream in Spring": "kubecon-eu-2024",
        "Reeds and Roots": "kubecon-eu-2024",
        "Ponds as Code for Everyone": "kubecon-eu-2024",
    }
