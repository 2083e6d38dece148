"""How an answer becomes a card: few lines of each kind, all with their source, and the next steps one tap away."""

from dataclasses import dataclass, replace

from bot.cards.headline import only_topic, subtitle_of, title_of
from bot.cards.items import match_to_item, name_source, web_address
from bot.cards.notices import help_card, look_up_action, thanks_card
from bot.cards.subject_header import is_subject_first, subject_actions, subject_sections
from bot.cards.text import shorten
from bot.model.answer_page import PAGE_LENGTH, AnswerPage, lookup_to_page, page_to_value
from bot.model.card import Action, ActionKind, Card, Item, Section, SourceLink
from bot.model.channel import LONGEST_TOPIC
from bot.model.entry import EntryKind
from bot.model.lookup import Answer
from bot.model.subject import Intent

_HEADINGS = {EntryKind.TAKEAWAY: "Takeaways", EntryKind.TALK: "Talks", EntryKind.PROJECT: "Projects"}
_ROOM = {EntryKind.TAKEAWAY: 4, EntryKind.TALK: 3, EntryKind.PROJECT: 3}
_STEPS_ASIDE = 5
_RELATED_OFFERED = 2
_LABEL_LENGTH = 60
_FOLLOW = "Weekly digest on this"
_NOTICES = {Intent.HELP: help_card, Intent.THANKS: thanks_card}
_LAST_SKIP = 999  # what a page's three digits hold


@dataclass(frozen=True, slots=True)
class _KindSection:
    """What is shown of one kind, how many of it were seen so far, and how many there are."""

    kind: EntryKind
    items: tuple[Item, ...]
    seen: int
    total: int


def answer_to_card(answer: Answer, page: AnswerPage | None = None, room: int | None = None) -> Card:
    """Lay an answer out; `page` is the part to show, `room` how many items a section may hold, None for the usual."""
    if answer.intent in _NOTICES:
        return _NOTICES[answer.intent]()
    shown = page or lookup_to_page(answer.lookup)
    shown = replace(shown, kind=shown.kind or answer.lookup.kind)  # which may have been typed among the words
    shelves = [
        _kind_section(answer, kind, shown, room) for kind in ((shown.kind,) if shown.kind else _in_order(answer))
    ]
    sections = tuple(
        Section(_HEADINGS[section.kind], section.items, section.kind) for section in shelves if section.items
    )
    title, subtitle = title_of(answer), subtitle_of(answer)
    facts = () if shown.kind else subject_sections(answer.subject)
    if shown.kind and not sections:
        subtitle = "that is all there is" if shown.skip else f"the recaps hold no {shown.kind} on this"
    elif not sections and not facts:
        sections = _about(answer)
    sections = (*facts, *sections) if is_subject_first(answer.subject) else (*sections, *facts)
    sections = (*sections, *(() if shown.kind else _stages(answer)))
    return Card(
        title=title,
        subtitle=subtitle,
        sections=sections,
        actions=(*_more(shelves, shown.words), *subject_actions(answer.subject), *_aside(answer), *_follow(answer)),
        footer=_footer(answer),
        alt_text=f"{title}: {sections[0].items[0].text if sections else subtitle}",
    )


def _in_order(answer: Answer) -> list[EntryKind]:
    """Return all kinds, takeaways first; where no topic alone was asked for, the kind of the best match before them."""
    best = answer.matches[0].entry.kind if answer.matches and not only_topic(answer) else None
    return sorted(_HEADINGS, key=lambda kind: kind is not best)


def _kind_section(answer: Answer, kind: EntryKind, page: AnswerPage, room: int | None) -> _KindSection:
    found = [match for match in answer.matches if match.entry.kind is kind]
    total = dict(answer.totals).get(kind, len(found))
    if page.kind is None and kind is EntryKind.PROJECT and (about := only_topic(answer)):
        # the title already speaks of this one
        others = [match for match in found if match.entry.title != about.topic.name]
        found, total = others, total - (len(found) - len(others))
    length = room or (PAGE_LENGTH if page.kind else _ROOM[kind])
    first = page.skip if page.kind else 0
    items = tuple(match_to_item(match) for match in found[first : first + length])
    # a page that came out empty has nothing after it, whatever the totals say
    return _KindSection(kind, items, first + len(items), total if items or not first else 0)


def _about(answer: Answer) -> tuple[Section, ...]:
    """Return sections that say what a topic is that no recap mentions, so that a known name is not met with silence."""
    summary = only_topic(answer)
    if summary is None or not summary.topic.description:
        return ()
    topic = summary.topic
    source = SourceLink(name_source(topic.source, "the bot's own list of topics"), web_address(topic.homepage))
    return (Section("About", (Item(topic.description, source),)),)


def _stages(answer: Answer) -> tuple[Section, ...]:
    """Return sections that say how far the proposals are by which a feature became part of Kubernetes."""
    summary = only_topic(answer)
    if summary is None or not summary.enhancements:
        return ()
    items = tuple(
        Item(
            f"{one.title}: {'; '.join(filter(None, (one.stages, one.gate_words)))}",
            SourceLink(f"KEP-{one.kep}", one.url),
        )
        for one in summary.enhancements
        if one.stages
    )
    return (Section("Stages in Kubernetes", items),) if items else ()


def _more(shelves: list[_KindSection], words: str) -> list[Action]:
    return [
        Action(
            f"More {_HEADINGS[section.kind].lower()} ({section.total - section.seen})"
            if section.seen
            else f"{_HEADINGS[section.kind]} ({section.total})",
            ActionKind.MORE,
            page_to_value(AnswerPage(words, section.kind, section.seen)),
        )
        for section in shelves
        if section.seen < min(section.total, _LAST_SKIP)
    ]


def _aside(answer: Answer) -> list[Action]:
    """Offer the readings of an ambiguous name, what may have been meant, each of several topics, or neighbours."""
    readings = answer.readings if len(answer.readings) > 1 else ()
    topics = [summary.topic.name for summary in answer.topics if summary.recaps]
    offered = dict.fromkeys((*readings, *answer.did_you_mean, *(topics if len(topics) > 1 else ())))
    steps = {name: name for name in list(offered)[:_STEPS_ASIDE]}
    summary = only_topic(answer)
    if summary is not None and not steps:
        steps = {f"Related: {name}": name for name in summary.topic.related[:_RELATED_OFFERED]}
    return [look_up_action(name, shorten(label, _LABEL_LENGTH)) for label, name in steps.items() if shorten(name, 1)]


def _follow(answer: Answer) -> tuple[Action, ...]:
    """Offer a weekly digest on the topic that the answer is about."""
    summary = only_topic(answer)
    if summary is None or not summary.recaps or len(summary.topic.name) > LONGEST_TOPIC:
        return ()
    return (look_up_action(f"digest follow {summary.topic.name}", _FOLLOW),)


def _footer(answer: Answer) -> str:
    dates = [match.entry.date for match in answer.matches if match.entry.date]
    age = [f"as of {max(dates):%B %Y}"] if dates else []
    names = {
        f"“{shorten(read_as.typed, _LABEL_LENGTH)}”: {read_as.source}": None
        for read_as in answer.read_as
        if read_as.source
    }
    return " · ".join([*age, *names])
