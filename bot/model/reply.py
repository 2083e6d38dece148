"""Define the reply to a request, on any platform."""

from dataclasses import dataclass

from bot.model.answer_page import AnswerPage
from bot.model.card import Card


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that goes with a card, such as a calendar; `topics` are its topics as typed."""

    name: str
    content: bytes
    topics: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A card, and the page it shows, which `more` or `talks` continue; None if it is not an answer.

    `topics` are those that the lookup names. `miss` is what was meant by a lookup
    that found nothing, "" for all others. `feedback` is the page's value where readers are
    asked whether it helped. `thread` are the cards below the first one of a digest. `fault` is the id
    of an error in the log. One that is not `is_shareable` is only for the asker.
    """

    card: Card
    page: AnswerPage | None = None
    topics: tuple[str, ...] = ()
    thread: tuple[Card, ...] = ()
    miss: str = ""
    feedback: str = ""
    fault: str = ""
    is_shareable: bool = True
    file: AttachedFile | None = None

    @property
    def cards(self) -> tuple[Card, ...]:
        """Return all cards in reading order."""
        return (self.card, *self.thread)
