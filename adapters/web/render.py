"""How a card is drawn in the browser: HTML in which every text of a recap is escaped."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from adapters.web.desk import Asked
from adapters.web.digest_desk import is_a_look
from bot.cards.items import web_address
from bot.model.answer_page import page_to_value
from bot.model.card import Card
from bot.model.channel import WEEKDAYS
from bot.model.reply import Reply
from bot.store.page_threads import PageThread

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


def replies_to_html(replies: Sequence[Reply]) -> Markup:
    """Draw a reply; several are a digest, drawn as the thread it would be."""
    first, *others = (reply.card for reply in replies)
    return _thread(first, others, is_open=True) if others else card_to_html(first)


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


def page_to_html(
    asked: Asked | None, replies: Sequence[Reply], previews: Sequence[str], threads: Sequence[PageThread]
) -> str:
    """Draw the whole page, the replies on it; `asked` None is the greeting of a fresh page."""
    page = replies[0].page
    return _templates.get_template("page.html").render(
        asked=said_by(asked, replies[0]) if asked else "",
        reply=replies_to_html(replies),
        page=page_to_value(page) if page else "",
        previews=previews,
        threads=list(map(thread_to_html, threads)),
        weekdays=WEEKDAYS,
    )


def login_to_html(*, is_refused: bool) -> str:
    """Draw the page that asks for the access token."""
    return _templates.get_template("login.html").render(is_refused=is_refused)


def said_by(asked: Asked, reply: Reply) -> str:
    """Say what a person asked for: the line they typed, or the words on the page that their button led to."""
    if asked.typed or not reply.page:
        return asked.typed
    return f"{reply.page.kind}s {reply.page.words}" if reply.page.kind else reply.page.words


def link_to(asked: Asked, reply: Reply) -> str:
    """Return the address of an answer on this page, to be shared."""
    if reply.page:
        return f"/?{urlencode({'page': page_to_value(reply.page)})}"
    typed = asked.typed
    if asked.digest is not None:
        typed = f"digest {asked.digest}".strip() if is_a_look(asked.digest) else "digest"
    return f"/?{urlencode({'q': typed})}" if typed else "/"
