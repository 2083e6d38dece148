import datetime as dt
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.discord.custom_ids import CUSTOM_ID_LENGTH
from adapters.discord.escaping import escape, escape_to_fit, unescape
from adapters.discord.render import MessageControls, render_card
from bot.model.answer_page import AnswerPage, page_to_value
from bot.model.card import Action, ActionKind, Card, Item, Section, SourceLink
from bot.model.entry import EntryKind
from emulators.discord.components import COMPONENTS_V2, walk
from emulators.discord.read_message import buttons, text_of
from emulators.discord.rules import check_message
from tests.strategies import many

NASTY = [
    "@everyone",
    "<@123456789012345678>",
    "discord.gg/abc",
    "||",
    "`",
    "**",
    "](",
    "https://x.example/?a=(b)",
    "# ",
]
TEXTS = st.one_of(st.text(max_size=600), st.lists(st.sampled_from(NASTY) | st.text(max_size=9)).map(" ".join))
URLS = st.one_of(st.just(""), st.text(max_size=700).map(lambda path: f"https://recaps.example/{path}"), TEXTS)
LINKS = st.builds(SourceLink, TEXTS, URLS)
DAYS = st.none() | st.dates()
ITEMS = st.builds(Item, TEXTS, LINKS, TEXTS, many(LINKS, 2, 2), DAYS)
SECTIONS = st.builds(Section, TEXTS, many(ITEMS, 3, 4))
PAGES = st.builds(AnswerPage, st.text(max_size=500), st.none() | st.sampled_from(EntryKind), st.integers(0, 999))
ACTIONS = st.builds(Action, TEXTS, st.sampled_from(ActionKind), PAGES.map(page_to_value) | TEXTS)
CARDS = st.builds(
    Card,
    TEXTS,
    TEXTS,
    many(SECTIONS, 3, 3),
    many(ACTIONS, 3, 5),
    TEXTS,
    TEXTS,
)
FRAMES = st.builds(
    MessageControls,
    st.none() | PAGES,
    PAGES.map(page_to_value) | st.just(""),
    st.none() | st.integers(1, 2**63),
    TEXTS,
    st.sampled_from(["en-US", "de", "ja", "es-419", "zh-TW", "xx"]),
)


def body_of(card, frame=MessageControls()):  # noqa: B008 - a frozen value
    return {
        "components": render_card(card, frame).to_components(),
        "flags": COMPONENTS_V2,
        "allowed_mentions": {"parse": []},
    }


@settings(
    max_examples=settings.default.max_examples // 2,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(CARDS, FRAMES)
def test_any_card_stays_within_the_limits(card, frame):
    assert check_message(body_of(card, frame)) == []


@settings(
    max_examples=settings.default.max_examples // 2,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(CARDS, FRAMES)
def test_no_card_calls_anybody_or_invites(card, frame):
    shown = text_of(body_of(card, frame))
    assert not re.search(r"@everyone|@here|(?<!\\)<[@#:]|discord\.gg", shown, re.IGNORECASE)


@given(TEXTS, st.integers(1, 300))
def test_escaped_text_fits(text, room):
    assert len(escape_to_fit(text, room)) <= room


@given(st.text(st.characters(exclude_categories=("Cs", "Cf")), max_size=300))
def test_what_was_escaped_can_be_read_back(text):
    assert unescape(escape(text)) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a *bold* claim", r"a \*bold\* claim"),
        ("snake_case ~~ `code` ||spoiler||", r"snake\_case \~\~ \`code\` \|\|spoiler\|\|"),
        ("# not a heading", r"\# not a heading"),
        ("1. not a list", r"1\. not a list"),
        ("> not a quote", r"\> not a quote"),
        ("see https://x.example", r"see https:\//x.example"),
        ("@everyone come", "@\u200beveryone come"),
        ("join discord.gg/abc", "join discord\u200b.gg/abc"),
        ("<t:1:R> <@1> [a](b)", "\\<t:1:R\\> \\<@\u200b1\\> \\[a\\](b)"),
    ],
)
def test_text_is_shown_as_it_is(text, written):
    assert escape(text) == written


def test_text_is_cut_at_a_word():
    assert escape_to_fit("one two three", 9) == "one two…"


def item(text="Herons fly.", url="https://recaps.example/herons", **more):
    return Item(text, SourceLink("Herons at KubeCon", url), **more)


def shown(*items, **card):
    return text_of(body_of(Card("Herons", sections=(Section("Takeaways", items),), **card)))


def test_titles_are_linked_without_a_preview():
    assert "-# NA 2025 · [Herons at KubeCon](<https://recaps.example/herons>)" in shown(item(badge="NA 2025"))


def test_brackets_in_an_address_do_not_end_the_link():
    address = "https://recaps.example/a_(b)>c d"
    assert "](<https://recaps.example/a_%28b%29%3Ec%20d>)" in shown(item(url=address))


@pytest.mark.parametrize(
    "address", ["https://discord.gg/abc", "javascript:alert(1)", "", "https://x.example/" + "y" * 900]
)
def test_an_address_that_must_not_be_linked_leaves_its_name(address):
    assert "-# Herons at KubeCon" in shown(item(url=address))


def test_a_day_is_shown_as_the_reader_writes_it():
    assert " · <t:1763208000:D>" in shown(item(day=dt.date(2025, 11, 15)))


def test_a_recording_is_linked_beside_its_source():
    assert "· [recording](<https://video.example/1>)" in shown(
        item(links=(SourceLink("recording", "https://video.example/1"),))
    )


def test_many_long_lines_get_shorter_before_any_is_left_out():
    lines = [item(f"{number} " + "word " * 44, "https://recaps.example/" + "x" * 90) for number in range(8)]
    assert len(re.findall(r"^• ", shown(*lines), re.MULTILINE)) == 8


def test_a_card_without_a_title_shows_its_one_sentence_for_screen_readers():
    assert text_of(body_of(Card("", alt_text="Herons, told."))) == "### Herons, told."


def test_the_state_of_a_long_lookup_fits_its_controls():
    words = "herons " * 60
    page = AnswerPage(words.strip(), EntryKind.TALK, 8)
    body = body_of(
        Card(
            "Herons",
            sections=(Section("Talks", (item(),)),),
            actions=(Action("More", ActionKind.MORE, page_to_value(page)),),
        ),
        MessageControls(page, share=page_to_value(page), asker=1),
    )
    custom_ids = [part["custom_id"] for _, part, _ in walk(body["components"]) if "custom_id" in part]
    assert max(map(len, custom_ids)) <= CUSTOM_ID_LENGTH
    assert "Asked: herons herons" in text_of(body)
    assert buttons(body) == ["More", "Share", "Delete"]
