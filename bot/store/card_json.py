"""Cards as text and back, so that a thread begun before a restart goes on with the same words after it."""

import datetime as dt
import json
from dataclasses import asdict
from typing import Any

from bot.model.card import Action, ActionKind, Card, Item, Section, SourceLink


def card_to_json(card: Card) -> str:
    """Write a card as one line of JSON."""
    return json.dumps(asdict(card), ensure_ascii=False, separators=(",", ":"), default=dt.date.isoformat)


def json_to_card(text: str) -> Card:
    """Read what `card_to_json` wrote."""
    fields = json.loads(text)
    sections = tuple(Section(one["heading"], tuple(map(_item, one["items"]))) for one in fields["sections"])
    actions = tuple(Action(one["label"], ActionKind(one["kind"]), one["value"]) for one in fields["actions"])
    return Card(**{**fields, "sections": sections, "actions": actions})


def _item(fields: dict[str, Any]) -> Item:
    source, links = SourceLink(**fields["source"]), tuple(SourceLink(**link) for link in fields["links"])
    day = dt.date.fromisoformat(fields["day"]) if fields["day"] else None
    return Item(**{**fields, "source": source, "links": links, "day": day})
