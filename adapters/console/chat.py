"""A conversation in the terminal: type what you look for, then a step's number or its word."""

import datetime as dt
from collections.abc import Callable, Iterable

from bot.app.conversation import reply, step
from bot.cards.digest_notices import PREVIEW, not_understood_card
from bot.digests.parse_command import DigestVerb, ParseFailure, digest_words, parse_command
from bot.engine import Engine
from bot.model.answer_page import AnswerPage, value_to_page
from bot.model.card import Card
from bot.model.channel import Channel, Subscription
from bot.model.reply import Reply

Preview = Callable[[str], tuple[Card, ...]]
_LAST_WORDS = frozenset({"quit", "exit", "bye"})
_GREETING = Card(
    title="What do you look for?",
    subtitle="a topic, a project, a talk or a speaker; then a number, more, takeaways, talks, projects, help or quit",
)
_NOT_HERE = Card(
    "Nothing is posted in a terminal",
    "digests come to channels of Slack and Discord; type /kubecon digest there",
    actions=(PREVIEW,),
)
_NOT_POSTED = frozenset({DigestVerb.PREVIEW, DigestVerb.SUBSCRIBE})


def converse(
    engine: Engine, lines: Iterable[str], show: Callable[[Card], None], today: dt.date, preview: Preview
) -> None:
    """Answer line after line until there are none, or one says quit; `preview` shows a digest about some topics."""
    show(_GREETING)
    page, card = None, _GREETING
    for line in lines:
        typed = line.strip()
        if typed.casefold() in _LAST_WORDS:
            return
        words = digest_words(_written_out(typed, card))
        if words is not None:
            for card in _answer_digest(words, today, preview):
                show(card)
        elif typed:
            said = _answer(engine, typed, page, card, today)
            page, card = said.page or page, said.card
            show(card)


def _steps(card: Card) -> dict[str, str]:
    return {str(number): action.value for number, action in enumerate(card.actions, 1)}


def _written_out(typed: str, card: Card) -> str:
    """Return what a step's number stands for, and other lines as they are."""
    return value_to_page(_steps(card)[typed]).words if typed in _steps(card) else typed


def _answer(engine: Engine, typed: str, page: AnswerPage | None, card: Card, today: dt.date) -> Reply:
    """Take the step that the number typed stands beside, else answer the words."""
    steps = _steps(card)
    return step(engine, steps[typed], today) if typed in steps else reply(engine, typed, page, today)


def _answer_digest(words: str, today: dt.date, preview: Preview) -> tuple[Card, ...]:
    """Show what a channel would get, and say where it can be had."""
    nobodys = Subscription(Channel("console", "", "chat"), "", dt.datetime.combine(today, dt.time(), dt.UTC))
    command = parse_command(words, nobodys)
    if isinstance(command, ParseFailure):
        return (not_understood_card(command.typed),)
    shown = preview(", ".join(command.subscription.topics)) if command.action in _NOT_POSTED else ()
    return (*shown, _NOT_HERE)
