"""Test that a note about one talk, and a page that leads to such notes, are read as such."""

from bot.extraction.talks.note_pages import find_talk_notes
from bot.extraction.talks.scoring import ENOUGH

BODY = "[Video](https://youtu.be/abcdefghijk)\n\nOtters queue in a line."


def talks(seen):
    found = (one for one in find_talk_notes(seen) if one.evidence >= ENOUGH)
    return [(one.title, *(speaker.name for speaker in one.speakers)) for one in found]


def test_a_note_with_the_recording_of_its_title_is_about_that_talk(outline):
    assert talks(outline(f"---\ntitle: Taming the Queue of Otters\n---\n\n{BODY}")) == [("Taming the Queue of Otters",)]


def test_a_recap_is_about_no_single_talk(outline):
    assert talks(outline(f"---\ntitle: KubeCon Recap of an Otter\n---\n\n{BODY}")) == []


def test_items_that_only_lead_to_notes_are_talks(outline):
    post = "# Pond\n\n- [[Taming the Queue]]\n- [[Sleeping Newts at Scale]]\n- [[Cranes Over the Pond]]"
    assert talks(outline(post)) == [("Taming the Queue",), ("Sleeping Newts at Scale",), ("Cranes Over the Pond",)]


def test_a_note_or_two_are_no_list_of_talks(outline):
    assert talks(outline("# Pond\n\n- [[Taming the Queue]]\n- [[Sleeping Newts at Scale]]")) == []
