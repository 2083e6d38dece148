"""Build the modal for the digests of a channel, and read its fields."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.slack.escaping import to_plain
from adapters.slack.render import Block, card_to_blocks, plain_text, to_options
from bot.app.digest_request import DigestForm
from bot.cards.text import count
from bot.model.card import Card
from bot.model.channel import MOST_TOPICS, WEEKDAYS, Channel, Subscription

WINDOW = "digest_window"
ZONE = "digest_zone"
TOPICS = "digest_topics"
PREVIEW = "digest_preview"
POST_NOW = "digest_now"

FIRST_FIELD = "threads"
_TITLE = "KubeCon digests"  # at most 24: https://docs.slack.dev/reference/views/modal-views
_MOST_BLOCKS = 100
_ON, _OFF = "on", "off"
_WEEKLY, _AHEAD = "weekly", "countdown"
_FAULT_LENGTH = 200
_OPTION_LENGTH = 75  # https://docs.slack.dev/reference/block-kit/composition-objects/option-object


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a window was asked for; `answer_url` takes answers there for half an hour."""

    channel: Channel
    answer_url: str

    def to_metadata(self) -> str:
        """Write it as the modal's private metadata."""
        return json.dumps([self.channel.team, self.channel.id, self.answer_url])


def origin_of(view: dict[str, Any]) -> Origin:
    """Return the channel and person that a modal was opened for."""
    team, channel, answer_url = json.loads(view["private_metadata"])
    return Origin(Channel("slack", team, channel), answer_url)


def settings_view(
    origin: Origin, subscription: Subscription, standing: Card, asked: Sequence[tuple[str, int]], *, is_on: bool
) -> dict[str, Any]:
    """Build the modal with the current settings; `standing` is a card with the state of digests.

    `asked` are topics that the channel looked up but does not follow, with how often; ticked ones are added.
    """
    head = card_to_blocks(Card(standing.title, standing.subtitle))
    switch = [_field("switch", "Digests", _radio())] if is_on else []
    return {
        "type": "modal",
        "callback_id": WINDOW,
        "private_metadata": origin.to_metadata(),
        "title": plain_text(_TITLE),
        "submit": plain_text("Save" if is_on else "Turn on"),
        "close": plain_text("Cancel"),
        "blocks": [
            *head,
            *switch,
            *_fields(subscription),
            *_asked(asked),
            {"type": "actions", "elements": _buttons(is_on=is_on)},
        ],
    }


def notice_view(cards: Iterable[Card], title: str = _TITLE, close: str = "Close") -> dict[str, Any]:
    """Build a modal that only shows a notice; `close` is the label of its button."""
    first, *others = [card_to_blocks(card) for card in cards]
    blocks = [*first, *(block for card in others for block in ({"type": "divider"}, *card))]
    return {
        "type": "modal",
        "title": plain_text(title),
        "close": plain_text(close),
        "blocks": blocks[:_MOST_BLOCKS],
    }


def is_turned_off(view: dict[str, Any]) -> bool:
    """Return whether a person chose Off."""
    return _chosen(view, "switch") == [_OFF]


def faults_of(view: dict[str, Any]) -> dict[str, str]:
    """Return what is wrong with the fields, by field; nothing if digests are turned off."""
    if is_turned_off(view):
        return {}
    faults, form = {}, form_of(view)
    if not _chosen(view, "threads"):
        faults["threads"] = "Choose one at least; to have none, turn digests off"
    if form.read_time() is None:
        faults["at"] = "Choose a time, such as 09:00"
    if not form.read_timezone():
        faults["zone"] = "Choose a time zone; type a city, such as Amsterdam"
    return faults


def to_faults(card: Card) -> dict[str, str]:
    """Return a failure as the error of the first field, which keeps the modal open with its choices."""
    return {FIRST_FIELD: to_plain(card.alt_text or card.title, _FAULT_LENGTH)}


def form_of(view: dict[str, Any]) -> DigestForm:
    """Return the form with the values of the fields."""
    threads, weekday = _chosen(view, "threads"), _chosen(view, "weekday")
    return DigestForm(
        is_weekly=_WEEKLY in threads,
        has_countdown=_AHEAD in threads,
        weekday=WEEKDAYS.index(weekday[0]) if weekday else None,
        at=_state(view, "at").get("selected_time") or "",
        timezone="".join(_chosen(view, "zone")[:1]),
        topics=",".join((*_chosen(view, "topics"), *_chosen(view, "asked"))),
    )


def _fields(subscription: Subscription) -> list[Block]:
    weekday = _option(WEEKDAYS[subscription.weekday])
    zone, topics = to_options([subscription.timezone])[0], to_options(subscription.topics)
    return [
        _field("threads", "What to post", _threads(subscription), is_optional=True),
        _field(
            "weekday",
            "Day of the weekly thread",
            {"type": "static_select", "options": [_option(day) for day in WEEKDAYS], "initial_option": weekday},
        ),
        _field("at", "Time", {"type": "timepicker", "initial_time": f"{subscription.at:%H:%M}"}),
        _field("zone", "Time zone", _completed("external_select", ZONE, 1, "Type a city") | {"initial_option": zone}),
        _field(
            "topics",
            "Topics",
            _completed("multi_external_select", TOPICS, 0, "Any, a varied mix")
            | {"max_selected_items": MOST_TOPICS}
            | ({"initial_options": topics} if topics else {}),
            hint="None for a varied mix. Type one that is not offered, too.",
            is_optional=True,
        ),
    ]


def _asked(asked: Sequence[tuple[str, int]]) -> list[Block]:
    options = [
        _option(topic, topic, f"looked up {count(times, 'time')}")
        for topic, times in asked
        if "," not in topic and len(topic) <= _OPTION_LENGTH
    ]
    ticks = {"type": "checkboxes", "options": options}
    return [_field("asked", "Often looked up here", ticks, is_optional=True)] if options else []


def _field(name: str, label: str, element: Block, *, hint: str = "", is_optional: bool = False) -> Block:
    field = {"type": "input", "block_id": name, "label": plain_text(label), "element": {"action_id": name, **element}}
    told = {"hint": plain_text(hint)} if hint else {}
    return {**field, **told, "optional": is_optional}


def _radio() -> Block:
    options = [_option(_ON, "On"), _option(_OFF, "Off")]
    return {"type": "radio_buttons", "options": options, "initial_option": options[0]}


def _threads(subscription: Subscription) -> Block:
    options = {
        _WEEKLY: _option(_WEEKLY, "A thread every week"),
        _AHEAD: _option(_AHEAD, "Threads around each KubeCon", "28, 14, 7 and 1 days before, and the Monday after"),
    }
    is_wanted = {_WEEKLY: subscription.is_weekly, _AHEAD: subscription.has_countdown}
    initial = [options[name] for name, wanted in is_wanted.items() if wanted]
    return {
        "type": "checkboxes",
        "options": list(options.values()),
        **({"initial_options": initial} if initial else {}),
    }


def _completed(kind: str, action: str, letters: int, placeholder: str) -> Block:
    """Return a select that the bot completes after so many letters."""
    return {
        "type": kind,
        "action_id": action,
        "min_query_length": letters,
        "placeholder": plain_text(placeholder),
    }


def _buttons(*, is_on: bool) -> list[Block]:
    preview = {"type": "button", "action_id": PREVIEW, "text": plain_text("Preview")}
    confirm = {
        "title": plain_text("Post a digest now?"),
        "text": plain_text("Everybody in the channel will see it. Changes that are not saved yet do not count."),
        "confirm": plain_text("Post it"),
        "deny": plain_text("Cancel"),
    }
    now = {"type": "button", "action_id": POST_NOW, "text": plain_text("Post one now"), "confirm": confirm}
    return [preview, now] if is_on else [preview]


def _option(value: str, label: str = "", description: str = "") -> Block:
    described = {"description": plain_text(description)} if description else {}
    return {"text": plain_text(label or value), "value": value, **described}


def _chosen(view: dict[str, Any], name: str) -> list[str]:
    """Return the values chosen in a field, one or several."""
    state = _state(view, name)
    one = state.get("selected_option")
    options = [one] if one else state.get("selected_options") or []
    return [str(option["value"]) for option in options]


def _state(view: dict[str, Any], name: str) -> dict[str, Any]:
    fields: dict[str, dict[str, Any]] = view["state"]["values"].get(name) or {}
    return next(iter(fields.values()), {})
