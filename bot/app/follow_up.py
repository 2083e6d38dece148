"""Read what continues an answer in words of its own: "and at NA 2025?" asks the last lookup of another KubeCon."""

import re
from dataclasses import replace

from bot.app.engine_protocol import Knowledge
from bot.catalogue.normalize import normalize
from bot.model.answer_page import AnswerPage
from bot.model.entry import EntryKind
from bot.model.lookup import Lookup
from bot.model.subject import Intent

# how people begin what they ask next
_LEADS = (
    r"(?:and|ok|okay|so|now) (?:what|how) about|(?:what|how) about|and|und was ist mit|was ist mit|und|et pour|et|"
    r"y qué hay de|y que hay de|y|e"
)
_LEAD = re.compile(rf"(?:{_LEADS}) (?P<rest>.+)", re.IGNORECASE)
_JOINING = re.compile(r"(?:(?:at|in|from|for|of|on|the|bei|auf|von|à|en|de) )+", re.IGNORECASE)
_EVENT_FILTER = re.compile(r"\bevent:(?:\"[^\"]*\"|\S+)", re.IGNORECASE)
_KINDS = {normalize(f"{kind}s"): kind for kind in EntryKind}


def continue_page(engine: Knowledge, typed: str, before: AnswerPage) -> AnswerPage | None:
    """Return the page that a line leads on to; None if it asks for something else than the last answer."""
    lead = _LEAD.fullmatch(typed.strip(" ?.!"))
    if lead is None:
        return None
    rest = _JOINING.sub("", lead["rest"], count=1) if _JOINING.match(lead["rest"]) else lead["rest"]
    if kind := _KINDS.get(normalize(rest)):
        return replace(before, kind=kind, skip=0)
    event = _only_event(engine, rest)
    asked = " ".join(_EVENT_FILTER.sub("", before.words).split())
    if not event or not asked or _only_event(engine, asked):
        return None
    return AnswerPage(f"{asked} event:{event}", before.kind)


def _only_event(engine: Knowledge, words: str) -> str:
    """Return the KubeCon that words name, "" if they name none or ask for more than it."""
    question = engine.explain(Lookup(words))
    asks_more = any(wish.startswith("about.") for wish in question.wishes)
    return question.events[0] if question.intent is Intent.EVENT and question.events and not asks_more else ""
