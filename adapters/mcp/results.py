"""Define the results of tools: a card as fields, and the same as short text for an assistant."""

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from bot.app.digest_request import words_about_digests
from bot.model.answer_page import AnswerPage, page_to_value, value_to_page
from bot.model.card import Action, ActionKind, Card, Item, Section
from bot.model.reply import Reply
from bot.model.request import Request

# Both forms count, since some clients read both; an address takes about a token for every three bytes.
MOST_TOKENS = 2_000
_BYTES_OF_A_TOKEN = 3


class LinkFields(msgspec.Struct, frozen=True):
    """A page that an item leads to."""

    label: str
    url: str


class ItemFields(msgspec.Struct, frozen=True, omit_defaults=True):
    """One statement, talk, project or fact; `id` is an argument of the tool `get`."""

    text: str
    id: str = ""
    badge: str = ""
    source: str = ""
    url: str = ""
    links: tuple[LinkFields, ...] = ()


class SectionFields(msgspec.Struct, frozen=True):
    """Items of one kind."""

    heading: str
    items: tuple[ItemFields, ...]


class MoreFields(msgspec.Struct, frozen=True):
    """A further page; `cursor` is an argument of the tool `search`."""

    label: str
    cursor: str


class AnswerFields(msgspec.Struct, frozen=True, omit_defaults=True):
    """An answer; `related` are words to search for next, `left_out` counts items that were too much for it."""

    title: str
    sections: tuple[SectionFields, ...]
    subtitle: str = ""
    more: tuple[MoreFields, ...] = ()
    related: tuple[str, ...] = ()
    note: str = ""
    left_out: int = 0


def reply_to_fields(reply: Reply) -> AnswerFields:
    """Return a reply as fields; items that are too many are on a further page, if possible."""
    card, left_out = reply.card, 0
    while size_of(fields := _card_to_fields(card, left_out)) > MOST_TOKENS * _BYTES_OF_A_TOKEN:
        longest = max(card.sections, key=lambda section: len(section.items), default=None)
        if longest is None or not longest.items:
            break
        card, is_further = _without_last(card, longest, reply.page)
        left_out += not is_further
    return fields


def size_of(fields: AnswerFields) -> int:
    """Return how many bytes an answer takes in both its forms."""
    return len(msgspec.json.encode(fields)) + len(fields_to_text(fields).encode())


def _card_to_fields(card: Card, left_out: int) -> AnswerFields:
    return AnswerFields(
        card.title,
        tuple(SectionFields(one.heading, tuple(map(_item, one.items))) for one in card.sections if one.items),
        card.subtitle,
        tuple(MoreFields(one.label, one.value) for one in card.actions if one.kind is ActionKind.MORE),
        tuple(_related(card)),
        card.footer,
        left_out,
    )


def _item(item: Item) -> ItemFields:
    links = tuple(LinkFields(link.label, link.url) for link in item.links)
    return ItemFields(item.text, item.entry, item.badge, item.source.label, item.source.url, links)


def _related(card: Card) -> Iterator[str]:
    """Yield further lookups, except those about digests, because an assistant has no channel."""
    for action in card.actions:
        if action.kind is ActionKind.LOOK_UP and words_about_digests(Request(button=action.value)) is None:
            yield value_to_page(action.value).words


def _without_last(card: Card, shortened: Section, page: AnswerPage | None) -> tuple[Card, bool]:
    """Drop the last item of a section, and let the page after it begin one earlier; return whether one does."""
    rest = replace(shortened, items=shortened.items[:-1])
    kept = replace(card, sections=tuple(rest if one is shortened else one for one in card.sections))
    if page is None or shortened.kind is None:
        return kept, False
    shown = (page.skip if page.kind else 0) + len(rest.items)
    value = page_to_value(AnswerPage(page.words, shortened.kind, shown))
    further = Action(f"More {shortened.heading.lower()}", ActionKind.MORE, value)
    others = [one for one in card.actions if value_to_page(one.value).kind is not shortened.kind]
    return replace(kept, actions=(further, *others)), True


def fields_to_text(fields: AnswerFields) -> str:
    """Write an answer as text, with everything in its fields."""
    lines = [" · ".join(filter(None, (fields.title, fields.subtitle)))]
    for section in fields.sections:
        lines += ["", section.heading, *(line for item in section.items for line in _item_lines(item))]
    lines += [f"{one.label}: cursor {one.cursor}" for one in fields.more]
    if fields.related:
        lines.append(f"Related: {'; '.join(fields.related)}")
    if fields.left_out:
        lines.append(f"Left out: {fields.left_out}")
    return "\n".join([*lines, *filter(None, (fields.note,))])


def _item_lines(item: ItemFields) -> Iterator[str]:
    yield f"• {item.text}"
    told = (item.badge, item.source, item.url, f"id {item.id}" if item.id else "")
    if any(told):
        yield f"  {' · '.join(filter(None, told))}"
    yield from (f"  {link.label}: {link.url}" for link in item.links)
