from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from adapters.slack.escaping import to_markup, to_plain
from adapters.slack.render import card_to_fallback, render_card
from bot.model.answer_page import AnswerPage, page_to_value
from bot.model.card import Action, ActionKind, Card, Item, Section, SourceLink
from emulators.slack.blocks import text_sum
from emulators.slack.rules import check_message
from tests.strategies import many

# any character, and more often those that break things
NASTY = st.sampled_from(
    [
        "<!channel>",
        "<@U0ALICE>",
        "&",
        "*b*",
        "`",
        "\u202e",
        "שלום",
        "漢字" * 40,
        "👩‍👩‍👧",
        "\x00",
        "\ud800",
        "|",
        "x" * 400,
    ]
)
texts = many(st.one_of(st.text(max_size=30), NASTY), 3, 4).map("".join)
urls = st.one_of(texts, texts.map("https://recaps.example/{}".format), st.just("javascript:alert(1)"))
links = st.builds(SourceLink, texts, urls)
items = st.builds(Item, texts, links, texts, many(links, 2, 2))
sections = st.builds(Section, texts, many(items, 2, 3))
actions = st.builds(
    Action, texts, st.sampled_from(ActionKind), texts.map(lambda words: page_to_value(AnswerPage(words)))
)
cards = st.builds(
    Card,
    texts,
    texts,
    many(sections, 2, 3),
    many(actions, 3, 10),
    texts,
    texts,
)
few = settings(max_examples=settings.default.max_examples // 2, deadline=None)
LINE = Item("Otters swim.", SourceLink("Three days", "https://blog.example/otters"), "NA 2025")
CARD = Card(
    "Otters",
    "2 takeaways",
    (Section("Takeaways", (LINE,)),),
    (Action("Talks (2)", ActionKind.MORE, "talk 0 otters"),),
    "as of May 2026",
    "Otters swim.",
)


def payload(card):
    message = render_card(card, share="all 0 dra", dismiss=True)
    return {"text": message.text, "blocks": message.blocks}


def strings(node):
    if isinstance(node, dict):
        return [text for value in node.values() for text in strings(value)]
    if isinstance(node, list):
        return [text for value in node for text in strings(value)]
    return [node] if isinstance(node, str) else []


@few
@given(cards)
def test_any_card_becomes_a_message_that_slack_takes_without_a_word(card):
    assert [str(finding) for finding in check_message(payload(card))] == []


@few
@given(cards)
def test_any_card_becomes_blocks_that_slack_sdk_takes_too(card):
    for block in payload(card)["blocks"]:
        Block.parse(block).to_dict()


@few
@given(cards)
def test_no_text_of_any_card_holds_a_mention(card):
    shown = [
        text for block in render_card(card).blocks for text in strings({**block, "elements": _without_values(block)})
    ]
    assert not [text for text in [*shown, card_to_fallback(card)] if "<!" in text or "<@" in text or "<#" in text]


def _without_values(block):
    return [{key: value for key, value in one.items() if key != "value"} for one in block.get("elements", [])]


@few
@given(cards)
def test_every_link_of_any_card_is_http(card):
    found = [link["url"] for block in render_card(card).blocks for link in _links(block)]
    assert all(url.startswith(("http://", "https://")) for url in found)


def _links(node):
    if isinstance(node, list):
        return [link for value in node for link in _links(value)]
    if not isinstance(node, dict):
        return []
    own = [node] if node.get("type") == "link" else []
    return own + [link for value in node.values() for link in _links(value)]


@pytest.mark.parametrize("title", ["漢" * 300, "👩‍👩‍👧 " * 100, "שלום עולם " * 60, "word " * 200])
def test_fifty_results_with_the_longest_titles_fit_and_say_how_many_do_not(title):
    line = replace(LINE, text=title, source=SourceLink(title, "https://blog.example/" + "o" * 400))
    card = replace(CARD, title=title, sections=(Section("Talks", (line,) * 50),))
    sent = payload(card)
    assert check_message(sent) == []
    assert text_sum(sent["blocks"]) < 11_000
    assert "more lines do not fit" in strings(sent["blocks"])[-1]


def test_a_line_is_shown_with_its_age_and_its_linked_source():
    shown = strings(payload(CARD)["blocks"])
    assert "Otters swim." in shown
    assert "NA 2025" in shown
    assert "https://blog.example/otters" in shown


def test_buttons_carry_their_pages_and_share_and_dismiss_stand_last():
    (row,) = [block for block in payload(CARD)["blocks"] if block["type"] == "actions"]
    assert [(one["action_id"], one["value"]) for one in row["elements"]] == [
        ("step-0", "talk 0 otters"),
        ("share", "all 0 dra"),
        ("dismiss", "dismiss"),
    ]


def test_a_button_whose_value_slack_would_refuse_is_left_out():
    card = replace(CARD, actions=(Action("long", ActionKind.MORE, "x" * 2001),))
    assert not [block for block in render_card(card).blocks if block["type"] == "actions"]


def test_those_who_cannot_see_blocks_hear_the_whole_answer():
    assert card_to_fallback(CARD) == "Otters swim.\nTakeaways\n• Otters swim. (NA 2025, Three days)\nas of May 2026"


def test_text_is_cut_before_it_is_escaped_so_that_no_entity_is_torn():
    assert to_markup("a & b & c", 6) == "a &amp;…"


def test_text_that_turns_the_reading_direction_is_shown_without_turning_it():
    assert to_plain("file\u202egpj.exe", 20) == "filegpj.exe"
