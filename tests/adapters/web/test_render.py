import datetime as dt
import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.web.render import card_to_html, page_to_html, reply_to_html, thread_to_html
from bot.model.answer_page import AnswerPage
from bot.model.card import Action, ActionKind, Card, Item, Section, SourceLink
from bot.model.delivery import PageThread
from bot.model.reply import Reply
from bot.model.request import Request
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
THREADS = {"div", "details", "summary", "time"}
ATTRIBUTES = {"class", "aria-label", "dir", "href", "target", "rel", "action", "method", "name", "value"}


class Reader(HTMLParser):
    """Collect what a browser would take for markup."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.addresses = set(), set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value for name, value in attrs if name == "href"]


@settings(deadline=None)
@given(CARD)
def test_no_text_of_a_card_becomes_markup(card):
    read = Reader(card_to_html(card))
    assert read.tags <= OURS
    assert read.attributes <= ATTRIBUTES
    assert all(re.match(r"https?://", address) for address in read.addresses)


@settings(deadline=None)
@given(CARD, CARD)
def test_no_text_of_a_digest_becomes_markup(parent, reply):
    posted = thread_to_html(PageThread("0f", dt.datetime(2026, 11, 23, tzinfo=dt.UTC), parent, (reply,)))
    for drawn in (posted, reply_to_html(Reply(parent, thread=(reply,)))):
        read = Reader(drawn)
        assert read.tags <= OURS | THREADS
        assert read.attributes <= ATTRIBUTES | {"id", "data-messages", "datetime", "hidden", "open"}
        assert all(re.match(r"https?://", address) for address in read.addresses)


@settings(deadline=None)
@given(TEXT)
def test_what_was_typed_becomes_no_markup_of_the_page(typed):
    plain = Reader(page_to_html(Request("dra"), Reply(Card("dra"), AnswerPage("dra")), ("Slack",), ()))
    read = Reader(page_to_html(Request(typed), Reply(Card(typed or "-"), AnswerPage(typed)), ("Slack",), ()))
    assert read.tags == plain.tags
    assert read.attributes == plain.attributes
