"""Detect parts of a post that nobody would look up: greetings, calls to action, bare links."""

import re

from bot.extraction.word_lists import count_wide
from bot.languages.pattern_templates import compile_words
from bot.model.recap import Block

# How sentences begin that ask something of the reader, greet or lead on. One with a number or a date stays.
_CALL = compile_words(r"\W*{call}")
# The same, anywhere in a sentence.
_ASKS = compile_words(r"\b{asks}\b")
# What a page says around a post.
_PAGE = compile_words(r"\W*(?:{around_post}\b.{0,120}$|©|tags?\s*:|(?:photo|image) (?:by|credit))")
_ATTRIBUTION = re.compile(r"\s*[—–-]{1,2}\s*[^.!?]{2,60}")  # whose a quote is
_FACT = compile_words(
    r"\d|\b(?:{month_short}[a-z]*|{month})\b(?! (?:be|have|not|also))"
    r"|\b(?:kcd|rejekts|summit)\b|月|日",
)
_SAVED_DATE = re.compile(r"\b20[1-3]\d\b.*\b20[1-3]\d\b|\b(?:next|mark|date)\b", re.IGNORECASE)
_URLS = re.compile(r"\W*+(?:https?://\S++\s*+)++")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 220
_FEWEST_WORDS, _FEWEST_WIDE = 3, 8
_ENOUGH_WORDS = re.compile(rf"[^\W_](?<![^\W_].)[^\W_]*+(?:[\W_]++[^\W_]++){{{_FEWEST_WORDS - 1}}}")
_FEWEST_LINK_WORDS = 5  # a shorter link says nothing by itself
_LITTLE_MORE = 3  # characters next to a link


def says_nothing(text: str) -> bool:
    """Return whether a sentence or line is a greeting, a call to action or a part of the page around the post."""
    if len(text) > _LONGEST:
        return False
    if _PAGE.match(text):
        return not _SAVED_DATE.search(text)
    is_call = bool(_CALL.match(text) or _ASKS.search(text)) and not _FACT.search(text)
    return is_call or bool(_ATTRIBUTION.fullmatch(text))


def is_too_short(text: str) -> bool:
    """Return whether a text is too short to be understood on its own ("Meh.", "Overview")."""
    if text.isascii():
        return _ENOUGH_WORDS.search(text) is None
    words, wide = len(_WORD.findall(text)), count_wide(text)
    return wide < _FEWEST_WIDE if wide > words else words < _FEWEST_WORDS


def is_bare_link(block: Block) -> bool:
    """Return whether a block is only a link whose words mean nothing on their own."""
    if not block.links:
        return False
    text = block.text.strip(" .:-–")
    if sum(len(link.text) for link in block.links) < len(text) - _LITTLE_MORE:
        return _URLS.fullmatch(text) is not None
    return "://" in text or " " not in text or len(_WORD.findall(text)) < _FEWEST_LINK_WORDS
