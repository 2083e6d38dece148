"""What the bot replies to a request, whatever the platform."""

from dataclasses import dataclass

from bot.model.answer_page import AnswerPage
from bot.model.card import Card


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that goes with a card, such as a calendar; `topics` is what it is about, as it was typed."""

    name: str
    content: bytes
    topics: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A card, and the page it shows: what `more` or `talks` go on from; None if it is no answer.

    `topics` are those that the lookup names. `miss` is what was meant by a lookup
    that found nothing, "" for all others. `feedback` is the page's value where readers are
    asked whether it helped. `thread` are the cards below the first one of a digest. `fault` is the id
    under which the log has what went wrong.
    """

    card: Card
    page: AnswerPage | None = None
    topics: tuple[str, ...] = ()
    thread: tuple[Card, ...] = ()
    miss: str = ""
    feedback: str = ""
    fault: str = ""
    file: AttachedFile | None = None

    @property
    def cards(self) -> tuple[Card, ...]:
        """Return all cards, in the order in which they are read."""
        return (self.card, *self.thread)
