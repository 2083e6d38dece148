"""Run a conversation in the terminal: type a lookup, or the number or word of a next step."""

from collections.abc import Callable, Iterable

from bot.model.card import Card
from bot.model.channel import Channel
from bot.model.reply import Reply
from bot.model.request import Asker, Request

_ASKER = Asker(Channel("console", "", "chat"), "")
_CONVERSATION = ("console",)
_LAST_WORDS = frozenset({"quit", "exit", "bye"})
_GREETING = Card(
    title="What do you look for?",
    subtitle="a topic, a project, a talk or a speaker; then a number, more, takeaways, talks, projects, help or quit",
)


def converse(answer: Callable[[Request], Reply], lines: Iterable[str], show: Callable[[Card], None]) -> None:
    """Answer line after line until there are none, or one is "quit"."""
    show(_GREETING)
    card = _GREETING
    for line in lines:
        typed = line.strip()
        if typed.casefold() in _LAST_WORDS:
            return
        if typed:
            cards = answer(to_request(typed, card)).cards
            for one in cards:
                show(one)
            card = cards[-1]


def to_request(typed: str, card: Card | None = None) -> Request:
    """Return the request for a typed line: the card's step with that number, otherwise a lookup."""
    steps = {str(number): action.value for number, action in enumerate(card.actions if card else (), 1)}
    if typed in steps:
        return Request(button=steps[typed], conversation=_CONVERSATION, asker=_ASKER, via="terminal")
    return Request(typed, conversation=_CONVERSATION, asker=_ASKER, via="terminal")
