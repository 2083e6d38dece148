from dataclasses import replace

from bot.cards.card_to_text import card_to_text
from bot.model.card import Action, ActionKind, Card, Item, Section, SourceLink

ITEM = Item(
    "“Otters now schedule themselves.”",
    SourceLink("Three days among otters", "https://blog.example/otters"),
    "NA 2025",
    (SourceLink("+2 more"),),
)
CARD = Card(
    title="OTR → Otter Runtime",
    subtitle="in 3 recaps",
    sections=(Section("Takeaways", (ITEM,)),),
    actions=(
        Action("More takeaways (11)", ActionKind.MORE, "takeaway 5 otr"),
        Action("Related: Beaver", ActionKind.LOOK_UP, "all 0 Beaver"),
    ),
    footer="as of November 2025",
)


def test_a_card_in_plain_text_keeps_everything_a_person_needs():
    assert card_to_text(CARD, 72) == (
        "OTR → Otter Runtime · in 3 recaps\n"
        "\n"
        "Takeaways\n"
        "  • “Otters now schedule themselves.”\n"
        "    NA 2025 · Three days among otters · +2 more\n"
        "    https://blog.example/otters\n"
        "\n"
        "[More takeaways (11)]  [Related: Beaver]\n"
        "\n"
        "as of November 2025"
    )


def test_steps_carry_a_number_where_a_person_types_the_choice():
    assert "[1] More takeaways (11)  [2] Related: Beaver" in card_to_text(CARD, 72, numbered=True)


def test_a_step_stands_below_the_section_that_it_leads_on_from():
    actions = (replace(CARD.actions[0], section=0), CARD.actions[1])
    lines = card_to_text(replace(CARD, actions=actions), 72, numbered=True).splitlines()
    assert lines[lines.index("  [1] More takeaways (11)") - 1] == "    https://blog.example/otters"
    assert "[2] Related: Beaver" in lines


def test_lines_keep_to_the_width_but_an_address_stays_whole():
    lines = card_to_text(CARD, 20).splitlines()
    assert max(len(line) for line in lines if "https" not in line) <= 20
    assert "    https://blog.example/otters" in lines


def test_where_to_watch_a_talk_stands_in_the_line_that_says_where_it_is_from():
    talk = Item(
        "Otters at scale — Ana Lee", SourceLink("Day one"), links=(SourceLink("recording", "https://youtu.be/otter"),)
    )
    text = card_to_text(Card("otters", sections=(Section("Talks", (talk,)),)))
    assert text.endswith("    Day one · recording\n    https://youtu.be/otter")


def test_a_card_with_a_title_alone_is_one_line():
    assert card_to_text(Card("otters")) == "otters"


def test_a_section_without_a_heading_leaves_no_empty_line():
    card = Card("Takeaways", sections=(Section("", (Item("Otters swim.", SourceLink("otters")),)),))
    assert card_to_text(card).splitlines() == ["Takeaways", "", "  • Otters swim.", "    otters"]
