"""Define completions of what is being typed."""

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
    """One name that completes the typed text, and its kind."""

    text: str
    kind: SuggestionKind
