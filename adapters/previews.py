"""Show on the page how chats show a card, with the renderer of each platform."""

import json
from typing import Any
from urllib.parse import quote

from adapters.web.preview import Preview
from bot.model.answer_page import page_to_value
from bot.model.reply import Reply

_BUILDER = "https://app.slack.com/block-kit-builder/#"
_COMPONENTS_V2 = 1 << 15  # https://discord.com/developers/docs/resources/message#message-object-message-flags


def previews() -> tuple[Preview, ...]:
    """Return one preview for each chat platform."""
    return (
        Preview("Slack", _draw_for_slack, lambda payload: _BUILDER + quote(json.dumps({"blocks": payload["blocks"]}))),
        Preview("Discord", _draw_for_discord, lambda _payload: ""),
    )


def _draw_for_slack(reply: Reply) -> list[dict[str, Any]]:
    from adapters.slack.render import render_card  # noqa: PLC0415 - loaded only if somebody opens a preview

    first = render_card(reply.card, share=_value(reply), dismiss=not reply.thread)
    messages = [first, *map(render_card, reply.thread)]
    return [{"text": message.text, "blocks": message.blocks} for message in messages]


def _draw_for_discord(reply: Reply) -> list[dict[str, Any]]:
    from adapters.discord.render import MessageControls, render_card  # noqa: PLC0415 - its library is the largest of all

    first = render_card(reply.card, MessageControls(reply.page, share=_value(reply)))
    views = [first, *(render_card(card, MessageControls()) for card in reply.thread)]
    return [{"flags": _COMPONENTS_V2, "components": view.to_components()} for view in views]  # type: ignore[no-untyped-call]


def _value(reply: Reply) -> str:
    """Return the value of an answer's Share button."""
    return page_to_value(reply.page) if reply.page else ""
