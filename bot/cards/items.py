"""How one found entry becomes one line of a card, with its source and its age."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.cards.text import STATEMENT_LENGTH, TITLE_LENGTH, badge_event, count, name_speakers, quote, shorten
from bot.digests.entry_key import key_of
from bot.model.card import Item, SourceLink
from bot.model.entry import Entry, EntryKind, Source, is_talk, is_video
from bot.model.lookup import Match


def match_to_item(match: Match) -> Item:
    """Word one match: a takeaway as its recap says it, a talk by title and speakers, a project by name."""
    entry = match.entry
    return Item(
        text=_with_dispute(_word(entry), entry),
        source=SourceLink(_source(entry), web_address(entry.source.url)),
        badge=_badge(match),
        links=tuple(_links(entry)),
        entry="" if entry.kind is EntryKind.PROJECT else key_of(entry),  # which the catalogue keeps, no recap
    )


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
    """Let what a better source says follow at once, so that nobody reads the one without the other."""
    if not entry.disputed:
        return text
    said = shorten(entry.disputed, STATEMENT_LENGTH)
    return f"{text} — {said}" if said.startswith("superseded:") else f"{text} — disputed: {said}"


def name_recap(source: Source) -> str:
    """Name the recap, schedule or talk that a source is, for a reader."""
    return name_source(source.title, source.recap) or "a recap without a name"


def _source(entry: Entry) -> str:
    """Name where an entry stands: the recap, or the talk in which a statement was made and who gave it."""
    people = name_speakers(entry.speakers) if is_talk(entry.source.recap) else ""
    return f"{name_recap(entry.source)} — {people}" if people else name_recap(entry.source)


def name_source(title: str, otherwise: str) -> str:
    """Name a source by its title, by its site where the title is an address, or else by another name."""
    address = web_address(title)
    return shorten(urlsplit(address).netloc if address else title, TITLE_LENGTH) or shorten(otherwise, TITLE_LENGTH)


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
    address = parts.geturl()
    return address if parts.scheme in {"http", "https"} and parts.netloc and address.isprintable() else ""


def _links(entry: Entry) -> Iterator[SourceLink]:
    """Give the recording of a talk or of what was said in it, and the first place that a recap not on the web names."""
    addresses = {address: link for link in entry.links if (address := web_address(link.url))}
    recordings = [address for address in addresses if is_video(address)]
    if (entry.kind is EntryKind.TALK or is_talk(entry.source.recap)) and recordings:
        yield SourceLink("recording", recordings[0])
    others = [address for address in addresses if address not in recordings]
    if others and not web_address(entry.source.url):
        label = shorten(addresses[others[0]].text, TITLE_LENGTH)
        same = label == shorten(entry.title, TITLE_LENGTH)
        yield SourceLink("page" if same or not label else label, others[0])
