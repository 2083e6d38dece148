"""Test that a recap is cut into statements that can be read alone."""

import pytest

from bot.extraction.takeaways.statements import find_takeaways
from bot.extraction.talks.candidate import TalkCandidate


@pytest.fixture
def takeaways(outline):
    """Write a post and return its takeaways as heading and text."""
    return lambda text: [(one.heading, one.text) for one in find_takeaways(outline(text), [])]


def texts(found):
    return [text for _, text in found]


def test_a_statement_is_shown_with_the_heading_above_it(takeaways):
    assert takeaways("# Pond\n\n## What otters eat\n\nThey eat fish all day.") == [
        ("What otters eat", "They eat fish all day.")
    ]


def test_a_short_item_begins_with_the_line_that_leads_to_it(takeaways):
    found = takeaways("What the otters asked for:\n\n- quicker rollouts of the dam\n- quotas for every burrow")
    assert texts(found) == [
        "What the otters asked for: quicker rollouts of the dam",
        "What the otters asked for: quotas for every burrow",
    ]


def test_a_nested_item_begins_with_what_its_parent_is_called(takeaways):
    found = takeaways("- **Dams**: built from sticks and mud\n  - hold for three winters at most")
    assert texts(found) == ["Dams: built from sticks and mud", "Dams: hold for three winters at most"]


def test_tiny_items_are_joined_into_one_statement(takeaways):
    assert texts(takeaways("Traits of an otter:\n\n- playful\n- quick\n- wet")) == [
        "Traits of an otter: playful; quick; wet"
    ]


def test_a_row_is_read_with_the_names_of_its_columns(takeaways):
    found = takeaways("| Animal | Food | Home |\n| --- | --- | --- |\n| Otter | fish | pond |")
    assert texts(found) == ["Otter: Food: fish; Home: pond"]


def test_a_row_of_two_cells_needs_no_names(takeaways):
    assert texts(takeaways("| Animal | Food |\n| --- | --- |\n| Otter | fish and crabs |")) == ["Otter: fish and crabs"]


def test_greetings_are_left_out_of_a_paragraph(takeaways):
    assert texts(takeaways("Thanks for reading! The otters meet again in the north pond.")) == [
        "The otters meet again in the north pond."
    ]


def test_a_sentence_that_leads_to_what_follows_is_left_out(takeaways):
    found = takeaways("The otters held a vote. Here is the result:\n\n> They build a second dam before winter.")
    assert texts(found) == ["The otters held a vote.", "They build a second dam before winter."]


def test_a_line_that_is_only_a_link_is_no_statement(takeaways):
    assert takeaways("[Slides](https://example.org/slides.pdf)") == []


def test_links_in_a_list_that_name_topics_are_told_together(takeaways):
    page = "https://example.org"
    post = f"Further news:\n\n- [Cilium Otter]({page}/1)\n- [Kueue Dam]({page}/2)\n- [Read more]({page}/3)"
    assert texts(takeaways(post)) == ["Further news: Cilium Otter; Kueue Dam"]


def test_a_heading_with_nothing_below_it_is_a_statement(takeaways):
    found = takeaways("# Pond\n\n## Otters build a second dam before winter\n\n## Newts\n\nThey sleep through it all.")
    assert "Otters build a second dam before winter" in texts(found)


def test_what_tells_of_a_talk_has_its_title_as_heading(outline):
    seen = outline("# Pond\n\n## Taming the Queue\n\n### In short\n\nOtters queue in a line.")
    talk = TalkCandidate("Taming the Queue", (), seen.spots[1], 9.0, about=(2, 3))
    assert [one.heading for one in find_takeaways(seen, [talk])] == ["Taming the Queue › In short"]


def test_a_line_that_only_names_a_talk_is_no_statement(outline):
    seen = outline("# Talks\n\n- Taming the Queue - Ada Otter, Acme")
    talk = TalkCandidate("Taming the Queue", (), seen.spots[1], 9.0, names=(1,))
    assert list(find_takeaways(seen, [talk])) == []
