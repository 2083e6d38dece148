import pytest

from bot.app.read_notes import read_notes
from bot.errors import BotError


def test_notes_become_statements_one_a_line_and_keep_their_title():
    title, lines = read_notes("trip.md", b"# Otters\n\nThey swim\nin rivers.\n\n- They hold **hands**.\n")
    assert (title, lines.splitlines()) == ("Otters", ["They swim in rivers.", "They hold hands."])


def test_markup_of_a_page_is_left_out():
    title, lines = read_notes("trip.html", b"<html><body><h1>Otters</h1><p>They <b>swim</b>.</p></body></html>")
    assert (title, lines) == ("Otters", "They swim.")


def test_bytes_that_are_no_text_are_read_as_far_as_possible():
    assert "swim" in read_notes("trip.txt", b"They \xff swim.\x00")[1]


@pytest.mark.parametrize("name", ["trip.docx", "trip", "trip.md.exe", ""])
def test_other_files_are_refused_by_their_name(name):
    with pytest.raises(BotError, match="notes are files that end in"):
        read_notes(name, b"They swim.")
