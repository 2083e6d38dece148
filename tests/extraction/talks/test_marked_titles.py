"""Test that titles which running text marks are weighed by what stands around them."""

import pytest

from bot.extraction.talks.marked_titles import find_marked_titles, marked_runs
from bot.extraction.talks.scoring import ENOUGH


@pytest.fixture
def talks(outline):
    """Write a post and return the marked titles that are taken for talks, with their speakers."""

    def find(text):
        seen = (one for one in find_marked_titles(outline(text), ()) if one.evidence >= ENOUGH)
        return [(one.title, *(speaker.name for speaker in one.speakers)) for one in seen]

    return find


@pytest.mark.parametrize(
    "post",
    [
        "Next up was *Counting Very Old Otters at Night*, by Ada Birkenfeld of Acme.",
        "We saw **Counting Very Old Otters at Night** (Ada Birkenfeld, Acme). It was full.",
        "In the afternoon we attended “Counting Very Old Otters at Night” with Ada Birkenfeld.",
        "Später kam »Counting Very Old Otters at Night« von Ada Birkenfeld.",
    ],
)
def test_a_title_with_people_beside_it_is_a_talk(post, talks):
    assert talks(post) == [("Counting Very Old Otters at Night", "Ada Birkenfeld")]


@pytest.mark.parametrize(
    "post",
    [
        "I read the book *Counting Very Old Otters at Night* by Ada Birkenfeld.",
        "Read *Counting Very Old Otters at Night* by Ada Birkenfeld. This book is long.",
        "“We have to count them all at night,” said Ada Birkenfeld.",
        "It was **really not** what **anybody expected**, and we went *home early*.",
        "Ask for **Dynamic Resource Allocation** or *Gateway API* at our booth.",
    ],
)
def test_books_speech_stress_and_features_are_none(post, talks):
    assert talks(post) == []


def test_of_two_marks_within_each_other_the_outer_is_read(talks):
    assert talks("We attended the talk **“Counting Very Old Otters at Night”** by Ada Birkenfeld.") == [
        ("Counting Very Old Otters at Night", "Ada Birkenfeld")
    ]


def test_a_short_quote_before_does_not_turn_quotes_inside_out(outline):
    runs = marked_runs(outline('If you say "no" to any of the four you go home. We said "yes" twice.').spots[0])
    assert list(runs) == []


def test_a_title_may_be_said_after_its_people(talks):
    post = "Ada Birkenfeld of Acme counts otters. Her talk was called “Counting Very Old Otters: A Night Shift”."
    assert [title for title, *_ in talks(post)] == ["Counting Very Old Otters: A Night Shift"]
