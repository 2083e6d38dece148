"""Build the reply to a typed line or a pressed button."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.app.anonymize_miss import anonymize_miss
from bot.app.calendar_reply import calendar_reply
from bot.app.engine_protocol import Knowledge
from bot.app.follow_up import continue_page
from bot.cards.answer_to_card import answer_to_card
from bot.cards.calendar_card import CALENDAR
from bot.cards.digest_notices import elsewhere_card
from bot.cards.notices import about_card, expired_card, help_card, look_up_action, no_answer_yet_card, no_more_card
from bot.cards.trend_card import trend_card
from bot.cards.upcoming_edition_cards import events_card, next_card
from bot.catalogue.events.calendar import next_edition
from bot.digests.parse_command import is_about_digests
from bot.model.answer_page import AnswerPage, page_to_lookup, page_to_value, value_to_page
from bot.model.card import ActionKind, Card
from bot.model.entry import EntryKind
from bot.model.reply import Reply

_KINDS = {f"{kind}s": kind for kind in EntryKind}
_MORE = "more"
_TREND = "trend"
_LONGEST_TEXT = 5_000
_TOPICS_OFFERED = 5
_LONGEST_TYPED = 500  # characters; a button carries them too


_Notice = Callable[[Knowledge, dt.date], Card]
_NOTICES: Mapping[str, _Notice] = {
    "": lambda _engine, _today: help_card(),
    "help": lambda _engine, _today: help_card(),
    "?": lambda _engine, _today: help_card(),
    "about": lambda engine, _today: about_card(engine.statistics()),
    "next": lambda engine, today: next_card(next_edition(engine.editions, today), today),
    "events": lambda engine, today: events_card(engine.editions, today),
}


def reply(engine: Knowledge, typed: str, before: AnswerPage | None, today: dt.date, limit: int | None = None) -> Reply:
    """Answer a typed line; `before` is the last page, if any, `limit` the number of items per section."""
    words = " ".join(typed.split())[:_LONGEST_TYPED]
    first, _, rest = words.partition(" ")
    command, kind = words.casefold(), _KINDS.get(first.casefold())
    if notice := command_card(engine, words, today):
        return Reply(notice)
    if said := _command_on_topics(engine, first.casefold(), rest, today):
        return said
    if command == _MORE:
        return _more(engine, before, today) if before else Reply(no_answer_yet_card(words))
    if kind and rest:
        return _show(engine, AnswerPage(rest, kind), today, limit)
    if kind:
        return _show(engine, replace(before, kind=kind, skip=0), today) if before else Reply(no_answer_yet_card(words))
    follow_up = continue_page(engine, words, before) if before else None
    return _show(engine, follow_up or AnswerPage(words), today, limit)


def _command_on_topics(engine: Knowledge, command: str, words: str, today: dt.date) -> Reply | None:
    """Return the reply of a command that takes topics, None for anything else."""
    if command == CALENDAR:
        return calendar_reply(engine, words, today)
    if command == _TREND and (trends := engine.trends(words)):
        return Reply(trend_card(trends), AnswerPage(f"{command} {words}"), tuple(name for name, _ in trends))
    return None


def command_card(engine: Knowledge, typed: str, today: dt.date) -> Card | None:
    """Return the card of a command such as `next` or `help`, None for anything else."""
    words = " ".join(typed.split())
    notice = _NOTICES.get(words.casefold())
    if notice:
        return notice(engine, today)
    return elsewhere_card() if is_about_digests(words) else None


def reply_to_text(engine: Knowledge, text: str) -> Reply:
    """Answer about a text that was not written to the bot: by the topics it mentions, else by its words."""
    topics = engine.topics_in(text[:_LONGEST_TEXT])
    said = _show(engine, AnswerPage(topics[0] if topics else " ".join(text.split())[:_LONGEST_TYPED]))
    others = tuple(look_up_action(name) for name in topics[1:_TOPICS_OFFERED])
    # texts of other people are never stored
    return replace(said, card=replace(said.card, actions=(*others, *said.card.actions)), miss="")


def step(engine: Knowledge, value: str, today: dt.date) -> Reply:
    """Answer a pressed button by its value; one that no current card has is reported as too old."""
    page = value_to_page(value)
    if page_to_value(page) != value:
        return Reply(expired_card())
    if page.kind is None:
        return reply(engine, page.words, None, today)
    shown = _show(engine, page, today)
    is_past_the_end = page.skip > 0 and not shown.card.sections
    return Reply(expired_card()) if is_past_the_end else shown


def _show(engine: Knowledge, page: AnswerPage, today: dt.date | None = None, limit: int | None = None) -> Reply:
    lookup = page_to_lookup(page, today)
    answer = engine.look_up(replace(lookup, limit=limit or lookup.limit))
    topics = tuple(summary.topic.name for summary in answer.topics)
    card, miss = answer_to_card(answer, page, limit), anonymize_miss(answer)
    return Reply(card, page, topics, miss=miss, is_shareable=bool(answer.matches or answer.subject))


def _more(engine: Knowledge, before: AnswerPage, today: dt.date) -> Reply:
    shown = _show(engine, before, today)
    further = [action for action in shown.card.actions if action.kind is ActionKind.MORE]
    return _show(engine, value_to_page(further[0].value), today) if further else replace(shown, card=no_more_card())
