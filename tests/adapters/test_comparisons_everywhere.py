from rich.console import Console

from adapters.console.render import render_card
from adapters.discord.render import MessageControls
from adapters.discord.render import render_card as render_for_discord
from adapters.slack.render import render_card as render_for_slack
from adapters.web.render import card_to_html
from bot.cards.answer_to_card import answer_to_card
from bot.cards.card_to_text import card_to_text
from bot.model.answer_page import value_to_page
from bot.model.card import SourceLink
from bot.model.entry import Entry, EntryKind, Source
from bot.model.lookup import Answer, Lookup
from bot.model.subject import ComparedSide, ComparisonSubject, Intent
from bot.model.topic import Topic
from bot.model.topic_summary import TopicSummary

POST = Source("ponds", "Ponds", "https://ponds.example/post?a=1&b=2", "Day one", 3)
OTTER = Topic(
    "Otter", "project", "Swims in rivers", homepage="https://otter.example", milestones=(("sandbox", "2021-03-01"),)
)
MOLE = Topic("Mole", "project", "Digs <tunnels> & *halls*")
SAID = Entry(EntryKind.TAKEAWAY, "", "Otters dive.", POST, event="kubecon-eu-2026")


def card_of(*sides):
    answer = Answer(Lookup("otter vs mole"), intent=Intent.COMPARE, subject=ComparisonSubject(sides))
    return answer_to_card(answer)


OTTER_SIDE = ComparedSide("Otter", TopicSummary(OTTER, 3, ""), SAID, is_found=True)
MOLE_SIDE = ComparedSide("Mole", TopicSummary(MOLE, 1, ""), is_found=True)
CARD = card_of(OTTER_SIDE, MOLE_SIDE)


def test_the_same_is_told_of_each_side():
    assert [(one.heading, [item.text for item in one.items]) for one in CARD.sections] == [
        ("What it is", ["Otter: Swims in rivers", "Mole: Digs <tunnels> & *halls*"]),
        ("Status", ["Otter: sandbox March 2021", "Mole: —"]),
        ("Said last", ["Otter: “Otters dive.”", "Mole: —"]),
    ]
    assert CARD.sections[0].items[0].source == SourceLink("otter.example", "https://otter.example")
    assert [value_to_page(one.value).words for one in CARD.actions] == ["Otter", "Mole"]


def test_what_is_not_known_is_said_to_be():
    card = card_of(OTTER_SIDE, ComparedSide("Weasel"))
    assert card.sections[0].items[1].text == "Weasel: not known to the bot, and in none of the recaps"


def test_a_terminal_shows_the_sides_beside_each_other():
    console = Console(width=80)
    with console.capture() as written:
        console.print(render_card(CARD))
    for text in (card_to_text(CARD), written.get()):
        (line,) = [line for line in text.splitlines() if "Swims in rivers" in line]
        assert "Digs <tunnels>" in line


def test_where_there_is_no_room_the_sides_stand_below_each_other():
    assert "  • Otter: Swims in rivers\n" in card_to_text(CARD, 45)


def test_slack_shows_the_sides_as_fields():
    message = render_for_slack(CARD)
    fields = [[one["text"] for one in block["fields"]] for block in message.blocks if block["type"] == "section"]
    assert fields[0][1] == "Mole: Digs &lt;tunnels&gt; &amp; *halls*\nthe bot's own list of topics"
    assert fields[2][0] == "Otter: “Otters dive.”\nEU 2026 · <https://ponds.example/post?a=1&amp;b=2|ponds.example ↗>"


def test_discord_names_each_side_in_a_line():
    drawn = str(render_for_discord(CARD, MessageControls()).to_components())
    assert "• Otter: Swims in rivers" in drawn


def test_the_page_names_each_column_once():
    drawn = card_to_html(CARD)
    assert '<b class="column" dir="auto">Mole</b>' in drawn
    assert "Digs &lt;tunnels&gt; &amp; *halls*" in drawn
