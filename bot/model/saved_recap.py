"""Define what a team saved as its own recap, which no other team sees."""

import datetime as dt
from dataclasses import dataclass

MOST_SAVED = 2_000  # of one team
LONGEST_SAVED = 3_000  # characters; of a message; what a platform's text field takes
LONGEST_NOTES = 20_000  # of notes attached as a file
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class SavedRecap:
    """One message that became a recap; `team` names platform and team, `by` is the id of who saved it.

    `edition` is an id, "" for none. `number` is 0 until it is kept. `author` is the id of who wrote the
    message, "" if unknown.
    """

    team: str
    title: str
    text: str
    by: str
    written_on: dt.date
    edition: str = ""
    url: str = ""
    number: int = 0
    author: str = ""
