"""Turn an answer into a card: a few lines of each kind with their sources, and buttons for the next steps."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.cards.headline import asked_of, subtitle_of, title_of
from bot.cards.items import match_to_item
from bot.cards.nothing_found import nothing_found_sections
from bot.cards.notices import help_card, look_up_action, thanks_card
from bot.cards.subject_header import is_subject_first, subject_actions, subject_sections
from bot.cards.text import badge_event, shorten
from bot.cards.topic_facts import topic_facts, trend_of
from bot.model.answer_page import PAGE_LENGTH, AnswerPage, lookup_to_page, page_to_value
from bot.model.card import Action, ActionKind, Card, Item, Section
from bot.model.channel import LONGEST_TOPIC
from bot.model.entry import EntryKind
from bot.model.lookup import Answer, Match
from bot.model.subject import EventSubject, Intent
from bot.model.topic import Topic

_HEADINGS = {EntryKind.TAKEAWAY: "Takeaways", EntryKind.TALK: "Talks", EntryKind.PROJECT: "Projects"}
_ROOM = {EntryKind.TAKEAWAY: 4, EntryKind.TALK: 3, EntryKind.PROJECT: 3}
_ROOM_OF_TOPIC = 3
_STEPS_ASIDE = 5
_RELATED_OFFERED = 2
_LABEL_LENGTH = 60
_FOLLOW = "Weekly digest on this"
_TREND = "Talks over time"
_NOTICES = {Intent.HELP: help_card, Intent.THANKS: thanks_card}
_LAST_SKIP = 999  # what a page's three digits hold


@dataclass(frozen=True, slots=True)
class _KindSection:
    """The shown matches of one kind, how many were shown before, and how many there are."""

    kind: EntryKind
    section: Section
    seen: int
    total: int


def answer_to_card(answer: Answer, page: AnswerPage | None = None, room: int | None = None) -> Card:
    """Build the card of an answer; `page` is the part to show, `room` the items per section, None for the default."""
    if answer.intent in _NOTICES:
        return _NOTICES[answer.intent]()
    shown = page or lookup_to_page(answer.lookup)
    shown = replace(shown, kind=shown.kind or answer.lookup.kind)  # which may have been typed among the words
    kinds = (shown.kind,) if shown.kind else _in_order(answer)
    found = [_kind_section(answer, kind, shown, room) for kind in kinds]
    told = tuple(one.section for one in found if one.section.items)
    title, subtitle = title_of(answer), subtitle_of(answer)
    facts = () if shown.kind else (*_topic_section(answer), *subject_sections(answer.subject))
    if shown.kind and not told:
        subtitle = "that is all there is" if shown.skip else f"the recaps hold no {shown.kind} on this"
    elif not told and not facts:
        facts = nothing_found_sections(answer)
    sections = (*facts, *told) if is_subject_first(answer.subject) else (*told, *facts)
    return Card(
        title=title,
        subtitle=subtitle,
        sections=sections,
        actions=tuple(
            dict.fromkeys(
                (
                    *_topic_actions(answer, sections),
                    *(action for one in found for action in _more(one, shown.words, sections)),
                    *subject_actions(answer.subject),
                    *_aside(answer),
                )
            )
        ),
        footer=_footer(answer),
        alt_text=f"{title}: {sections[0].items[0].text if sections and answer.matches else subtitle}",
    )


def _in_order(answer: Answer) -> list[EntryKind]:
    """Return all kinds, takeaways first; unless only a topic was asked for, the best match's kind comes before them."""
    best = answer.matches[0].entry.kind if answer.matches and not answer.only_topic else None
    return sorted(_HEADINGS, key=lambda kind: kind is not best)


def _kind_section(answer: Answer, kind: EntryKind, page: AnswerPage, room: int | None) -> _KindSection:
    found = [match for match in answer.matches if match.entry.kind is kind]
    total = dict(answer.totals).get(kind, len(found))
    if page.kind is None and kind is EntryKind.PROJECT and (about := answer.only_topic):
        # the title already names this one
        others = [match for match in found if match.entry.title != about.topic.name]
        found, total = others, total - (len(found) - len(others))
    length = room or (PAGE_LENGTH if page.kind else _ROOM_OF_TOPIC if answer.only_topic else _ROOM[kind])
    first = page.skip if page.kind else 0
    items = tuple(_item(answer, match) for match in found[first : first + length])
    # a page that came out empty has nothing after it, whatever the totals say
    left = total if items or not first else 0
    return _KindSection(kind, Section(_HEADINGS[kind], items, kind), first + len(items), left)


def _item(answer: Answer, match: Match) -> Item:
    """Word a match, without the full name of an abbreviation that the title spells out."""
    item = match_to_item(match, asked_of(answer))
    if isinstance(answer.subject, EventSubject) and item.badge == badge_event(answer.subject.edition.id):
        item = replace(item, badge="")  # the title names it
    summary = answer.only_topic
    return replace(item, text=_spelled_once(item.text, summary.topic)) if summary else item


def _spelled_once(text: str, topic: Topic) -> str:
    if text.startswith("“"):
        return text  # the words of somebody else stay as they are
    for alias in topic.aliases:
        for written in (f"{alias.name} ({topic.name})", f"{topic.name} ({alias.name})"):
            text = text.replace(written, alias.name)
    return text


def _topic_section(answer: Answer) -> tuple[Section, ...]:
    """Return what is known of the requested topic."""
    summary = answer.only_topic
    facts = topic_facts(summary) if summary and answer.subject is None else ()
    return (Section("", facts),) if facts else ()


def _topic_actions(answer: Answer, sections: tuple[Section, ...]) -> Iterator[Action]:
    """Offer the chart of the talks on a topic over time, and a weekly digest on it."""
    summary = answer.only_topic
    if summary is None:
        return
    place = 0 if sections and not sections[0].heading else None
    name = summary.topic.name
    if trend_of(summary.trend):
        yield replace(look_up_action(f"trend {name}", _TREND), section=place)
    if summary.recaps and len(name) <= LONGEST_TOPIC:
        yield replace(look_up_action(f"digest follow {name}", _FOLLOW), section=place)


def _more(found: _KindSection, words: str, sections: tuple[Section, ...]) -> Iterator[Action]:
    """Offer the rest of one kind."""
    if found.seen < min(found.total, _LAST_SKIP):
        name = _HEADINGS[found.kind]
        label = f"More {name.lower()} ({found.total - found.seen})" if found.seen else f"{name} ({found.total})"
        place = sections.index(found.section) if found.section in sections else None
        yield Action(label, ActionKind.MORE, page_to_value(AnswerPage(words, found.kind, found.seen)), place)


def _aside(answer: Answer) -> list[Action]:
    """Offer the meanings of an ambiguous name, corrections, each of several topics, or related topics."""
    readings = answer.readings if len(answer.readings) > 1 else ()
    topics = [summary.topic.name for summary in answer.topics if summary.recaps]
    offered = dict.fromkeys((*readings, *answer.did_you_mean, *(topics if len(topics) > 1 else ())))
    steps = {name: name for name in list(offered)[:_STEPS_ASIDE]}
    summary = answer.only_topic
    if summary is not None and not steps:
        steps = {f"Related: {name}": name for name in summary.topic.related[:_RELATED_OFFERED]}
    return [look_up_action(name, shorten(label, _LABEL_LENGTH)) for label, name in steps.items() if shorten(name, 1)]


def _footer(answer: Answer) -> str:
    dates = [match.entry.date for match in answer.matches if match.entry.date]
    age = [f"as of {max(dates):%B %Y}"] if dates else []
    names = {
        f"“{shorten(read_as.typed, _LABEL_LENGTH)}”: {read_as.source}": None
        for read_as in answer.read_as
        if read_as.source
    }
    return " · ".join([*age, *names])
