"""Turn an entry into one line of a card, with its source and age."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from bot.cards.text import STATEMENT_LENGTH, TITLE_LENGTH, badge_event, name_speakers, quote, shorten
from bot.catalogue.normalize import normalize
from bot.catalogue.site_names import site_name_of
from bot.digests.entry_key import key_of
from bot.model.card import Item, SourceLink
from bot.model.entry import Entry, EntryKind, Source, is_talk, is_video
from bot.model.lookup import Match

_RECORDING = "recording"


def match_to_item(match: Match, asked: str = "") -> Item:
    """Write one match: a takeaway as in its recap, a talk by title and speakers, a project by name.

    People of whom one of the words `asked` for is a name come first among the speakers, so that they are shown.
    """
    entry = _asked_first(match.entry, asked)
    text = _with_dispute(_word(entry), entry)
    first, *others = (*_pages(entry), *_more_recaps(match)) or (SourceLink(""),)
    kept = "" if entry.kind is EntryKind.PROJECT else key_of(match.entry)  # the catalogue keeps those, no recap
    return Item(text, first, _badge(entry, text), tuple(others), entry=kept)


def _asked_first(entry: Entry, asked: str) -> Entry:
    words = set(normalize(asked).split())
    if not words or not entry.speakers:
        return entry
    named = sorted(entry.speakers, key=lambda one: words.isdisjoint(normalize(f"{one.name} {one.org}").split()))
    return replace(entry, speakers=tuple(named))


def _word(entry: Entry) -> str:
    if entry.kind is EntryKind.TAKEAWAY:
        return quote(entry) or name_recap(entry.source)
    title = shorten(entry.title, TITLE_LENGTH)
    if entry.kind is EntryKind.PROJECT:
        # the catalogue's own words, after which it gives the address that the source carries anyway
        facts = shorten(entry.text.removesuffix(f" · {entry.source.url}"), STATEMENT_LENGTH)
        return " — ".join(part for part in (title, facts) if part) or "Project without a name"
    title = title or quote(entry) or "Talk without a title"
    speakers = name_speakers(entry.speakers)
    return f"{title} — {speakers}" if speakers else title


def _with_dispute(text: str, entry: Entry) -> str:
    """Add what a better source says right after the statement, so that nobody reads one without the other."""
    if not entry.disputed:
        return text
    said = shorten(entry.disputed, STATEMENT_LENGTH)
    return f"{text} — {said}" if said.startswith("superseded:") else f"{text} — disputed: {said}"


def name_recap(source: Source) -> str:
    """Name the recap, schedule or talk that a source is, for a reader."""
    return name_source(source.title, source.recap) or "a recap without a name"


def name_source(title: str, otherwise: str) -> str:
    """Name a source by its title, by its site if the title is an address, or by another name."""
    address = web_address(title)
    return shorten(urlsplit(address).netloc if address else title, TITLE_LENGTH) or shorten(otherwise, TITLE_LENGTH)


def _badge(entry: Entry, text: str) -> str:
    """Name the event, unless the statement does."""
    event = badge_event(entry.event) if entry.event else ""
    return "" if event and event in text else event


def _more_recaps(match: Match) -> Iterator[SourceLink]:
    """Write how many other recaps contain the same statement."""
    others = {source.recap for source in match.also_in} - {match.entry.source.recap}
    if others:
        yield SourceLink(f"+{len(others)} more")


def web_address(url: str) -> str:
    """Return an http or https address, "" for any other."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    address = parts.geturl()
    return address if parts.scheme in {"http", "https"} and parts.netloc and address.isprintable() else ""


def _pages(entry: Entry) -> Iterator[SourceLink]:
    """Return the link to the recording, then the one to the page, by the name of its site."""
    addresses = {address: link.text for link in entry.links if (address := web_address(link.url))}
    recordings = [address for address in addresses if is_video(address)]
    told_in = is_talk(entry.source.recap)
    if recordings and (entry.kind is EntryKind.TALK or told_in):
        who = name_speakers(entry.speakers, most=1) if told_in else ""
        yield SourceLink(f"▶ {who or _RECORDING}", recordings[0])
    if own := web_address(entry.source.url):
        yield SourceLink(shorten(site_name_of(own, entry.source.author), TITLE_LENGTH), own)
    elif cited := [address for address in addresses if address not in recordings]:
        yield SourceLink(shorten(site_name_of(cited[0], addresses[cited[0]]), TITLE_LENGTH), cited[0])
    elif not recordings:
        yield SourceLink(name_recap(entry.source))
    elif not (told_in or entry.kind is EntryKind.TALK):
        yield SourceLink(f"▶ {_RECORDING}", recordings[0])
