"""Distinguish requests about digests from lookups."""

import datetime as dt

from bot.digests.parse_command import DigestVerb, ParseFailure, digest_words, is_about_digests, parse_command
from bot.model.answer_page import value_to_page
from bot.model.channel import Channel, Subscription
from bot.model.request import Request

NOBODYS = Subscription(Channel("", "", ""), "", dt.datetime.min.replace(tzinfo=dt.UTC))
_LOOKS = frozenset({DigestVerb.SETTINGS, DigestVerb.PREVIEW, DigestVerb.FOLLOW})


def words_about_digests(request: Request) -> str | None:
    """Return what follows the word digest, None if the request is a lookup.

    A button may lead to a lookup that only begins with that word.
    """
    if not request.button:
        return digest_words(request.typed)
    words = value_to_page(request.button).words
    return digest_words(words) if is_about_digests(words) else None


def words_of(request: Request) -> str:
    """Return what a request asks for in words, typed or by a button, with single blanks and in small letters."""
    words = value_to_page(request.button).words if request.button else request.typed
    return " ".join(words.split()).casefold()


def changes_digests(words: str) -> bool:
    """Return whether what follows the word digest changes what a channel gets, or posts there."""
    command = parse_command(words, NOBODYS)
    return not isinstance(command, ParseFailure) and command.action not in _LOOKS
