"""How the page shows what chats get: the same card drawn by each platform's own hand."""

import json
from typing import Any
from urllib.parse import quote

from adapters.web.preview import Preview
from bot.model.answer_page import AnswerPage
from bot.model.card import Card

_BUILDER = "https://app.slack.com/block-kit-builder/#"
_COMPONENTS_V2 = 1 << 15  # https://discord.com/developers/docs/resources/message#message-object-message-flags


def previews() -> tuple[Preview, ...]:
    """Return one preview for each chat platform."""
    return (
        Preview("Slack", _draw_for_slack, lambda payload: _BUILDER + quote(json.dumps({"blocks": payload["blocks"]}))),
        Preview("Discord", _draw_for_discord, lambda _payload: ""),
    )


def _draw_for_slack(card: Card, _page: AnswerPage | None) -> dict[str, Any]:
    from adapters.slack.render import render_card  # noqa: PLC0415 - where the panel stays closed, nothing is loaded

    message = render_card(card)
    return {"text": message.text, "blocks": message.blocks}


def _draw_for_discord(card: Card, page: AnswerPage | None) -> dict[str, Any]:
    from adapters.discord.render import MessageControls, render_card  # noqa: PLC0415 - its library is the largest of all

    view = render_card(card, MessageControls(page))
    return {"flags": _COMPONENTS_V2, "components": view.to_components()}  # type: ignore[no-untyped-call]
