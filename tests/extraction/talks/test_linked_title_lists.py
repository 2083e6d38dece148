from pathlib import Path

import pytest

from bot.extraction.extract import extract
from bot.extraction.outline import make_outline
from bot.extraction.talks.linked_title_lists import find_listed_talks
from bot.model.entry import Speaker
from bot.recaps.read_recap import text_to_recap

OTTERS = "[The Otter Who Cried Outage](https://talks.example/otter)"


@pytest.fixture
def talks_in(catalogue):
    def find(line, heading="Talks"):
        recap = text_to_recap(f"## {heading}\n\n### Riverbank\n\n- {line}\n", Path("otters.md"))
        return list(find_listed_talks(make_outline(recap, catalogue)))

    return find


def test_a_linked_title_is_followed_by_its_speakers_and_what_they_said(talks_in):
    (talk,) = talks_in(f"{OTTERS} – Ola Otter (Riverbank) & Piet de Bever (Dam (Works) & Sons): who cries, and why.")
    assert talk.title == "The Otter Who Cried Outage"
    assert talk.speakers == (Speaker("Ola Otter", "Riverbank"), Speaker("Piet de Bever", "Dam (Works) & Sons"))
    assert talk.text == "who cries, and why."


def test_a_linked_title_may_stand_alone_or_with_people_alone(talks_in):
    assert [(talk.title, talk.speakers, talk.text) for talk in talks_in(OTTERS)] == [
        ("The Otter Who Cried Outage", (), "")
    ]
    (talk,) = talks_in(f"{OTTERS} – Ola Otter & Étienne Blaireau.")
    assert talk.speakers == (Speaker("Ola Otter"), Speaker("Étienne Blaireau"))


@pytest.mark.parametrize("sign", [":", " –"])
def test_words_after_a_title_that_name_nobody_say_what_it_was_about(talks_in, sign):
    (talk,) = talks_in(f"{OTTERS}{sign} an incident review with many fish: it ended well.")
    assert talk.speakers == ()
    assert talk.text == "an incident review with many fish: it ended well."


def test_speakers_may_follow_a_colon_as_well(talks_in):
    (talk,) = talks_in(f"{OTTERS}: Ola Otter & Étienne Blaireau")
    assert talk.speakers == (Speaker("Ola Otter"), Speaker("Étienne Blaireau"))
    assert talk.text == ""


def test_an_item_that_was_read_as_a_whole_leaves_the_other_ways_nothing_to_guess(catalogue):
    text = (
        "## Talks\n\n- [Muddy Waters: What Beavers Know](https://talks.example/mud) – Ola Otter: the Pond Dialogues.\n"
    )
    (entry,) = extract(text_to_recap(text, Path("otters.md")), catalogue)
    assert (entry.title, entry.text) == ("Muddy Waters: What Beavers Know", "the Pond Dialogues.")
    assert entry.speakers == (Speaker("Ola Otter"),)
    assert [link.url for link in entry.links] == ["https://talks.example/mud"]


@pytest.mark.parametrize("heading", ["What we learned", "Resources"])
def test_links_below_another_heading_are_left_to_others(talks_in, heading):
    assert talks_in(f"{OTTERS} – Ola Otter: who cries.", heading) == []


@pytest.mark.parametrize(
    "line",
    [
        "See [The Otter Who Cried Outage](https://talks.example/otter)",
        "[The Otter Who Cried Outage](https://talks.example/otter) is worth your time",
        "[Slides](https://talks.example/otter) – Ola Otter",
        "[The Otter Who Cried Outage – Ola Otter](https://talks.example/otter): an incident review",
        "The Otter Who Cried Outage",
    ],
)
def test_an_item_that_does_not_begin_with_a_linked_title_is_left_to_others(talks_in, line):
    assert talks_in(line) == []
