"""Test which items and lines name talks."""

import pytest

from bot.extraction.talks.list_items import find_talks_in_lines
from bot.extraction.talks.scoring import ENOUGH


@pytest.fixture
def talks(outline):
    """Write a post and return the titles of the talks among its lines, with their speakers."""

    def find(text):
        seen = (one for one in find_talks_in_lines(outline(text)) if one.evidence >= ENOUGH)
        return [(one.title, *(speaker.name for speaker in one.speakers)) for one in seen]

    return find


def test_title_and_speaker_in_an_item_are_a_talk(talks):
    assert talks("# Pond\n\n- Taming the Queue - Ada Birkenfeld, Acme") == [("Taming the Queue", "Ada Birkenfeld")]


def test_a_bold_title_below_a_heading_of_talks_is_a_talk(talks):
    post = "## Sessions I liked\n\n- **Taming the Queue**: this talk showed how otters queue in a line."
    assert talks(post) == [("Taming the Queue",)]


def test_items_of_which_most_name_talks_all_do(talks):
    post = (
        "## Sessions\n\n- Taming the Queue - Ada Birkenfeld\n- Sleeping Newts - Bert Newtwick\n- Cranes Over the Pond"
    )
    assert ("Cranes Over the Pond",) in talks(post)


@pytest.mark.parametrize(
    "item",
    [
        "**Taming the Queue** – Ada Birkenfeld, Acme: otters queue in a line.",
        "**Taming the Queue** (Ada Birkenfeld, Acme): otters queue in a line.",
        "**Taming the Queue**: Ada Birkenfeld (Acme): otters queue in a line.",
    ],
)
def test_one_item_with_title_speaker_and_what_was_said_is_a_talk(item, talks):
    assert talks(f"## What stayed\n\n- {item}\n- It rained all day.") == [("Taming the Queue", "Ada Birkenfeld")]


@pytest.mark.parametrize(
    "item",
    [
        "**Otter Ponds** – Ada Birkenfeld, Acme: they lent us a boat.",
        "**Taming the Queue** – Ada Birkenfeld: she lent us a boat.",
        "**taming the queue** – Ada Birkenfeld, Acme: nobody knows how.",
        "**Ponds of the North** – Kubernetes, Envoy: patches are out.",
    ],
)
def test_an_item_that_only_looks_so_is_no_talk(item, talks):
    assert talks(f"## What stayed\n\n- {item}\n- It rained all day.") == []


def test_below_talks_the_title_of_such_an_item_may_be_written_small(talks):
    post = "## Mes conférences préférées\n\n- **Dompter la file** par Ada Birkenfeld (Acme) : la file des loutres."
    assert talks(post) == [("Dompter la file", "Ada Birkenfeld")]


def test_people_named_among_announcements_give_no_talk(talks):
    assert talks("## Announcements\n\n- **Ponds of the North** – Ada Birkenfeld, Acme: they are open.") == []


def test_an_item_that_announces_the_speakers_tells_nothing_else(outline):
    post = "## Talks\n\n- Taming the Queue\n  - Speaker: Ada Birkenfeld, Acme\n  - otters queue in a line"
    talk = next(one for one in find_talks_in_lines(outline(post)) if one.title)
    assert [speaker.name for speaker in talk.speakers] == ["Ada Birkenfeld"]
    assert talk.text == "otters queue in a line"
    assert talk.names == (1, 2)


def test_what_otters_do_is_no_talk(talks):
    assert talks("## What otters do\n\n- swim upstream in spring\n- **Sleep**: most of the day\n- eat fish") == []


def test_announcements_are_no_talks(talks):
    post = "## Announcements\n\n- **Otter 2.0 Released**: it swims faster.\n- **New Pond Opened**: it is deep."
    assert talks(post) == []


def test_running_text_is_no_line_of_a_talk(talks):
    assert talks("The otters of the northern pond swim upstream every morning.") == []


def test_a_caption_that_names_somebody_is_no_talk(talks):
    assert talks("# Pond\n\nThe Main Stage of the Pond - Ada Birkenfeld\n\nIt was cold.") == []


def test_a_list_of_nothing_but_titles_below_a_heading_of_talks_is_one_of_talks(talks):
    titles = ["Taming the Otter Queue", "Chaos for Shy Newts", "Large Otters in Very Small Ponds"]
    items = "".join(f"- {title}\n" for title in titles)
    assert talks(f"## Sessions worth watching\n\n{items}") == [(title,) for title in titles]
    assert talks(f"## What we shipped\n\n{items}") == []
    assert talks(f"## Sessions worth watching\n\n{items}- the coffee was good\n") == []
