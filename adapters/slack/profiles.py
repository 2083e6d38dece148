"""Read the profile of the person who asks: their time zone, and whether they administer the workspace."""

import asyncio
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.model.channel import Channel
from bot.model.request import Asker

_PROFILE_SECONDS = 2.0


async def timezone_of(client: AsyncWebClient, person: str) -> str:
    """Return the time zone of a person's profile, "" if Slack does not return it in time."""
    return str((await _profile(client, person)).get("tz") or "")


async def admin_asking(client: AsyncWebClient, person: str) -> Asker | None:
    """Return a person who administers the workspace as one who may set up the bot; None for all others.

    Nobody may if Slack does not answer in time.
    """
    profile = await _profile(client, person)
    is_admin = profile.get("is_admin") or profile.get("is_owner")
    return Asker(Channel("slack", "", ""), person, may_set_up=True) if is_admin else None


async def _profile(client: AsyncWebClient, person: str) -> dict[str, Any]:
    try:
        told = await asyncio.wait_for(client.users_info(user=person), _PROFILE_SECONDS)
    except (SlackApiError, ClientError, OSError, TimeoutError):
        return {}
    profile: dict[str, Any] = told["user"]
    return profile
