"""Show an added post: what it is, what was found in it, and what is missing."""

from collections.abc import Iterator

from bot.cards.text import STATEMENT_LENGTH, TITLE_LENGTH, count, name_event, name_speakers, shorten
from bot.importer.post import Post
from bot.importer.recap_folder import SavedPost, SaveOutcome
from bot.model.card import Card, Item, Section, SourceLink
from bot.model.day_text import day_to_text
from bot.model.entry import Entry, EntryKind

_SHOWN = 3
_DONE = {
    SaveOutcome.ADDED: "added as",
    SaveOutcome.UPDATED: "changed since, and brought up to date in",
    SaveOutcome.UNCHANGED: "there already and unchanged, in",
}


def import_card(kept: SavedPost) -> Card:
    """Show a post that was added: its facts, how much was found in it, and the first of that."""
    post = kept.post
    sections = (_section("Takeaways", post.found(EntryKind.TAKEAWAY)), _section("Talks", post.found(EntryKind.TALK)))
    missing = ", ".join(_missing(post))
    title = _title(kept)
    return Card(
        title,
        " · ".join(part for part in (_facts(post), summary(post)) if part),
        sections=tuple(section for section in sections if section.items),
        footer=f"not found: {missing}" if missing else "",
        alt_text=f"{title}: {summary(post)}",
    )


def import_line(kept: SavedPost) -> str:
    """Show an added post in one line, for lists."""
    parts = (_title(kept), name_event(kept.post.event), summary(kept.post), whereabouts(kept))
    return " · ".join(part for part in parts if part)


def whereabouts(kept: SavedPost) -> str:
    """Return the file of a post, and what was done with it."""
    return f"{_DONE[kept.outcome]} {kept.path}"


def summary(post: Post) -> str:
    """Return how much was found in a post."""
    talks = post.found(EntryKind.TALK)
    speakers = {speaker.name for talk in talks for speaker in talk.speakers if speaker.name}
    found = [
        (len(post.found(EntryKind.TAKEAWAY)), "takeaway"),
        (len(talks), "talk"),
        *([(len(speakers), "speaker")] if talks else []),
    ]
    return ", ".join(count(number, noun) if number else f"no {noun}s" for number, noun in found)


def _title(kept: SavedPost) -> str:
    return shorten(kept.post.recap.title, TITLE_LENGTH) or kept.path.name


def _facts(post: Post) -> str:
    published = post.recap.published_on
    day = day_to_text(published) if published else ""
    author = f"by {shorten(post.recap.author, TITLE_LENGTH)}" if post.recap.author else ""
    return " · ".join(part for part in (name_event(post.event), day, author) if part)


def _missing(post: Post) -> Iterator[str]:
    recap = post.recap
    known = {
        "title": recap.title,
        "which KubeCon": post.event,
        "day": recap.published_on,
        "author": recap.author,
        "address": recap.url,
    }
    yield from (name for name, value in known.items() if not value)


def _section(heading: str, entries: tuple[Entry, ...]) -> Section:
    shown = tuple(Item(_word(entry), _place(entry)) for entry in entries[:_SHOWN])
    more = len(entries) - len(shown)
    return Section(f"{heading}, the first of {len(entries)}" if more else heading, shown)


def _word(entry: Entry) -> str:
    if entry.kind is EntryKind.TAKEAWAY or not entry.title:
        return shorten(entry.text, STATEMENT_LENGTH)
    return " — ".join(part for part in (shorten(entry.title, TITLE_LENGTH), name_speakers(entry.speakers)) if part)


def _place(entry: Entry) -> SourceLink:
    heading = "" if entry.source.heading == entry.source.title else shorten(entry.source.heading, TITLE_LENGTH)
    return SourceLink(" · ".join(part for part in (heading, f"line {entry.source.line}") if part))
