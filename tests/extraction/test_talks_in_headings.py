"""Test which headings name talks."""

import pytest

from bot.extraction.evidence import ENOUGH
from bot.extraction.talks_in_headings import find_talks_in_headings


@pytest.fixture
def talks(outline):
    """Write a post and return the titles of the talks among its headings, with their speakers."""

    def find(text):
        seen = (one for one in find_talks_in_headings(outline(text)) if one.evidence >= ENOUGH)
        return [(one.title, *(speaker.name for speaker in one.speakers)) for one in seen]

    return find


def test_a_heading_with_speakers_is_a_talk(talks):
    assert talks("# Pond\n\n## Taming the Queue - Ada Birkenfeld, Acme\n\nOtters queue.") == [
        ("Taming the Queue", "Ada Birkenfeld")
    ]


def test_the_speakers_can_stand_below_the_heading(talks):
    post = "# Pond\n\n## Taming the Queue\n\nSpeakers: Ada Birkenfeld, Bert Newtwick\n\nOtters queue in a line."
    assert talks(post) == [("Taming the Queue", "Ada Birkenfeld", "Bert Newtwick")]


def test_a_link_to_its_page_makes_a_heading_a_talk(talks):
    post = "# Pond\n\n## [Taming the Queue](https://kccnceu2031.sched.com/event/1AbC/taming-the-queue)\n\nOtters queue."
    assert talks(post) == [("Taming the Queue",)]


def test_a_heading_among_talks_is_one_too(talks):
    talk = "## Taming the Queue - Ada Birkenfeld\n\nOtters queue."
    other = "## Sleeping Newts at Scale - Bert Newtwick\n\nNewts sleep."
    post = f"# Talks\n\n{talk}\n\n{other}\n\n## Cranes Over the Northern Pond\n\nCranes fly."
    assert ("Cranes Over the Northern Pond",) in talks(post)


@pytest.mark.parametrize("heading", ["Security", "Key takeaways", "Day 2: Keynotes", "Observability was everywhere"])
def test_a_theme_is_no_talk(heading, talks):
    assert talks(f"# KubeCon\n\n## {heading}\n\nOtters swim in the pond all day long.") == []


def test_a_heading_above_talks_is_none(talks):
    post = "# KubeCon\n\n## Otters and Queues\n\n### Taming the Queue - Ada Birkenfeld, Acme\n\nOtters queue."
    assert talks(post) == [("Taming the Queue", "Ada Birkenfeld")]
