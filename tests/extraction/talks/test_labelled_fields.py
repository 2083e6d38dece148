"""Test that talks whose title and speakers stand behind labels are found."""

import pytest

from bot.extraction.talks.labelled_fields import find_labelled_talks

TITLE, PEOPLE = "**Title**: Taming the Queue", "**Speakers**: Ada Otter (Acme), Bert Newt (Acme)"


def found(outline, post):
    return [(one.title, *(person.name for person in one.speakers)) for one in find_labelled_talks(outline(post))]


@pytest.mark.parametrize(
    "post", [f"{TITLE}\n{PEOPLE}", f"{PEOPLE}\n{TITLE}", f"{TITLE}\n\n{PEOPLE}", f"- {TITLE}\n- {PEOPLE}"]
)
def test_a_labelled_title_goes_with_the_labelled_speakers_beside_it(outline, post):
    assert found(outline, post) == [("Taming the Queue", "Ada Otter", "Bert Newt")]


def test_a_heading_may_be_the_label(outline):
    assert found(outline, f"## Session: Taming the Queue\n\n{PEOPLE}\n\n## Lunch\n") == [
        ("Taming the Queue", "Ada Otter", "Bert Newt")
    ]


def test_speakers_of_the_next_title_are_not_its_own(outline):
    post = f"{TITLE}\n\n**Title**: Sleeping Newts\n{PEOPLE}"
    assert found(outline, post) == [("Taming the Queue",), ("Sleeping Newts", "Ada Otter", "Bert Newt")]


def test_one_label_alone_proves_nothing(outline):
    assert found(outline, f"{TITLE}\n\nNobody said who spoke.") == []
