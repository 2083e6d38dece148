"""Render a card as Slack blocks within Slack's limits, with a fallback text for notifications."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from adapters.slack.escaping import to_markup, to_plain
from bot.cards.columns import cell_text
from bot.cards.items import web_address
from bot.cards.trend_card import chart_to_words
from bot.model.card import Action, Card, Item, Section, SourceLink
from bot.model.chart import Chart

Block = dict[str, Any]

# https://docs.slack.dev/reference/block-kit/blocks: 150 in a header, 25 elements in a row of buttons
_TITLE_LENGTH = 150
_SUBTITLE_LENGTH = 400
_BUTTONS_IN_ROW = 25
_BUTTONS = 20  # leaves room for Share and Dismiss
# https://docs.slack.dev/reference/block-kit/block-elements/button-element
_LABEL_LENGTH = 75
_VALUE_LENGTH = 2000
# 50 blocks a message; a card has four more than it has sections, each with its buttons
_SECTIONS = 20
_ITEM_LENGTH = 600
_SOURCE_LENGTH = 60
_BADGE_LENGTH = 60
_LINKS = 3
# https://docs.slack.dev/reference/block-kit/block-elements/button-element: addresses up to 3000
_ADDRESS_LENGTH = 3000
_NOT_IN_ADDRESSES = re.compile(r"[\s<>]")
# chat.postMessage answers msg_blocks_too_long from about 11,300 characters in all blocks on, which no page of Slack's
# says: https://github.com/slackapi/bolt-js/issues/2509
_MESSAGE_LENGTH = 9_000
# chat.update refuses a text of more than 4000: https://docs.slack.dev/reference/methods/chat.update
_FALLBACK_LENGTH = 3_000
_FALLBACK_LINE = 300
# https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
_CHART_TITLE_LENGTH = 50
_POINT_LENGTH = 20
_SERIES = 6
_CHART_BLOCKS = ("data_visualization", "image")
# https://docs.slack.dev/reference/block-kit/blocks/image-block
_ALT_LENGTH = 2000
_FIELDS_IN_ROW = 2
_UNTITLED = "KubeCon recaps"

STEP = "step"
SHARE = "share"
DISMISS = "dismiss"
FEEDBACK = "feedback"
HELPFUL, UNHELPFUL = "up ", "down "  # what the values of thumbs begin with
# https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
MOST_CHOICES = 100
# https://docs.slack.dev/reference/block-kit/composition-objects/option-object
_OPTION_LENGTH = 75
_OPTION_VALUE_LENGTH = 150


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: blocks, the text that notifications and screen readers use, and the chart that a block shows."""

    text: str
    blocks: list[Block]
    chart: Chart | None = None


def render_card(card: Card, *, share: str = "", dismiss: bool = False, feedback: str = "") -> Message:
    """Draw a card as a message; `share` and `feedback` are what its Share button and thumbs carry, "" for none."""
    buttons = [_button(SHARE, "Share in channel", share)] if share else []
    buttons += [_button(DISMISS, "Dismiss", DISMISS)] if dismiss else []
    blocks = [*card_to_blocks(card, buttons), *_thumbs(feedback)]
    message = Message(card_to_fallback(card), blocks, card.chart)
    return with_chart(message, _chart(card.chart)) if card.chart else message


def with_chart(message: Message, drawn: Block | None) -> Message:
    """Return a message with another block for its chart, below the title, or with none."""
    title, *rest = [block for block in message.blocks if block["type"] not in _CHART_BLOCKS]
    return replace(message, blocks=[title, *([drawn] if drawn else []), *rest])


def chart_picture(chart: Chart, file: str) -> Block:
    """Return a block that shows an uploaded picture of a chart.

    https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object
    """
    told = to_plain(chart_to_words(chart), _ALT_LENGTH)
    return {"type": "image", "slack_file": {"id": file}, "alt_text": told}


def card_to_blocks(card: Card, buttons: list[Block] | None = None) -> list[Block]:
    """Render a card as blocks, with further buttons in a separate row."""
    shown, hidden = _fitting(card.sections)
    footer = [card.footer] if card.footer.strip() else []
    footer += [f"{hidden} more lines do not fit"] if hidden else []
    ids = _numbered(card.actions)
    blocks = [_header(card.title), *_small(card.subtitle)]
    for place, section in shown.items():
        drawn = _fields(section) if len(section.columns) == _FIELDS_IN_ROW else _section(section)
        blocks += [drawn, *_row(_steps(card.actions_below(place), ids))]
    last = [*_steps(card.actions_below(None), ids), *(buttons or [])]
    return [*blocks, *_row(last), *_small(" · ".join(footer))]


def _chart(chart: Chart) -> Block:
    """Render a chart that Slack draws itself, which it does in messages only."""
    labels = [
        to_plain(f"{label} ({total})", _POINT_LENGTH) for label, total in zip(chart.labels, chart.totals, strict=True)
    ]
    series = [
        {
            "name": to_plain(one.name, _POINT_LENGTH),
            "data": [{"label": label, "value": value} for label, value in zip(labels, one.values, strict=True)],
        }
        for one in chart.series[:_SERIES]
    ]
    axes = {"categories": labels, "x_label": "KubeCon (talks)", "y_label": "% of all talks"}
    kind = "bar" if len(series) == 1 else "line"
    drawn = {"type": kind, "series": series, "axis_config": axes}
    return {"type": "data_visualization", "title": to_plain(chart.title, _CHART_TITLE_LENGTH), "chart": drawn}


def card_to_fallback(card: Card) -> str:
    """Write a card as text for notifications and screen readers, whole lines only."""
    lines = [to_markup(card.alt_text, _FALLBACK_LENGTH // 6) or to_markup(card.title, _TITLE_LENGTH) or _UNTITLED]
    for section in card.sections:
        lines += [to_markup(section.heading, _TITLE_LENGTH), *map(_fallback_line, section.items)]
    lines.append(to_markup(card.footer, _FALLBACK_LINE))
    kept: list[str] = []
    for line in filter(None, lines):
        if len("\n".join([*kept, line])) > _FALLBACK_LENGTH:
            break
        kept.append(line)
    return "\n".join(kept)


def _fallback_line(item: Item) -> str:
    origin = ", ".join(part for part in (item.badge, item.source.label) if part)
    return "• " + to_markup(f"{item.text} ({origin})" if origin else item.text, _FALLBACK_LINE)


def _header(title: str) -> Block:
    return {"type": "header", "text": plain_text(to_plain(title, _TITLE_LENGTH) or _UNTITLED)}


def _small(text: str) -> list[Block]:
    shown = to_plain(text, _SUBTITLE_LENGTH)
    return [{"type": "context", "elements": [plain_text(shown)]}] if shown else []


def _fitting(sections: tuple[Section, ...]) -> tuple[dict[int, Section], int]:
    """Return the sections by place with as many items as fit a message, and the number of items left out."""
    room, shown = _MESSAGE_LENGTH, {}
    for place, section in enumerate(sections[:_SECTIONS]):
        kept = []
        for item in section.items:
            room -= _cost(item)
            if room < 0:
                break
            kept.append(item)
        if kept:
            shown[place] = replace(section, items=tuple(kept))
    return shown, sum(len(one.items) for one in sections) - sum(len(one.items) for one in shown.values())


def _cost(item: Item) -> int:
    addresses = sum(len(_address(link)) for link in (item.source, *item.links[:_LINKS]))
    return (
        min(len(item.text), _ITEM_LENGTH) + _BADGE_LENGTH + _SOURCE_LENGTH * (1 + len(item.links[:_LINKS])) + addresses
    )


def _fields(section: Section) -> Block:
    """Draw two items side by side, with the name of each column above its item."""
    pairs = zip(section.columns, section.items, strict=False)
    heading = to_markup(section.heading, _TITLE_LENGTH)
    fields = [{"type": "mrkdwn", "text": _field(name, item), "verbatim": True} for name, item in pairs]
    return {"type": "section", "text": {"type": "mrkdwn", "text": f"*{heading}*"}, "fields": fields}


def _field(name: str, item: Item) -> str:
    origin = filter(
        None, (to_markup(item.badge, _BADGE_LENGTH), *map(_markup_link, (item.source, *item.links[:_LINKS])))
    )
    told = to_markup(f"{name}: {cell_text(item, name)}", _ITEM_LENGTH)
    return "\n".join(filter(None, (told, " · ".join(origin))))


def _markup_link(link: SourceLink) -> str:
    label, address = to_markup(link.label, _SOURCE_LENGTH), _address(link)
    if not address or "|" in address:
        return label
    return f"<{to_markup(address, _ADDRESS_LENGTH)}|{label or 'source'} ↗>"


def _section(section: Section) -> Block:
    heading = to_plain(section.heading, _TITLE_LENGTH)
    items = [{"type": "rich_text_section", "elements": list(_item(item))} for item in section.items]
    bullets = {"type": "rich_text_list", "style": "bullet", "elements": items}
    above = [{"type": "rich_text_section", "elements": [_words(heading, bold=True)]}] if heading else []
    return {"type": "rich_text", "elements": [*above, bullets]}


def _item(item: Item) -> Iterator[Block]:
    yield _words(to_plain(item.text, _ITEM_LENGTH) or "…")
    badge = to_plain(item.badge, _BADGE_LENGTH)
    links = [drawn for link in (item.source, *item.links[:_LINKS]) if (drawn := _link(link))]
    for number, part in enumerate([*([_words(badge, italic=True)] if badge else []), *links]):
        yield _words(" · " if number else "  ")
        yield part


def _link(link: SourceLink) -> Block | None:
    label, address = to_plain(link.label, _SOURCE_LENGTH), _address(link)
    if address:
        return {"type": "link", "url": address, "text": f"{label or 'source'} ↗"}
    return _words(label, italic=True) if label else None


def _address(link: SourceLink) -> str:
    address = web_address(link.url)
    return address if len(address) <= _ADDRESS_LENGTH and not _NOT_IN_ADDRESSES.search(address) else ""


def _words(text: str, **style: bool) -> Block:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def _row(buttons: Iterable[Block]) -> list[Block]:
    elements = list(buttons)[:_BUTTONS_IN_ROW]
    return [{"type": "actions", "elements": elements}] if elements else []


def _thumbs(value: str) -> list[Block]:
    """Ask whether an answer helped.

    https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element
    """
    if not 0 < len(value) <= _VALUE_LENGTH - len(UNHELPFUL):
        return []
    thumbs = {
        "type": "feedback_buttons",
        "action_id": FEEDBACK,
        "positive_button": {"text": plain_text("Helpful"), "value": HELPFUL + value},
        "negative_button": {"text": plain_text("Not helpful"), "value": UNHELPFUL + value},
    }
    return [{"type": "context_actions", "elements": [thumbs]}]


def _numbered(actions: tuple[Action, ...]) -> dict[Action, str]:
    """Return unique action ids for steps, as a message must not contain one twice."""
    return {action: f"{STEP}-{number}" for number, action in enumerate(dict.fromkeys(actions))}


def _steps(actions: tuple[Action, ...], ids: dict[Action, str]) -> Iterator[Block]:
    for action in list(dict.fromkeys(actions))[:_BUTTONS]:
        label = to_plain(action.label, _LABEL_LENGTH)
        if label and 0 < len(action.value) <= _VALUE_LENGTH:
            yield _button(ids[action], label, action.value)


def _button(action_id: str, label: str, value: str) -> Block:
    return {"type": "button", "action_id": action_id, "text": plain_text(label), "value": value}


def plain_text(text: str) -> Block:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text, "emoji": False}


def to_options(names: Iterable[str]) -> list[Block]:
    """Return names as options of a select; each value is what will be looked up."""
    values = dict.fromkeys(to_plain(name, _OPTION_VALUE_LENGTH) for name in names)
    return [{"text": plain_text(to_plain(value, _OPTION_LENGTH)), "value": value} for value in values if value]
