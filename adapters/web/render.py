"""How a card is drawn in the browser: HTML in which every text of a recap is escaped."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from adapters.web.desk import Asked
from bot.cards.card import Card
from bot.cards.items import web_address
from bot.cards.page import page_to_value
from bot.conversation import Reply

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


def page_to_html(asked: Asked | None, reply: Reply, previews: Sequence[str]) -> str:
    """Draw the whole page, the reply on it; `asked` None is the greeting of a fresh page."""
    return _templates.get_template("page.html").render(
        asked=said_by(asked, reply) if asked else "",
        card=card_to_html(reply.card),
        page=page_to_value(reply.page) if reply.page else "",
        previews=previews,
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
    return f"/?{urlencode({'q': asked.typed})}" if asked.typed else "/"
