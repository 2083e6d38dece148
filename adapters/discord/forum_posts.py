"""Begin a digest as a post of a forum, and find it again: posts take no nonce, so the library must not try twice."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Literal, cast

import discord

from bot.delivery.protocol import OutcomeUnknownError
from bot.model.delivery import OutgoingMessage

FORUM = discord.ChannelType.forum.value
_ARCHIVED_AFTER_MINUTES: Literal[10080] = 10080  # a week
_LOOKED_AT = 50  # posts
_FLAGS = discord.MessageFlags(components_v2=True, suppress_embeds=True, suppress_notifications=True)

Told = Mapping[str, Any]


class _OnlyOnce:
    """Stand where the library rewinds files before it sends a request again, and end that."""

    def reset(self, *, seek: int) -> None:
        """Let the first try pass."""
        if seek:
            raise OutcomeUnknownError("Discord's answer to a new post was lost")


async def create_post(http: discord.http.HTTPClient, name: str, view: discord.ui.LayoutView, forum: Told) -> str:
    """Create a post with a message in it, and return the id of both."""
    about: dict[str, Any] = {"name": name, "auto_archive_duration": _ARCHIVED_AFTER_MINUTES}
    if tags := list(_tags(forum)):
        about["applied_tags"] = tags
    nobody = discord.AllowedMentions.none()
    body = discord.http.handle_message_parameters(
        view=view, flags=_FLAGS, allowed_mentions=nobody, channel_payload=about
    ).payload
    route = discord.http.Route("POST", "/channels/{channel_id}/threads", channel_id=int(forum["id"]))
    once = cast("list[discord.File]", [_OnlyOnce()])
    told = await http.request(route, files=once, json=body)
    return str(told["id"])


def _tags(forum: Told) -> Iterator[str]:
    """Yield the first tag that anybody may set, if the forum requires one."""
    if discord.ChannelFlags._from_value(forum.get("flags") or 0).require_tag:  # noqa: SLF001 - it has no other way
        free = (tag for tag in forum.get("available_tags") or () if not tag.get("moderated"))
        yield from (str(tag["id"]) for tag in list(free)[:1])


async def find_post(
    client: discord.Client, outgoing: OutgoingMessage, name: str, mark: int, oldest: dt.datetime
) -> str:
    """Return the id of the bot's post whose message bears a mark, among those of that name and the newer ones."""
    place, http = outgoing.channel, client.http
    active = (await http.get_active_threads(int(place.team)))["threads"]
    archived = (await http.get_public_archived_threads(int(place.id)))["threads"]
    posts = {str(post["id"]): post for post in (*active, *archived) if _is_own(post, client, place.id)}
    likely = [number for number, post in posts.items() if post["name"] == name or _created_at(number) >= oldest]
    for number in sorted(likely, key=int, reverse=True)[:_LOOKED_AT]:
        if await _bears(http, number, mark):
            return number
    return ""


def _is_own(post: Any, client: discord.Client, forum: str) -> bool:
    is_by_bot = client.user is not None and str(post["owner_id"]) == str(client.user.id)
    return is_by_bot and str(post["parent_id"]) == forum


def _created_at(number: str) -> dt.datetime:
    return discord.utils.snowflake_time(int(number))


async def _bears(http: discord.http.HTTPClient, number: str, mark: int) -> bool:
    """Return whether a post's message bears a mark; somebody may have deleted the message and kept the post."""
    try:
        message = await http.get_message(int(number), int(number))
    except discord.NotFound:
        return False
    return any(part.get("id") == mark for part in message.get("components") or ())
