"""How a card is drawn in the browser: HTML in which every text of a recap is escaped."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.app.digest_request import changes_digests, words_about_digests
from bot.cards.items import web_address
from bot.model.answer_page import page_to_value
from bot.model.card import Card
from bot.model.channel import WEEKDAYS
from bot.model.delivery import PageThread
from bot.model.reply import Reply
from bot.model.request import Request

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
_templates = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters["address"] = web_address


def card_to_html(card: Card) -> Markup:
    """Draw a card."""
    return Markup(_templates.get_template("card.html").render(card=card))  # noqa: S704 - the template escapes


def reply_to_html(reply: Reply) -> Markup:
    """Draw a reply; one with a thread is a digest, drawn as it would be posted."""
    return _thread(reply.card, reply.thread, is_open=True) if reply.thread else card_to_html(reply.card)


def thread_to_html(thread: PageThread) -> Markup:
    """Draw a digest that was posted."""
    return _thread(thread.parent, thread.replies, thread)


def _thread(
    parent: Card, replies: Sequence[Card], posted: PageThread | None = None, *, is_open: bool = False
) -> Markup:
    drawn = _templates.get_template("thread.html").render(
        parent=card_to_html(parent), replies=list(map(card_to_html, replies)), posted=posted, is_open=is_open
    )
    return Markup(drawn)  # noqa: S704 - the template escapes


def page_to_html(asked: Request | None, reply: Reply, previews: Sequence[str], threads: Sequence[PageThread]) -> str:
    """Draw the whole page, the reply on it; `asked` None is the greeting of a fresh page."""
    page = reply.page
    return _templates.get_template("page.html").render(
        asked=said_by(asked, reply) if asked else "",
        reply=reply_to_html(reply),
        page=page_to_value(page) if page else "",
        previews=previews,
        threads=list(map(thread_to_html, threads)),
        weekdays=WEEKDAYS,
    )


def login_to_html(*, is_refused: bool) -> str:
    """Draw the page that asks for the access token."""
    return _templates.get_template("login.html").render(is_refused=is_refused)


def said_by(asked: Request, reply: Reply) -> str:
    """Return what a person asked for: the line they typed, or the words on the page that their button led to."""
    if asked.typed or not reply.page:
        return asked.typed
    return f"{reply.page.kind}s {reply.page.words}" if reply.page.kind else reply.page.words


def link_to(asked: Request, reply: Reply) -> str:
    """Return the address of an answer on this page, to be shared."""
    if reply.page:
        return f"/?{urlencode({'page': page_to_value(reply.page)})}"
    typed, words = asked.typed, words_about_digests(asked)
    if words is not None:
        typed = "digest" if changes_digests(words) else f"digest {words}".strip()
    return f"/?{urlencode({'q': typed})}" if typed else "/"
