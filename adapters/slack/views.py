"""The app's own page and its search window, drawn from cards."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from adapters.slack.escaping import to_plain
from adapters.slack.render import Block, card_to_blocks, plain_text
from bot.model.card import Card

COMPLETE = "complete"
SEARCH = "search"

# https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
MOST_CHOICES = 100
# https://docs.slack.dev/reference/block-kit/composition-objects/option-object
_OPTION_LENGTH = 75
_OPTION_VALUE_LENGTH = 150
_TITLE = "KubeCon recaps"  # at most 24: https://docs.slack.dev/reference/views/modal-views
_LONGEST_TYPED = 300
_ASKED = "A topic, a project, a talk or a speaker"


def search_view(card: Card) -> dict[str, Any]:
    """Draw the search window: a field that completes what is typed, and a card below it."""
    field = {"type": "external_select", "action_id": COMPLETE, "min_query_length": 0, "placeholder": plain_text("dra")}
    above = {"type": "section", "text": plain_text(f"{_ASKED}:"), "accessory": field}
    title, close = plain_text(_TITLE), plain_text("Close")
    return {"type": "modal", "title": title, "close": close, "blocks": [above, *card_to_blocks(card)]}


def home_view(cards: list[Card], now: dt.datetime) -> dict[str, Any]:
    """Draw the app's own page: a search field, then cards; `now` says how old the page is, in the reader's own time."""
    field = {
        "type": "plain_text_input",
        "action_id": SEARCH,
        "max_length": _LONGEST_TYPED,
        "placeholder": plain_text(f"{_ASKED}, for example dra"),
    }
    search = {"type": "input", "dispatch_action": True, "label": plain_text("Look up"), "element": field}
    welcome, *others = [card_to_blocks(card) for card in cards]
    below = [block for blocks in others for block in ({"type": "divider"}, *blocks)]
    return {"type": "home", "blocks": [search, *welcome, *below, _age(now)]}


def to_options(names: Iterable[str]) -> list[Block]:
    """Return names as the choices of a select; each value is what will be looked up."""
    values = dict.fromkeys(to_plain(name, _OPTION_VALUE_LENGTH) for name in names)
    return [{"text": plain_text(to_plain(value, _OPTION_LENGTH)), "value": value} for value in values if value]


def _age(now: dt.datetime) -> Block:
    # https://docs.slack.dev/reference/block-kit/blocks/rich-text-block#date-element-type
    date = {
        "type": "date",
        "timestamp": int(now.timestamp()),
        "format": "{date_short_pretty} {time}",
        "fallback": f"{now:%Y-%m-%d %H:%M} UTC",
    }
    words = {"type": "text", "text": "As of "}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [words, date]}]}
