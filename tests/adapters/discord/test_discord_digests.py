import asyncio
import datetime as dt
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import discord
import pytest

from adapters.discord.client import PERMISSIONS
from bot.scheduler.clock import Clock
from bot.scheduler.opening import Keeping, open_digests
from tests.digests.conftest import MONDAY
from tests.empty_database import put_database
from tests.servers.discord_house import open_house
from tests.servers.discord_reading import buttons, says, text_of
from tests.servers.discord_world import iso_now

_MANAGER = str(discord.Permissions(manage_channels=True).value)
_NO_PERMISSIONS = "0"
SETTINGS = {"weekday": "Tuesday", "time": "09:30", "timezone": "Europe/Amsterdam", "topics": "dra, cilium"}


class SetClock:
    now = MONDAY


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture
async def house(engine, tmp_path, clock):
    put_database(tmp_path / "kubecon.db")
    steady = Clock(lambda: clock.now, sleep=lambda _seconds: asyncio.sleep(0))
    async with (
        open_digests(engine, Keeping("", tmp_path), steady) as digests,
        open_house(engine, tmp_path, digests) as opened,
    ):
        await digests.clockwork.tick()  # as the first seconds of a process
        yield opened
        assert (opened.server.violations, opened.server.warnings) == ([], [])


async def say(house, command, words, values=None, **how):
    asked = await house.server.slash(f"kubecon digest {command}", values or {}, **{"permissions": _MANAGER, **how})
    await says(house.server, asked, words)
    return asked


async def kept(house):
    return [subscription for subscription, _ in await house.digests.office.all()]


async def test_a_channel_is_subscribed_with_its_options(house):
    await say(house, "on", "the next one on Tuesday, 24 November 2026, 09:30", SETTINGS)
    [wanted] = await kept(house)
    assert (wanted.place.channel, wanted.by) == (house.server.channel_id, house.server.alice["id"])
    assert (wanted.topics, wanted.timezone, wanted.has_countdown) == (("dra", "cilium"), "Europe/Amsterdam", True)


async def test_what_is_left_out_stays_as_it_is(house):
    await say(house, "on", "Digests are on", SETTINGS)
    await say(house, "on", "No threads ahead", {"countdown": False})
    [wanted] = await kept(house)
    assert (wanted.topics, wanted.has_countdown, wanted.at) == (("dra", "cilium"), False, dt.time(9, 30))


async def test_only_who_may_manage_the_channel_changes_anything(house):
    await say(house, "on", "people who may manage this channel", SETTINGS, permissions=_NO_PERMISSIONS)
    assert await kept(house) == []


async def test_a_direct_message_has_no_digests(house):
    await say(house, "on", "in the channels of a server", where="bot_dm")
    assert await kept(house) == []


async def test_off_means_off(house):
    await say(house, "on", "Digests are on", SETTINGS)
    await say(house, "off", "Digests are off in this channel")
    assert await kept(house) == []


async def test_settings_and_now_tell_what_they_do(house):
    await say(house, "settings", "No digests in this channel")
    await say(house, "on", "Digests are on", SETTINGS)
    await say(house, "settings", "Tuesdays at 09:30, Europe/Amsterdam")
    await say(house, "now", "A digest is on its way")


async def test_a_preview_is_what_will_be_posted_and_nobody_else_sees_it(house, clock):
    await say(house, "on", "Digests are on", SETTINGS)
    asked = await say(house, "preview", "KubeCon digest, 24 November 2026")
    await house.server.until(lambda: len(asked.followups) >= 1, "the rest")
    assert house.server.posted() == []
    clock.now = dt.datetime(2026, 11, 24, 9, 31, tzinfo=dt.UTC)
    await house.digests.clockwork.tick()
    await house.digests.clockwork.settle()
    [parent] = house.server.posted()
    posted = [text_of(message) for message in (parent, *house.server.posted(parent["id"]))]
    assert posted == [text_of(asked.message), *map(text_of, asked.followups)]


async def test_time_zones_and_topics_complete_while_they_are_typed(house):
    offered = await house.server.autocomplete("kubecon digest on", "timezone", "amster")
    await offered.answer()
    assert [choice["value"] for choice in offered.choices] == ["Europe/Amsterdam"]
    offered = await house.server.autocomplete("kubecon digest on", "topics", "cilium, prometh")
    await offered.answer()
    assert "cilium, Prometheus" in [choice["value"] for choice in offered.choices]


async def test_a_time_that_is_none_is_named(house):
    await say(house, "on", "“25:00” is not a time of day", {"time": "25:00"})
    assert await kept(house) == []


def channel(house, kind, **more):
    """Make a channel of a kind, and return its id."""
    made = house.server.make_channel("place", kind, **more)
    house.server.channels[made["id"]] = made
    return made["id"]


def thread(house, parent):
    state = {"archived": False, "auto_archive_duration": 60, "archive_timestamp": iso_now(), "locked": False}
    counts = {"message_count": 0, "member_count": 1}
    return channel(house, 11, parent_id=parent, owner_id=house.server.alice["id"], thread_metadata=state, **counts)


async def test_a_thread_sends_on_to_its_channel(house):
    where = thread(house, house.server.channel_id)
    await say(house, "on", "ask in the channel that this thread belongs to", channel=where)
    assert await kept(house) == []


async def test_a_channel_without_threads_of_its_own_has_no_digests(house):
    await say(house, "on", "ask for them in a text channel", channel=channel(house, 2, bitrate=1, user_limit=0))
    assert await kept(house) == []


async def test_who_installed_the_bot_alone_is_told_where_digests_can_be_had(house):
    await say(house, "on", "that the bot is installed in", installed="user")
    assert await kept(house) == []


async def test_permissions_that_the_bot_lacks_are_named_before_anything_is_set(house):
    few = discord.Permissions(send_messages=True, send_messages_in_threads=True, read_message_history=True)
    lacking = {"app_permissions": str(few.value)}
    await say(house, "on", "give it there: View Channel, Create Public Threads; then ask again", **lacking)
    assert await kept(house) == []
    await say(house, "settings", "No digests in this channel", **lacking)


async def test_the_next_step_is_a_button_away(house):
    asked = await say(house, "on", "Digests are on", SETTINGS)
    assert buttons(asked.message) == ["Preview", "Post one now", "Settings", "Turn off"]
    pressed = await house.server.click(asked.message, label="Turn off", permissions=_MANAGER)
    await says(house.server, pressed, "Digests are off in this channel")
    assert await kept(house) == []
    again = await house.server.click(pressed.message, label="Turn on again", permissions=_MANAGER)
    await says(house.server, again, "Tuesdays at 09:30, Europe/Amsterdam")
    [wanted] = await kept(house)
    assert wanted.topics == ("dra", "cilium")


async def test_a_button_does_no_more_than_the_person_may(house):
    asked = await say(house, "on", "Digests are on", SETTINGS)
    pressed = await house.server.click(asked.message, label="Turn off", permissions=_NO_PERMISSIONS)
    await says(house.server, pressed, "people who may manage this channel")
    assert len(await kept(house)) == 1


async def test_who_presses_below_a_digest_gets_an_answer_alone_and_the_digest_stays(house, clock):
    await say(house, "on", "Digests are on", {**SETTINGS, "topics": "prometheus"})
    clock.now = MONDAY + dt.timedelta(days=1)
    await house.digests.clockwork.tick()
    await house.digests.clockwork.settle()
    [parent] = house.server.posted()
    [reply] = house.server.posted(parent["id"])
    before = text_of(reply)
    pressed = await house.server.click(reply, label="more on Prometheus", permissions=_NO_PERMISSIONS)
    await says(house.server, pressed, "### Prometheus")
    assert pressed.message["flags"] & discord.MessageFlags(ephemeral=True).value
    assert text_of(house.server.posted(parent["id"])[0]) == before


async def test_only_commands_are_told_of_here(house):
    asked = await say(house, "settings", "No digests in this channel")
    assert "What you can type" not in text_of(asked.message)


async def test_a_database_that_is_gone_is_told(house, tmp_path):
    with closing(sqlite3.connect(tmp_path / "kubecon.db")) as database:
        database.execute("DROP TABLE subscriptions")
    await say(house, "on", "That cannot be done just now", SETTINGS)


async def test_the_commands_of_digests_have_names_and_descriptions_in_each_language(house):
    (kubecon,) = [command for command in house.server.commands[None] if command["name"] == "kubecon"]
    (digest,) = [option for option in kubecon["options"] if option["name"] == "digest"]
    commands = {option["name"]: option for option in digest["options"]}
    weekday = next(option for option in commands["on"]["options"] if option["name"] == "weekday")
    assert set(commands) == {"on", "off", "settings", "preview", "now"}
    for language in ("de", "fr", "ja", "es-ES", "es-419", "zh-CN", "zh-TW"):
        for one in (digest, *commands.values(), *commands["on"]["options"]):
            assert one["description_localizations"][language]
        for one in (*commands.values(), *commands["on"]["options"]):
            # countdown is the same word in German, and what is the same is not sent
            assert language == "de" or one["name_localizations"][language]
        assert all(choice["name_localizations"][language] for choice in weekday["choices"])


def test_the_permissions_that_are_asked_for_are_told_of_with_their_reasons():
    told = (Path(__file__).resolve().parents[3] / "docs/discord.md").read_text(encoding="utf-8")
    table = told.partition("| permission | why |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| ([A-Z][A-Za-z ]+) \| ", table, re.MULTILINE)
    flags = [name.lower().replace(" ", "_").replace("channels", "channel") for name in rows]
    assert discord.Permissions(**dict.fromkeys(flags, True)) == PERMISSIONS
