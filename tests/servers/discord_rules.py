"""What Discord refuses, and what it accepts but a careful bot avoids.

Two independent opinions on each request body: the limits below, written from the published documentation, and the
request schemas of Discord's own OpenAPI specification when its file is present (it lacks many of the limits here:
2000 characters for bots, 6000 per message of embeds, 5 rows, duplicate custom_ids, the components-v2 rules, command
names).  Every finding is a ``Finding(level, pointer, message)`` with level "reject" (HTTP 400) or "warn".
"""
from __future__ import annotations

import json
import os
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Iterator

HERE = Path(__file__).resolve()
CONTRACT_DIRS = [Path(p) for p in [os.environ.get("BOT_CONTRACTS", "")] if p] + [HERE.parents[3] / "shared" / "contracts"]
LOCALES = set("id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko".split())
EPHEMERAL, COMPONENTS_V2 = 1 << 6, 1 << 15
ROW, BUTTON, STRING_SELECT, SECTION, TEXT, GALLERY, SEPARATOR, CONTAINER = 1, 2, 3, 9, 10, 12, 14, 17
SELECTS = {3, 5, 6, 7, 8}
V2_ONLY = {9, 10, 11, 12, 13, 14, 17}


@dataclass(frozen=True)
class Finding:
    level: str
    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.message} [{self.pointer}]"


def _len(v: Any, p: str, hi: int, lo: int = 0) -> Iterator[Finding]:
    n = len(v or "")
    if n > hi or n < lo:
        yield Finding("reject", p, f"Must be between {lo} and {hi} in length." if lo else f"Must be {hi} or fewer in length.")


def check_embeds(embeds: list, p: str = "embeds") -> Iterator[Finding]:
    yield from _len(embeds, p, 10)
    total = 0
    for i, e in enumerate(embeds):
        q = f"{p}.{i}"
        parts = [("title", e.get("title"), 256), ("description", e.get("description"), 4096),
                 ("footer.text", (e.get("footer") or {}).get("text"), 2048), ("author.name", (e.get("author") or {}).get("name"), 256)]
        yield from _len(e.get("fields"), f"{q}.fields", 25)
        for j, f in enumerate(e.get("fields") or []):
            for k, hi in (("name", 256), ("value", 1024)):
                yield from _len((f.get(k) or "").strip(), f"{q}.fields.{j}.{k}", hi, 1)
                total += len(f.get(k) or "")
        for k, v, hi in parts:
            yield from _len(v, f"{q}.{k}", hi)
            total += len(v or "")
        if not any(v for _, v, _ in parts) and not any(e.get(k) for k in ("fields", "image", "thumbnail", "video")):
            yield Finding("reject", q, "Cannot send an empty embed")
        for k in ("url",):
            if e.get(k) and not re.match(r"https?://\S+$", e[k]):
                yield Finding("reject", f"{q}.{k}", "Not a well formed URL.")
    if total > 6000:
        yield Finding("reject", p, f"Embed size exceeds maximum size of 6000 ({total})")


def walk(components: list | None, p: str = "components") -> Iterator[tuple[str, dict, dict | None]]:
    """Every component with its pointer and parent, depth first."""
    def go(c, q, parent):
        yield q, c, parent
        for i, child in enumerate(c.get("components") or []):
            yield from go(child, f"{q}.components.{i}", c)
        for k in ("accessory", "component"):
            if isinstance(c.get(k), dict):
                yield from go(c[k], f"{q}.{k}", c)
    for i, c in enumerate(components or []):
        yield from go(c, f"{p}.{i}", None)


def check_components(components: list, flags: int, p: str = "components") -> Iterator[Finding]:
    v2, all_ = bool(flags & COMPONENTS_V2), list(walk(components, p))
    if v2 and len(all_) > 40:
        yield Finding("reject", p, f"The maximum total components is 40, got {len(all_)}")
    if not v2:
        yield from _len(components, p, 5)
    text = sum(len(c.get("content") or "") for _, c, _ in all_ if c.get("type") == TEXT)
    if text > 4000:
        yield Finding("reject", p, f"The maximum total text is 4000 characters, got {text}")
    ids = [c["custom_id"] for _, c, _ in all_ if c.get("custom_id")]
    for x in sorted({x for x in ids if ids.count(x) > 1}):
        yield Finding("reject", p, f"Component custom id cannot be duplicated: {x}")
    for q, c, parent in all_:
        kind, home = c.get("type"), (parent or {}).get("type")
        if kind in V2_ONLY and not v2:
            yield Finding("reject", q, f"component type {kind} needs the IS_COMPONENTS_V2 flag")
        if kind == ROW:
            inner = [x.get("type") for x in c.get("components") or []]
            if not 1 <= len(inner) <= 5 or (set(inner) & SELECTS and len(inner) > 1):
                yield Finding("reject", q, "an action row holds 1 to 5 buttons or exactly one select")
        elif kind == BUTTON:
            if not (home == ROW or (home == SECTION and q.endswith(".accessory"))):
                yield Finding("reject", q, "a button lives in an action row or as a section accessory")
            style = c.get("style")
            yield from _len(c.get("label"), f"{q}.label", 80)
            if style == 5 and (not re.match(r"(https?|discord)://\S+$", c.get("url") or "") or c.get("custom_id")):
                yield Finding("reject", q, "a link button has a url and no custom_id")
            if style != 5 and style != 6 and not c.get("custom_id"):
                yield Finding("reject", f"{q}.custom_id", "A custom id is required")
            if not c.get("label") and not c.get("emoji") and style != 6:
                yield Finding("reject", q, "a button needs a label or an emoji")
        elif kind in SELECTS:
            yield from _len(c.get("placeholder"), f"{q}.placeholder", 150)
            lo, hi, n = c.get("min_values", 1), c.get("max_values", 1), len(c.get("options") or [])
            if kind == STRING_SELECT:
                yield from _len(c.get("options"), f"{q}.options", 25, 1)
                if (lo is not None and lo > n) or (hi is not None and hi > n):
                    yield Finding("reject", q, "min_values/max_values exceed the number of options")
                for j, o in enumerate(c.get("options") or []):
                    for k, least in (("label", 1), ("value", 1), ("description", 0)):
                        yield from _len(o.get(k), f"{q}.options.{j}.{k}", 100, least)
                vals = [o.get("value") for o in c.get("options") or []]
                if len(set(vals)) < len(vals):
                    yield Finding("reject", f"{q}.options", "option values must be unique")
        elif kind == SECTION:
            yield from _len(c.get("components"), f"{q}.components", 3, 1)
            if not c.get("accessory"):
                yield Finding("reject", f"{q}.accessory", "This field is required")
        elif kind == GALLERY:
            yield from _len(c.get("items"), f"{q}.items", 10, 1)
        elif kind == TEXT and not (c.get("content") or "").strip():
            yield Finding("reject", f"{q}.content", "This field is required")
        if "custom_id" in c and c["custom_id"] is not None:
            yield from _len(c["custom_id"], f"{q}.custom_id", 100, 1)


def check_message(m: dict, *, files: int = 0, partial: bool = False, defaults_ping: bool = False) -> list[Finding]:
    """Body of a message create/edit, a followup, or the data of an interaction callback.

    defaults_ping: whether Discord parses @everyone and roles when allowed_mentions is absent (channel messages)."""
    out: list[Finding] = []
    flags, content = m.get("flags") or 0, m.get("content")
    out += _len(content, "content", 2000)
    if m.get("embeds"):
        out += check_embeds(m["embeds"])
    if m.get("components"):
        out += check_components(m["components"], flags)
    if flags & COMPONENTS_V2:
        for k in ("content", "embeds", "poll", "sticker_ids"):
            if m.get(k):
                out.append(Finding("reject", k, f"{k} cannot be used with IS_COMPONENTS_V2"))
    if not partial and not files and not any((content or "").strip() if k == "content" else m.get(k) for k in ("content", "embeds", "components", "sticker_ids", "poll", "message_reference")):
        out.append(Finding("reject", "content", "Cannot send an empty message"))
    am = m.get("allowed_mentions")
    if am and "users" in (am.get("parse") or []) and am.get("users"):
        out.append(Finding("reject", "allowed_mentions", "parse:[users] and users are mutually exclusive"))
    shown = (content or "") + "".join(c.get("content") or "" for _, c, _ in walk(m.get("components")))
    if defaults_ping and am is None and not partial:
        out.append(Finding("warn", "allowed_mentions", "absent: every mention in the text would ping"))
    if re.search(r"@(everyone|here)\b", shown) and (am is None or "everyone" in (am.get("parse") or [])):
        out.append(Finding("warn", "content", "@everyone/@here would ping"))
    return out


def _name_ok(name: str, option: bool = True) -> bool:
    def fits(ch):
        return ch in "-_'" or unicodedata.category(ch)[0] in "LN" or "\u0900" <= ch <= "\u097f" or "\u0e00" <= ch <= "\u0e7f"
    return 1 <= len(name) <= 32 and all(map(fits, name)) and name == name.lower()


def _command_chars(c: dict) -> int:
    def longest(k):
        return max([len(c.get(k) or "")] + [len(v) for v in (c.get(f"{k}_localizations") or {}).values()])
    value = len(str(c["value"])) if "value" in c else 0
    return longest("name") + longest("description") + value + sum(map(_command_chars, [*(c.get("options") or []), *(c.get("choices") or [])]))


def _command_part(c: dict, p: str, chat: bool) -> Iterator[Finding]:
    for where, name in [("name", c.get("name") or "")] + [(f"name_localizations.{k}", v) for k, v in (c.get("name_localizations") or {}).items()]:
        if chat and not _name_ok(name):
            yield Finding("reject", f"{p}.{where}", f"Command name is invalid: {name!r}")
    for field in ("name_localizations", "description_localizations"):
        for loc in set(c.get(field) or {}) - LOCALES:
            yield Finding("reject", f"{p}.{field}", f"unknown locale {loc}")
    if chat:
        for where, d in [("description", c.get("description"))] + [(f"description_localizations.{k}", v) for k, v in (c.get("description_localizations") or {}).items()]:
            yield from _len(d, f"{p}.{where}", 100, 1)
    options = c.get("options") or []
    yield from _len(options, f"{p}.options", 25)
    names = [o.get("name") for o in options]
    if len(set(names)) < len(names):
        yield Finding("reject", f"{p}.options", "Option names must be unique")
    needed = [bool(o.get("required")) for o in options if o.get("type") not in (1, 2)]
    if needed != sorted(needed, reverse=True):
        yield Finding("reject", f"{p}.options", "Required options must be placed before non-required options")
    for i, o in enumerate(options):
        q = f"{p}.options.{i}"
        yield from _command_part(o, q, True)
        if o.get("autocomplete") and o.get("choices"):
            yield Finding("reject", q, "autocomplete and choices are mutually exclusive")
        yield from check_choices(o.get("choices") or [], f"{q}.choices")


def check_choices(choices: list, p: str = "data.choices") -> Iterator[Finding]:
    yield from _len(choices, p, 25)
    for i, c in enumerate(choices):
        yield from _len(c.get("name"), f"{p}.{i}.name", 100, 1)
        if isinstance(c.get("value"), str):
            yield from _len(c["value"], f"{p}.{i}.value", 100)


def check_commands(commands: list) -> list[Finding]:
    out: list[Finding] = []
    for kind, most in ((1, 100), (2, 15), (3, 15)):
        names = [c.get("name") for c in commands if c.get("type", 1) == kind]
        if len(names) > most:
            out.append(Finding("reject", "", f"more than {most} commands of type {kind}"))
        if len(set(names)) < len(names):
            out.append(Finding("reject", "", "Application command names must be unique"))
    for i, c in enumerate(commands):
        out += _command_part(c, str(i), c.get("type", 1) == 1)
        if (n := _command_chars(c)) > 8000:
            out.append(Finding("reject", str(i), f"Command exceeds maximum size of 8000 ({n})"))
    return out


def check_thread(t: dict) -> list[Finding]:
    out = list(_len(t.get("name"), "name", 100, 1))
    if t.get("auto_archive_duration") not in (None, 60, 1440, 4320, 10080):
        out.append(Finding("reject", "auto_archive_duration", "Value must be one of {60, 1440, 4320, 10080}."))
    return out


def check_modal(d: dict) -> list[Finding]:
    return [*_len(d.get("title"), "data.title", 45, 1), *_len(d.get("custom_id"), "data.custom_id", 100, 1), *_len(d.get("components"), "data.components", 5, 1)]


# ---------------------------------------------------------------- OpenAPI
@lru_cache(None)
def _spec() -> dict | None:
    path = next((f for d in CONTRACT_DIRS if (f := d / "discord" / "openapi.json").exists()), None)
    if path is None:
        return None
    spec = json.loads(path.read_text())
    # the specification says snowflakes are strings; the API takes integers too, and discord.py sends them
    spec["components"]["schemas"]["SnowflakeType"] = {"anyOf": [{"type": "integer"}, spec["components"]["schemas"]["SnowflakeType"]]}
    return spec


@lru_cache(None)
def _validator(template: str, method: str):
    from jsonschema import Draft202012Validator
    op = ((_spec() or {}).get("paths", {}).get(template) or {}).get(method.lower())
    if not op or "requestBody" not in op:
        return None, None
    content = op["requestBody"]["content"]
    schema = content["application/json"]["schema"] if "application/json" in content else next(iter(content.values()))["schema"]
    return Draft202012Validator({**schema, "components": _spec()["components"]}), _properties(schema)


def _properties(schema: dict) -> set[str]:
    """Top-level property names a request schema knows (union over alternatives)."""
    if "$ref" in schema:
        return _properties(_spec()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    found = set(schema.get("properties", {}))
    for alt in schema.get("anyOf", []) + schema.get("oneOf", []) + schema.get("allOf", []):
        found |= _properties(alt)
    return found


def check_openapi(template: str, method: str, body: Any) -> list[Finding]:
    from jsonschema.exceptions import best_match
    validator, known = _validator(template, method)
    if validator is None:
        return []
    out = []
    if (e := best_match(validator.iter_errors(body))) is not None:
        plain = e.validator in ("maxLength", "minLength", "maxItems", "minItems", "maximum", "minimum", "enum", "type", "required")
        out.append(Finding("reject", ".".join(map(str, e.absolute_path)), f"openapi: {e.validator} {e.validator_value}" if plain else "openapi: " + e.message[:160]))
    if isinstance(body, dict) and known and (extra := set(body) - known - {"tts"}):   # discord.py sends tts on webhook edits
        out.append(Finding("warn", "", f"openapi: unknown fields {sorted(extra)}"))
    return out
