"""Render cards and pages as HTML, with every text of a recap escaped."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from adapters.charts import chart_to_svg
from adapters.web.discord_markdown import discord_markdown_to_html
from adapters.web.preview import Preview
from adapters.web.slack_markup import slack_markup_to_html
from bot.app.digest_request import changes_digests, words_about_digests
from bot.app.front_page import FrontPage
from bot.cards.chart_to_text import chart_to_lines
from bot.cards.columns import cell_text
from bot.cards.items import web_address
from bot.cards.text import begin_sentence
from bot.cards.trend_card import chart_to_words
from bot.model.answer_page import AnswerPage, page_to_value
from bot.model.card import Card
from bot.model.channel import WEEKDAYS
from bot.model.delivery import PageThread
from bot.model.reply import Reply
from bot.model.request import Request

EXAMPLES = (
    ("topic", "dra"),
    ("topic", "istio vs linkerd"),
    ("talk", "talks about gpu sharing"),
    ("stage", "trend wasm"),
    ("project", "is karmada graduated"),
    ("person", "kevin klues"),
)
CALENDAR_PATH = "/calendar.ics"
_EDITIONS_SHOWN = 8  # until somebody wants to see all
_ICONS = {  # by the first word of a section's heading
    "Takeaways": "takeaway",
    "Talks": "talk",
    "Projects": "project",
    "Stages": "stage",
    "When": "event",
    "About": "topic",
    "What": "topic",
    "Status": "stage",
    "Said": "takeaway",
    "Main": "topic",
    "Enhancements": "stage",
    "CNCF": "stage",
    "How": "search",
    "Do": "add",
    "No": "add",
}
_SPARKLINE = re.compile("([▁-█]{3,})")
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
_templates.filters["discord_markdown"] = discord_markdown_to_html
_templates.filters["slack_markup"] = slack_markup_to_html
_templates.filters["cell"] = cell_text
_templates.filters["sentence"] = begin_sentence
_templates.filters["svg"] = lambda chart: Markup(chart_to_svg(chart))  # noqa: S704 - drawn here, texts escaped
_templates.filters["words"] = chart_to_words
_templates.filters["lines"] = lambda chart: "\n".join(chart_to_lines(chart))
_templates.filters["kind"] = lambda heading: _ICONS.get(heading.partition(" ")[0], "more")


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at an answer, and its address."""

    name: str
    view: str
    address: str


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """The reply to a request, the address of the answer, and the preview to show, "" for none."""

    asked: str
    reply: Reply
    link: str
    view: str = ""
    previews: Sequence[Preview] = ()

    @property
    def preview(self) -> Preview | None:
        """Return the preview to show it in, None for the page's own way."""
        return next((one for one in self.previews if one.view == self.view), None)

    @property
    def address(self) -> str:
        """Return the address that shows the same again."""
        return _with_view(self.link, self.preview.view if self.preview else "")


def _mark_sparkline(text: str) -> Markup:
    """Mark a row of bars, which screen readers cannot read as text."""
    drawn = _SPARKLINE.sub(r'<span class="spark" aria-hidden="true">\1</span>', str(escape(text)))
    return Markup(drawn)  # noqa: S704 - escaped above


_templates.filters["sparkline"] = _mark_sparkline


def card_to_html(card: Card) -> Markup:
    """Draw a card."""
    return _drawn("card.html", card=card)


def reply_to_html(reply: Reply) -> Markup:
    """Draw a reply; one with a thread is a digest, drawn as it would be posted."""
    return _thread(reply.card, reply.thread, is_open=True) if reply.thread else card_to_html(reply.card)


def thread_to_html(thread: PageThread) -> Markup:
    """Draw a digest that was posted."""
    return _thread(thread.parent, thread.replies, thread)


def _thread(
    parent: Card, replies: Sequence[Card], posted: PageThread | None = None, *, is_open: bool = False
) -> Markup:
    return _drawn(
        "thread.html",
        parent=card_to_html(parent),
        replies=list(map(card_to_html, replies)),
        posted=posted,
        is_open=is_open,
    )


def home_to_html(front: FrontPage | None) -> str:
    """Render the page before anything is typed; None shows only the search."""
    return _page("home.html", front=front, examples=EXAMPLES, shown_editions=_EDITIONS_SHOWN)


def answered_to_html(answered: ShownAnswer) -> str:
    """Draw the page with an answer on top."""
    return _page("home.html", front=None, title=answered.asked, asked=answered.asked, shown=answer_to_html(answered))


def digests_to_html(threads: Sequence[PageThread]) -> str:
    """Render the digest threads, and the form for the page's digests."""
    drawn = list(map(thread_to_html, threads))
    return _page("digests.html", here="digests", title="Digests", threads=drawn, weekdays=WEEKDAYS)


def answer_to_html(answered: ShownAnswer) -> Markup:
    """Render an answer as the page or a chat platform shows it, with links to the other views."""
    views = [View("Answer", "", answered.link)]
    views += [View(f"In {one.name}", one.view, _with_view(answered.link, one.view)) for one in answered.previews]
    preview = answered.preview
    return _drawn(
        "answer.html",
        asked=answered.asked,
        views=views if answered.previews else [],
        view=preview.view if preview else "",
        link=answered.address,
        reply=preview_to_html(preview, answered.reply) if preview else reply_to_html(answered.reply),
        file=_file_address(answered.reply),
    )


def _file_address(reply: Reply) -> str:
    """Return the address of a reply's file, "" if it has none; a calendar can subscribe to it."""
    return f"{CALENDAR_PATH}?{urlencode({'topics': reply.file.topics})}" if reply.file else ""


def preview_to_html(preview: Preview, reply: Reply) -> Markup:
    """Render a card as a chat client would, with the payloads below it."""
    messages = preview.draw(reply)
    payload = json.dumps(messages[0] if len(messages) == 1 else messages, indent=2, ensure_ascii=False)
    return _drawn(
        "preview.html",
        drawn=_drawn(f"{preview.view}.html", messages=messages, is_private=not reply.thread, chart=reply.card.chart),
        name=preview.name,
        payload=payload,
        opens=preview.opens(messages[0]),
    )


def _with_view(link: str, view: str) -> str:
    return f"{link}&{urlencode({'as': view})}" if view and "?" in link else link


def _page(template: str, **shown: Any) -> str:
    defaults = {"here": "", "title": "", "asked": "", "shown": ""}
    return _templates.get_template(template).render({**defaults, **shown})


def _drawn(template: str, **shown: Any) -> Markup:
    return Markup(_templates.get_template(template).render(shown))  # noqa: S704 - the template escapes


def login_to_html(*, is_refused: bool) -> str:
    """Draw the page that asks for the access token."""
    return _templates.get_template("login.html").render(title="", is_refused=is_refused)


def said_by(asked: Request, reply: Reply) -> str:
    """Return what a person asked for: the typed line, or the words of a pressed button."""
    if asked.typed or not reply.page:
        return asked.typed
    return f"{reply.page.kind}s {reply.page.words}" if reply.page.kind else reply.page.words


def link_to(asked: Request, reply: Reply) -> str:
    """Return the address of an answer on this page, to be shared."""
    if reply.page == AnswerPage(asked.typed):
        return f"/?{urlencode({'q': asked.typed})}"
    if reply.page:
        return f"/?{urlencode({'page': page_to_value(reply.page)})}"
    typed, words = asked.typed, words_about_digests(asked)
    if words is not None:
        typed = "digest" if changes_digests(words) else f"digest {words}".strip()
    return f"/?{urlencode({'q': typed})}" if typed else "/"
