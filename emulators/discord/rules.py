"""Check messages as Discord does, and warn of what a careful bot avoids.

Written from the published limits, https://discord.com/developers/docs/resources/message and beside it.
"""

import re

from emulators.discord.components import COMPONENTS_V2, DiscordFinding, check_components, check_length, refuse, walk

_SOMETHING_TO_SHOW = ("content", "embeds", "components", "sticker_ids", "poll", "message_reference")


def check_message(message, *, files=0, partial=False, defaults_ping=False):
    """Judge the body of a new or edited message, a followup, or the data of an interaction's answer.

    `defaults_ping` says whether Discord pings everyone and roles where allowed_mentions is absent.
    """
    flags, content = message.get("flags") or 0, message.get("content")
    found = [
        *check_length(content, "content", 2000),
        *check_embeds(message.get("embeds") or []),
        *(check_components(message["components"], flags) if message.get("components") else ()),
        *(_check_v2(message) if flags & COMPONENTS_V2 else ()),
        *_check_mentions(message, warns=defaults_ping and not partial),
    ]
    if not partial and not files and not any(_is_shown(message.get(name)) for name in _SOMETHING_TO_SHOW):
        found.append(refuse("content", "Cannot send an empty message"))
    return found


def _is_shown(value):
    return bool(value.strip() if isinstance(value, str) else value)


def _check_v2(message):
    for name in ("content", "embeds", "poll", "sticker_ids"):
        if message.get(name):
            yield refuse(name, f"{name} cannot be used with IS_COMPONENTS_V2")


def _check_mentions(message, *, warns):
    allowed = message.get("allowed_mentions")
    if allowed and "users" in (allowed.get("parse") or []) and allowed.get("users"):
        yield refuse("allowed_mentions", "parse:[users] and users are mutually exclusive")
    if warns and allowed is None:
        yield DiscordFinding("warn", "allowed_mentions", "absent: every mention in the text would ping")
    texts = [part.get("content") or "" for _, part, _ in walk(message.get("components"))]
    shown = (message.get("content") or "") + "".join(texts)
    pings = allowed is None or "everyone" in (allowed.get("parse") or [])
    if pings and re.search(r"@(everyone|here)\b", shown):
        yield DiscordFinding("warn", "content", "@everyone/@here would ping")


def check_embeds(embeds, pointer="embeds"):
    yield from check_length(embeds, pointer, 10)
    total = 0
    for number, embed in enumerate(embeds):
        yield from _check_embed(embed, f"{pointer}.{number}")
        texts = [text for _, text, _ in _texts(embed)]
        fields = [field.get(name) for field in embed.get("fields") or [] for name in ("name", "value")]
        total += sum(len(text or "") for text in [*texts, *fields])
    if total > 6000:
        yield refuse(pointer, f"Embed size exceeds maximum size of 6000 ({total})")


def _texts(embed):
    return [
        ("title", embed.get("title"), 256),
        ("description", embed.get("description"), 4096),
        ("footer.text", (embed.get("footer") or {}).get("text"), 2048),
        ("author.name", (embed.get("author") or {}).get("name"), 256),
    ]


def _check_embed(embed, pointer):
    yield from check_length(embed.get("fields"), f"{pointer}.fields", 25)
    for number, field in enumerate(embed.get("fields") or []):
        for name, most in (("name", 256), ("value", 1024)):
            yield from check_length((field.get(name) or "").strip(), f"{pointer}.fields.{number}.{name}", most, 1)
    for name, text, most in _texts(embed):
        yield from check_length(text, f"{pointer}.{name}", most)
    others = (embed.get(name) for name in ("fields", "image", "thumbnail", "video"))
    if not any(text for _, text, _ in _texts(embed)) and not any(others):
        yield refuse(pointer, "Cannot send an empty embed")
    if embed.get("url") and not re.match(r"https?://\S+$", embed["url"]):
        yield refuse(f"{pointer}.url", "Not a well formed URL.")


def check_thread(thread):
    found = list(check_length(thread.get("name"), "name", 100, 1))
    if thread.get("auto_archive_duration") not in (None, 60, 1440, 4320, 10080):
        found.append(refuse("auto_archive_duration", "Value must be one of {60, 1440, 4320, 10080}."))
    return found
