"""Define a person's request, on any platform."""

from dataclasses import dataclass

from bot.model.answer_page import AnswerPage, lookup_to_page
from bot.model.channel import Channel
from bot.model.entry import EntryKind
from bot.model.lookup import Lookup
from bot.model.watch import Person


@dataclass(frozen=True, slots=True)
class Asker:
    """A person and the channel whose digests they ask about; `timezone` is the person's, "" if unknown.

    Nothing is changed for one that `may_change` nothing, such as a link that somebody follows. Who `may_set_up` runs
    the bot, and changes what it does for everybody.
    """

    channel: Channel
    person: str
    timezone: str = ""
    may_change: bool = True
    may_set_up: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """One of three: a typed line, the value of a pressed button, or a `text` that was not written to the bot.

    `more` and `talks` continue the page `before`, otherwise the last one of the `conversation`, which is any key.
    Without an `asker`, it cannot be about digests. `limit` is the maximum number of items in a section, None
    for the default. `via` names the way the request came, for the log. `channel` is where to count it, `person` who can
    be notified later.

    `team` is whose own recaps may be shown, "" if anybody else may see the reply; who `may_moderate` may change or
    forget any. A place that `has_forms` can open one to change them.
    """

    typed: str = ""
    button: str = ""
    text: str = ""
    before: AnswerPage | None = None
    conversation: tuple[str, ...] = ()
    asker: Asker | None = None
    limit: int | None = None
    via: str = ""
    channel: Channel | None = None
    person: Person | None = None
    team: str = ""
    may_moderate: bool = False
    has_forms: bool = False


def format_lookup(words: str, kind: EntryKind | None, event: str) -> str:
    """Write a lookup and its filters as the line that a person would type."""
    typed = lookup_to_page(Lookup(words, event=event)).words
    return f"{kind}s {typed}" if kind else typed
