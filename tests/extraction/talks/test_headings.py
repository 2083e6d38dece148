"""Test which headings name talks."""

import pytest

from bot.extraction.talks.headings import find_talks_in_headings
from bot.extraction.talks.scoring import ENOUGH
from bot.model.entry import Speaker


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


@pytest.mark.parametrize("byline", ["By Ada Birkenfeld", "von Ada Birkenfeld"])
def test_who_wrote_the_post_gives_no_talk_of_its_title(byline, talks):
    assert talks(f"# Otters of the Northern Pond\n\n{byline}\n\nOtters queue in a line.") == []


def test_the_people_named_below_a_heading_of_the_post_give_no_talk(talks):
    assert talks("# Pond\n\n## KubeCon Day Two\n\nAda Birkenfeld, Bert Newtwick\n\nOtters queue in a line.") == []


def test_the_first_item_of_a_list_gives_no_talk_that_the_line_above_names(talks):
    post = "# Pond\n\nMeeting Old Friends\n\n- Ada Birkenfeld, Acme\n- Bert Newtwick, Globex\n"
    assert talks(post) == []


@pytest.mark.parametrize("heading", ["Security", "Cloud Native Security", "Trip report", "Erfahrungsbericht"])
def test_who_gives_one_of_the_talks_below_a_theme_does_not_give_the_theme(heading, talks):
    assert talks(f"# Pond\n\n## {heading}\n\nIn this talk by Ada Birkenfeld from Acme, otters queue.") == []


def test_a_section_that_begins_with_its_speaker_is_a_talk(talks):
    post = "# Pond\n\n## Taming the Queue\n\nDer Vortrag von Ada Birkenfeld (Acme) war voller Otter."
    assert talks(post) == [("Taming the Queue", "Ada Birkenfeld")]


def test_who_presents_right_below_a_heading_with_a_video_gives_that_talk(talks):
    video = "[](https://youtu.be/abcdefghijk)"
    post = f"# Pond\n\n## Taming the Queue\n\n{video}\n\nAda Birkenfeld of Acme told how otters queue."
    assert talks(post) == [("Taming the Queue", "Ada Birkenfeld")]


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


def test_a_section_may_begin_with_who_gave_the_talk(talks):
    post = "# Pond\n\n## Taming the Queue\n\nAda Birkenfeld, Acme. Otters queue in a line, and newts do not."
    assert talks(post) == [("Taming the Queue", "Ada Birkenfeld")]


def test_a_mere_line_break_parts_a_name_from_its_company(outline):
    post = outline("# Pond\n\n## Taming the Queue\n\nAda Birkenfeld<br>Acme\n\nOtters queue in a line.")
    speakers = [one.speakers for one in find_talks_in_headings(post) if one.title == "Taming the Queue"]
    assert speakers == [(Speaker("Ada Birkenfeld", "Acme"),)]
