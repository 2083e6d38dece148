"""Reply to `calendar dra, security`: the sessions of the next KubeCon on these topics, with a file for calendars."""

import datetime as dt

from bot.app.engine_protocol import Knowledge
from bot.cards.calendar_card import calendar_card
from bot.cards.upcoming_edition_cards import next_card
from bot.catalogue.events.calendar import next_edition
from bot.catalogue.events.ics import edition_to_ics
from bot.digests.parse_command import read_topics
from bot.model.reply import AttachedFile, Reply


def calendar_reply(engine: Knowledge, words: str, today: dt.date) -> Reply:
    """Return the sessions on the topics in words, with commas between, and the file that has them and the KubeCon."""
    edition, topics = next_edition(engine.editions, today), read_topics(words)
    if edition is None:
        return Reply(next_card(None, today))
    sessions = engine.calendar_sessions(edition, topics, today)
    written_at = dt.datetime.combine(today, dt.time(), dt.UTC)
    file = AttachedFile(f"{edition.id}.ics", edition_to_ics(edition, written_at, sessions), ", ".join(topics))
    return Reply(calendar_card(edition, topics, sessions), file=file)
