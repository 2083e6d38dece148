"""Check whole messages and views as Slack does: totals over all blocks, fallback text, allowed contents."""

import json
from typing import Any

from emulators.slack.blocks import SlackFinding, check_blocks, check_mrkdwn, check_text, text_sum

# chat.* refuses a message whose blocks carry too much text (msg_blocks_too_long): undocumented, reported from
# about 11.3k to 13.3k characters (bolt-js issues 2509 and 2867); response_url is reported not to have it.
BLOCK_TEXT_SUM, BLOCK_TEXT_SAFE = 13_200, 11_000


def check_message(m: dict, surface: str = "message", via: str = "chat") -> list[SlackFinding]:
    """A message as given to chat.postMessage & co, to a response_url, or in a slash-command ack."""
    out: list[SlackFinding] = []
    text, blocks = m.get("text"), m.get("blocks")
    if m.get("markdown_text") and (text or blocks):
        out.append(SlackFinding("reject", "/markdown_text", "markdown_text_conflict"))
    if m.get("markdown_text") and len(m["markdown_text"]) > 12_000:
        out.append(SlackFinding("reject", "/markdown_text", "msg_too_long"))
    if not (text or blocks or m.get("attachments") or m.get("markdown_text")):
        out.append(SlackFinding("reject", "/text", "no_text"))
    if blocks is not None:
        out += check_blocks(blocks, surface)
        total = text_sum(blocks)
        if via == "chat" and total > BLOCK_TEXT_SUM:
            out.append(SlackFinding("reject", "/blocks", "msg_blocks_too_long"))
        elif via == "chat" and total > BLOCK_TEXT_SAFE:
            out.append(
                SlackFinding(
                    "warn",
                    "/blocks",
                    f"{total} characters of block text: near the undocumented msg_blocks_too_long limit",
                )
            )
        if blocks and not text:
            out.append(SlackFinding("warn", "/text", "blocks without a text fallback (notifications, screen readers)"))
    if isinstance(text, str):
        if len(text) > 40_000:
            out.append(
                SlackFinding("reject" if via != "chat" else "warn", "/text", "text is truncated at 40000 characters")
            )
        elif len(text) > 4_000:
            out.append(SlackFinding("warn", "/text", "text above the recommended 4000 characters"))
        if not blocks and m.get("mrkdwn") is not False:
            out += check_mrkdwn(text, "/text")
    return out


def check_view(v: Any) -> list[SlackFinding]:
    if not isinstance(v, dict) or v.get("type") not in ("modal", "home"):
        return [SlackFinding("reject", "/view/type", "must be modal or home")]
    kind, out = v["type"], []
    modal = (
        {"title", "close", "submit", "clear_on_close", "notify_on_close", "submit_disabled"}
        if kind == "modal"
        else set()
    )
    if extra := set(v) - modal - {"type", "blocks", "private_metadata", "callback_id", "external_id"}:
        out.append(SlackFinding("reject", "/view", f"no additional property allowed: {sorted(extra)}"))
    for k in ("title", "close", "submit"):
        if kind == "modal" and (k in v or k == "title"):
            out += check_text(v.get(k), f"/view/{k}", 24, ("plain_text",))
    for k, n in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        if len(v.get(k) or "") > n:
            out.append(SlackFinding("reject", f"/view/{k}", f"must be less than {n + 1} characters"))
    if kind == "modal" and "submit" not in v and any(b.get("type") == "input" for b in v.get("blocks", [])):
        out.append(SlackFinding("reject", "/view/submit", "required when the modal has input blocks"))
    if len(json.dumps(v)) > 250_000:
        out.append(SlackFinding("reject", "/view", "view_too_large"))
    return out + check_blocks(v.get("blocks"), kind, "/view/blocks")
