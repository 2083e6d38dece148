"""How one found entry becomes one line of a card, with its source and its age."""

from urllib.parse import urlsplit

from bot.answers.answer import Match
from bot.cards.card import Item, SourceLink
from bot.cards.wording import TITLE_LENGTH, badge_event, count, name_speakers, quote, shorten
from bot.extraction.entry import Entry, EntryKind, Source

_VIDEO_HOSTS = ("youtube.com", "youtu.be", "youtube-nocookie.com", "bilibili.com", "vimeo.com")


def match_to_item(match: Match) -> Item:
    """Word one match: a takeaway as its recap says it, a talk by title and speakers, a project by name."""
    entry = match.entry
    return Item(
        text=_word(entry),
        source=SourceLink(_label(entry.source), web_address(entry.source.url)),
        badge=_badge(match),
        recording=_recording(entry) if entry.kind is EntryKind.TALK else "",
    )


def _word(entry: Entry) -> str:
    if entry.kind is EntryKind.TAKEAWAY:
        return quote(entry) or _label(entry.source)
    title = shorten(entry.title, TITLE_LENGTH) or quote(entry) or "Talk without a title"
    if entry.kind is EntryKind.PROJECT:
        return f"{title} — {quote(entry)}" if entry.title and entry.text else title
    speakers = name_speakers(entry.speakers)
    return f"{title} — {speakers}" if speakers else title


def _label(source: Source) -> str:
    return shorten(source.title, TITLE_LENGTH) or source.recap


def _badge(match: Match) -> str:
    recaps = {match.entry.source.recap, *(source.recap for source in match.also_in)}
    event = badge_event(match.entry.event) if match.entry.event else ""
    return " · ".join(part for part in (event, count(len(recaps), "recap") if len(recaps) > 1 else "") if part)


def web_address(url: str) -> str:
    """Return an address a person may open, or "" where it is none of http and https."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return parts.geturl() if parts.scheme in {"http", "https"} and parts.netloc else ""


def _recording(entry: Entry) -> str:
    for link in entry.links:
        address = web_address(link.url)
        if address and _is_video(urlsplit(address).netloc.lower()):
            return address
    return ""


def _is_video(host: str) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in _VIDEO_HOSTS)
