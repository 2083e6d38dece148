"""What a person may be about to type, and what kind of thing it names."""

from dataclasses import dataclass
from enum import StrEnum


class SuggestionKind(StrEnum):
    """Name the kinds of things that are suggested."""

    TOPIC = "topic"
    TALK = "talk"
    PERSON = "person"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One name that completes what is being typed."""

    text: str
    kind: SuggestionKind
