"""Name what a lookup meant, in words that can be stored without revealing who typed them."""

import re

from bot.cards.subject_header import subject_sections
from bot.catalogue.normalize import normalize
from bot.model.lookup import Answer
from bot.model.subject import Intent

_NO_LOOKUPS = frozenset({Intent.HELP, Intent.THANKS, Intent.OFF_TOPIC})
_MOST_WORDS = 8
_LONGEST_WORD = 30
_SECRET = re.compile(r"@|://|\d{5}|(?<!\S)(?=\S*\d)(?=\S*[A-Za-z])\S{16}")  # addresses, long numbers, tokens


def anonymize_miss(answer: Answer) -> str:
    """Return what an unanswered lookup meant; "" if it was answered, or was no lookup."""
    if answer.matches or answer.intent in _NO_LOOKUPS or subject_sections(answer.subject):
        return ""
    return name_meant(answer)


def name_meant(answer: Answer) -> str:
    """Return the topics of a lookup, otherwise its words; "" if these may be a message or a secret."""
    topics = ", ".join(dict.fromkeys(summary.topic.name for summary in answer.topics))
    if topics:
        return topics
    words = answer.lookup.words.split()
    is_long = len(words) > _MOST_WORDS or any(len(word) > _LONGEST_WORD for word in words)
    return "" if is_long or any(map(_SECRET.search, words)) else normalize(" ".join(words))
