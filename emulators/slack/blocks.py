"""Check blocks as Slack does, and warn of what a careful bot avoids.

A finding of level "reject" means that Slack answers with an error, "warn" that it goes through but is a defect.
The rules are written from the published limits; the contract files, where present, are a second, independent opinion.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from emulators.slack.block_schema import BLOCKS, ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION, MAX_BLOCKS, NOT_ON
from emulators.slack.contracts import block_schema


@dataclass(frozen=True)
class SlackFinding:
    level: str
    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


def check_text(t: Any, p: str, limit: int, kinds=("plain_text", "mrkdwn")) -> Iterator[SlackFinding]:
    if not isinstance(t, dict) or t.get("type") not in kinds:
        yield SlackFinding("reject", p, f"must be a text object of type {' or '.join(kinds)}")
        return
    s = t.get("text")
    if not isinstance(s, str) or not s:
        yield SlackFinding("reject", f"{p}/text", "must be more than 0 characters")
    elif len(s) > limit:
        yield SlackFinding("reject", f"{p}/text", f"must be less than {limit + 1} characters")
    extra = set(t) - {"type", "text", "emoji" if t["type"] == "plain_text" else "verbatim"}
    if extra:
        yield SlackFinding("reject", p, f"no additional property allowed: {sorted(extra)}")
    if t["type"] == "mrkdwn" and isinstance(s, str):
        yield from check_mrkdwn(s, f"{p}/text")


ENTITY = re.compile(
    r"<(?:https?://[^<>|\s]+|mailto:[^<>|]+|[@#][A-Z0-9]+|!(?:subteam|date)\^[^<>]+|!(?:here|channel|everyone))(?:\|[^<>]*)?>"
)


def check_mrkdwn(s: str, p: str) -> Iterator[SlackFinding]:
    """Control characters that were not escaped, Markdown that mrkdwn shows literally, and pings."""
    if re.search(r"<!(?:here|channel|everyone)", s):
        yield SlackFinding("warn", p, "broadcast mention (@here/@channel/@everyone) in bot output")
    rest = re.sub(r"^(?:>+ ?)", "", ENTITY.sub("", s), flags=re.MULTILINE)
    if re.search(r"[<>]", rest) or re.search(r"&(?!amp;|lt;|gt;)", rest):
        yield SlackFinding("warn", p, "& < > must be written &amp; &lt; &gt;")
    if re.search(r"\[[^\]\n]+\]\(https?://", rest) or re.search(r"\*\*[^*\n]+\*\*", rest):
        yield SlackFinding("warn", p, "Markdown syntax in mrkdwn shows literally")


def _size(v: Any, p: str, lo: int, hi: int, what="items") -> Iterator[SlackFinding]:
    n = len(v) if isinstance(v, (list, str)) else -1
    if n < lo:
        yield SlackFinding("reject", p, f"no fewer than {lo} {what} allowed")
    elif n > hi:
        yield SlackFinding(
            "reject",
            p,
            f"no more than {hi} {what} allowed" if what == "items" else f"must be less than {hi + 1} characters",
        )


def _url(v: Any, p: str) -> Iterator[SlackFinding]:
    if not isinstance(v, str) or len(v) > 3000 or not re.match(r"^(https?|mailto|slack):\S+$", v):
        yield SlackFinding("reject", p, "must be a valid url of at most 3000 characters")


def _element(e: Any, p: str, allowed: set[str]) -> Iterator[SlackFinding]:
    kind = e.get("type") if isinstance(e, dict) else None
    if kind not in allowed:
        yield SlackFinding("reject", p, f"unsupported element type {kind!r} here")
        return
    keys = ELEMENTS.get(kind)
    if keys is not None and (extra := set(e) - keys - {"type", "action_id"}):
        yield SlackFinding("reject", p, f"no additional property allowed: {sorted(extra)}")
    if "action_id" in e:
        yield from _size(e["action_id"], f"{p}/action_id", 1, 255, "characters")
    if kind in ("button", "icon_button", "workflow_button"):
        yield from check_text(e.get("text"), f"{p}/text", 75, ("plain_text",))
        if e.get("style", "primary") not in ("primary", "danger"):
            yield SlackFinding("reject", f"{p}/style", "must be primary or danger")
    if "value" in e:
        yield from _size(e["value"], f"{p}/value", 1, 2000, "characters")
    if "url" in e:
        yield from _url(e["url"], f"{p}/url")
    if kind == "image":
        yield from _size(e.get("alt_text"), f"{p}/alt_text", 1, 2000, "characters")
        if ("image_url" in e) == ("slack_file" in e):
            yield SlackFinding("reject", p, "exactly one of image_url and slack_file")
        yield from _slack_file(e.get("slack_file"), f"{p}/slack_file")
    if kind == "feedback_buttons":
        for k in ("positive_button", "negative_button"):
            yield from check_text((e.get(k) or {}).get("text"), f"{p}/{k}/text", 75, ("plain_text",))
            yield from _size((e.get(k) or {}).get("value"), f"{p}/{k}/value", 1, 2000, "characters")
    if "placeholder" in e:
        yield from check_text(e["placeholder"], f"{p}/placeholder", 150, ("plain_text",))
    if kind in ("static_select", "multi_static_select") and ("options" in e) == ("option_groups" in e):
        yield SlackFinding("reject", p, "exactly one of options and option_groups")
    groups = [(f"{p}/options", e["options"])] if "options" in e else []
    for i, g in enumerate(e.get("option_groups", [])):
        yield from check_text(g.get("label"), f"{p}/option_groups/{i}/label", 75, ("plain_text",))
        groups.append((f"{p}/option_groups/{i}/options", g.get("options")))
    top = 5 if kind == "overflow" else 10 if kind in ("checkboxes", "radio_buttons") else 100
    for q, opts in groups:
        yield from check_options(opts, q, top, ("plain_text", "mrkdwn") if top == 10 else ("plain_text",))
    if "confirm" in e:
        for k, n in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
            yield from check_text(
                e["confirm"].get(k), f"{p}/confirm/{k}", n, ("plain_text", "mrkdwn") if k == "text" else ("plain_text",)
            )


def _slack_file(file: Any, p: str) -> Iterator[SlackFinding]:
    if file is None:
        return
    if not isinstance(file, dict) or set(file) not in ({"id"}, {"url"}):
        yield SlackFinding("reject", p, "exactly one of id and url")
    elif "id" in file and not re.fullmatch(r"F[A-Z0-9]{8,}", str(file["id"])):
        # as Slack says it: https://github.com/slackapi/python-slack-sdk/issues/1521
        yield SlackFinding("reject", f"{p}/id", "input must match regex pattern: ^[F][A-Z0-9]{8,}$")


def check_options(opts: Any, p: str, top: int = 100, kinds=("plain_text",)) -> Iterator[SlackFinding]:
    yield from _size(opts, p, 1, top)
    for i, o in enumerate(opts or []):
        yield from check_text(o.get("text"), f"{p}/{i}/text", 75, kinds)
        yield from _size(o.get("value"), f"{p}/{i}/value", 1, 150, "characters")
        if "description" in o:
            yield from check_text(o["description"], f"{p}/{i}/description", 75, kinds)


def _block(b: Any, p: str, surface: str) -> Iterator[SlackFinding]:
    kind = b.get("type") if isinstance(b, dict) else None
    if kind not in BLOCKS:
        yield SlackFinding("reject", f"{p}/type", f"unsupported type: {kind}")
        return
    if kind in NOT_ON[surface]:
        yield SlackFinding("reject", f"{p}/type", f"{kind} is not supported on the {surface} surface")
    need, may = BLOCKS[kind]
    for k in need:
        if k not in b:
            yield SlackFinding("reject", p, f"missing required field: {k}")
            return
    if extra := set(b) - set(need) - set(may) - {"type", "block_id"}:
        yield SlackFinding("reject", p, f"no additional property allowed: {sorted(extra)}")
    if "block_id" in b:
        yield from _size(b["block_id"], f"{p}/block_id", 1, 255, "characters")
    if kind == "section":
        if "text" not in b and "fields" not in b:
            yield SlackFinding("reject", p, "missing required field: text or fields")
        if "text" in b:
            yield from check_text(b["text"], f"{p}/text", 3000)
        if "fields" in b:
            yield from _size(b["fields"], f"{p}/fields", 1, 10)
            for i, f in enumerate(b["fields"]):
                yield from check_text(f, f"{p}/fields/{i}", 2000)
        if "accessory" in b:
            yield from _element(b["accessory"], f"{p}/accessory", IN_SECTION)
    elif kind == "header":
        yield from check_text(b["text"], f"{p}/text", 150, ("plain_text",))
    elif kind == "context":
        yield from _size(b["elements"], f"{p}/elements", 1, 10)
        for i, e in enumerate(b["elements"]):
            q = f"{p}/elements/{i}"
            yield from _element(e, q, {"image"}) if e.get("type") == "image" else check_text(e, q, 3000)
    elif kind in ("actions", "context_actions"):
        yield from _size(b["elements"], f"{p}/elements", 1, 25 if kind == "actions" else 5)
        for i, e in enumerate(b["elements"]):
            yield from _element(
                e, f"{p}/elements/{i}", IN_ACTIONS if kind == "actions" else {"feedback_buttons", "icon_button"}
            )
    elif kind == "image":
        yield from _element(
            {k: v for k, v in b.items() if k in ("type", "alt_text", "image_url", "slack_file")}, p, {"image"}
        )
        if "title" in b:
            yield from check_text(b["title"], f"{p}/title", 2000, ("plain_text",))
    elif kind == "markdown":
        yield from _size(b["text"], f"{p}/text", 1, 12000, "characters")
    elif kind == "input":
        yield from check_text(b["label"], f"{p}/label", 2000, ("plain_text",))
        yield from _element(b["element"], f"{p}/element", IN_INPUT)
    elif kind in ("table", "data_table"):
        yield from _size(b["rows"], f"{p}/rows", 1 if kind == "table" else 2, 100 if kind == "table" else 101)
        for i, row in enumerate(b["rows"]):
            yield from _size(row, f"{p}/rows/{i}", 1, 20)
        if kind == "data_table" and len({len(r) for r in b["rows"]}) > 1:
            yield SlackFinding("reject", f"{p}/rows", "all rows must have the same number of cells")
        if text_sum(b) > 10_000:
            yield SlackFinding("reject", p, "table text exceeds 10000 characters")
    elif kind == "card":
        if not {"hero_image", "title", "actions", "body"} & set(b):
            yield SlackFinding("reject", p, "card needs hero_image, title, actions or body")
        for k, n in (("title", 150), ("subtitle", 150), ("body", 200)):
            if k in b:
                yield from check_text(b[k], f"{p}/{k}", n)
    elif kind in ("carousel", "container"):
        key = "elements" if kind == "carousel" else "child_blocks"
        yield from _size(b[key], f"{p}/{key}", 1, 10)
        for i, c in enumerate(b[key]):
            yield from _block(c, f"{p}/{key}/{i}", surface)


def text_sum(node: Any) -> int:
    """Characters of visible text carried by a block tree (all ``text`` strings)."""
    if isinstance(node, dict):
        return sum(len(v) if k == "text" and isinstance(v, str) else text_sum(v) for k, v in node.items())
    return sum(map(text_sum, node)) if isinstance(node, list) else 0


def check_blocks(blocks: Any, surface: str = "message", at: str = "/blocks") -> list[SlackFinding]:
    if not isinstance(blocks, list):
        return [SlackFinding("reject", at, "invalid_blocks_format")]
    out: list[SlackFinding] = []
    if len(blocks) > MAX_BLOCKS[surface]:
        out.append(SlackFinding("reject", at, f"no more than {MAX_BLOCKS[surface]} items allowed"))
    for i, b in enumerate(blocks):
        out += _block(b, f"{at}/{i}", surface)
    ids = [b["block_id"] for b in blocks if isinstance(b, dict) and "block_id" in b]
    out += [
        SlackFinding("reject", at, f"block_id {x!r} already exists")
        for x in sorted({x for x in ids if ids.count(x) > 1})
    ]
    for i, b in enumerate(blocks):
        acts = (
            [e.get("action_id") for e in (b.get("elements") or []) if isinstance(e, dict) and e.get("action_id")]
            if isinstance(b, dict)
            else []
        )
        out += [
            SlackFinding("reject", f"{at}/{i}/elements", f"action_id {x!r} already exists")
            for x in sorted({x for x in acts if acts.count(x) > 1})
        ]
    kinds = [b.get("type") for b in blocks if isinstance(b, dict)]
    if kinds.count("table") + kinds.count("data_table") > 1:
        out.append(SlackFinding("reject", at, "only_one_table_allowed"))
    if kinds.count("data_visualization") > 2:  # undocumented: https://github.com/vercel/chat/pull/696
        out.append(SlackFinding("reject", at, "no more than 2 data_visualization blocks allowed"))
    if sum(len(b.get("text") or "") for b in blocks if isinstance(b, dict) and b.get("type") == "markdown") > 12_000:
        out.append(SlackFinding("reject", at, "markdown blocks exceed 12000 characters in total"))
    if not any(f.level == "reject" for f in out) and (v := block_schema()):
        out += [
            SlackFinding("reject", at + "/" + "/".join(map(str, e.absolute_path)), "schema: " + e.message[:120])
            for e in _leafs(v.iter_errors(blocks))
        ]
    return out


def _leafs(errors) -> list:
    from jsonschema.exceptions import best_match  # noqa: PLC0415 - loads over a second, for nothing without the schema

    return [e for e in [best_match(errors)] if e is not None]
