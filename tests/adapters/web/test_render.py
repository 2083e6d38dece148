import datetime as dt
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.previews import previews
from adapters.web.discord_markdown import discord_markdown_to_html
from adapters.web.render import (
    ShownAnswer,
    answered_to_html,
    card_to_html,
    preview_to_html,
    reply_to_html,
    thread_to_html,
)
from bot.model.answer_page import AnswerPage
from bot.model.card import Action, ActionKind, Card, Item, Section, SourceLink
from bot.model.chart import Chart, Series
from bot.model.delivery import PageThread
from bot.model.reply import Reply
from tests.adapters.web.conftest import SCRIPT

TEXT = st.one_of(
    st.text(max_size=40), st.sampled_from([SCRIPT, "javascript:alert(1)", '"><svg onload=x>', "{{ 7 * 7 }}", "</pre>"])
)
ADDRESS = st.one_of(
    TEXT,
    st.sampled_from(
        ["javascript:alert(1)", "data:text/html,x", 'https://a.example/"onclick="x', "https://ok.example/"]
    ),
)
LINK = st.builds(SourceLink, TEXT, ADDRESS)
CARD = st.builds(
    Card,
    TEXT,
    TEXT,
    st.lists(
        st.builds(
            Section,
            TEXT,
            st.lists(st.builds(Item, TEXT, LINK, TEXT, st.lists(LINK, max_size=2).map(tuple)), max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    st.lists(st.builds(Action, TEXT, st.sampled_from(ActionKind), TEXT), max_size=2).map(tuple),
    TEXT,
    TEXT,
)
OURS = {"article", "h2", "p", "section", "h3", "ul", "li", "span", "a", "form", "button"}
ICONS = {"svg", "use"}
CHATS = {"div", "p", "b", "i", "span", "ul", "li", "a", "details", "summary", "pre", "hr"}
CHATS |= {"em", "strong", "code", "s"}  # of Markdown
THREADS = {"div", "details", "summary", "time"}
ATTRIBUTES = {"class", "aria-label", "dir", "href", "target", "rel", "action", "method", "name", "value"}
ATTRIBUTES |= {"aria-hidden"}


class Reader(HTMLParser):
    """Collect what a browser would take for markup."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.addresses = set(), set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value for name, value in attrs if name == "href" and tag != "use"]


@settings(deadline=None)
@given(CARD)
def test_no_text_of_a_card_becomes_markup(card):
    read = Reader(card_to_html(card))
    assert read.tags <= OURS | ICONS
    assert read.attributes <= ATTRIBUTES
    assert all(re.match(r"https?://", address) for address in read.addresses)


@settings(deadline=None)
@given(CARD, CARD)
def test_no_text_of_a_digest_becomes_markup(parent, reply):
    posted = thread_to_html(PageThread("0f", dt.datetime(2026, 11, 23, tzinfo=dt.UTC), parent, (reply,)))
    for drawn in (posted, reply_to_html(Reply(parent, thread=(reply,)))):
        read = Reader(drawn)
        assert read.tags <= OURS | ICONS | THREADS
        assert read.attributes <= ATTRIBUTES | {"id", "data-messages", "datetime", "hidden", "open"}
        assert all(re.match(r"https?://", address) for address in read.addresses)


@settings(deadline=None)
@given(CARD, st.sampled_from(previews()))
def test_no_text_of_a_card_becomes_markup_in_a_preview(card, preview):
    read = Reader(preview_to_html(preview, Reply(card, AnswerPage("dra"))))
    assert read.tags <= CHATS | ICONS
    assert read.attributes <= ATTRIBUTES | {"tabindex"}
    assert all(re.match(r"https?://", address) for address in read.addresses)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("### Otters", '<span class="line title">Otters</span>'),
        ("-# by [Ola](<https://ok.example/a>)", 'noreferrer nofollow" href="https://ok.example/a">Ola</a></span>'),
        ("**two** *words*\nline", "<strong>two</strong> <em>words</em></span>\n<span"),
        (r"\*not bold\* <b>", "*not bold* &lt;b&gt;"),
        ("[x](javascript:alert)", "[x](javascript:alert)"),
        ("on <t:1795867200:D>", "on 28 November 2026"),
    ],
)
def test_discords_own_markdown_is_drawn(text, drawn):
    assert drawn in discord_markdown_to_html(text)


def test_a_digest_is_previewed_message_by_message():
    digest = Reply(Card("Digest"), thread=(Card("First"), Card("Second")))
    for preview in previews():
        drawn = preview_to_html(preview, digest)
        assert drawn.count('class="message') == 3
        assert "can see this" not in drawn
        assert "Only visible" not in drawn


def test_a_chart_is_previewed_as_a_picture():
    chart = Chart("Talks on otters", ("EU 2025", "NA 2025"), (100, 50), (Series("Otters", (1.0, 2.0), (1, 1)),))
    for preview in previews():
        drawn = preview_to_html(preview, Reply(Card("Talks on otters", chart=chart), AnswerPage("trend otters")))
        assert "<svg" in drawn.split('role="img"')[1]


@settings(deadline=None)
@given(TEXT)
def test_what_was_typed_becomes_no_markup_of_the_page(typed):
    def drawn(words):
        return Reader(
            answered_to_html(ShownAnswer(words, Reply(Card(words or "-"), AnswerPage(words)), "/?q=a", "", previews()))
        )

    read, plain = drawn(typed), drawn("dra")
    assert read.tags == plain.tags
    assert read.attributes == plain.attributes


def test_a_row_of_bars_is_set_apart_and_not_read_out():
    card = Card("Otters", sections=(Section("", (Item("Talks ▁▃█ 2024–2026 <b>"),)),))
    assert 'Talks <span class="spark" aria-hidden="true">▁▃█</span> 2024–2026 &lt;b&gt;' in card_to_html(card)
