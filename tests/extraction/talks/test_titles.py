"""Test that titles of talks are told from themes and headings by their shape."""

import pytest

from bot.extraction.talks.titles import (
    clean_title,
    has_session_form,
    holds_no_talks,
    holds_talks,
    is_numbered,
    is_theme,
    title_shape,
)


@pytest.mark.parametrize(
    "text",
    [
        "Talk 3: Taming the Queue",
        "“Taming the Queue”",
        "Title: Taming the Queue",
        "2. Taming the Queue",
        "10:30 - 11:00 Taming the Queue",
        "⚡ Taming the Queue",
        "🛡️ Taming the Queue",
        "Taming the Queue:",
        "Taming the Queue https://example.org/talk",
    ],
)
def test_numbering_quotes_and_addresses_are_no_part_of_a_title(text):
    assert clean_title(text) == "Taming the Queue"


def test_the_kind_of_session_stays_part_of_the_title():
    assert clean_title("Keynote: Taming the Queue") == "Keynote: Taming the Queue"
    assert has_session_form("Keynote: Taming the Queue")


def test_a_bracket_that_closes_the_title_is_kept():
    assert clean_title("Taming the Queue (in Production") == "Taming the Queue (in Production)"


def test_only_a_line_counted_as_a_talk_is_numbered():
    assert is_numbered("Session 4: Taming the Queue")
    assert not is_numbered("4. Taming the Queue")


def test_capitals_and_a_colon_look_like_a_title():
    assert title_shape("Taming the Queue: Lessons From a Pond") > title_shape("we then looked at the queue")


@pytest.mark.parametrize("text", ["", "...", "It was great. We saw a lot of otters there.", "Taming " * 40])
def test_sentences_and_endless_lines_have_no_shape_of_a_title(text):
    assert title_shape(text) == 0


@pytest.mark.parametrize("heading", ["Key takeaways", "Day 2: Keynotes", "Security", "Observability", "まとめ"])
def test_parts_of_a_post_and_fields_are_themes(heading):
    assert is_theme(heading)


def test_a_title_is_no_theme():
    assert not is_theme("Taming the Queue: Lessons From a Pond")


@pytest.mark.parametrize(
    "heading", ["Must-watch sessions", "Keynotes", "おすすめセッション", "My favourite talks were:"]
)
def test_a_heading_can_announce_talks(heading):
    assert holds_talks(heading)


def test_a_heading_can_announce_something_else():
    assert holds_no_talks("Announcements")
    assert not holds_talks("Session announcements")
    assert not holds_no_talks("Otters")
