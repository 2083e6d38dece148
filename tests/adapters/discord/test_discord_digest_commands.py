import asyncio
import datetime as dt
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import discord
import pytest

from adapters.discord.client import PERMISSIONS
from bot.app.digest_services import open_digests
from bot.app.store_config import StoreConfig
from bot.delivery.clock import Clock
from emulators.discord.logged_in_bot import open_logged_in_bot
from emulators.discord.read_message import buttons, text_of, wait_for_text
from emulators.discord.world import iso_now
from tests.database_template import put_database
from tests.digests.conftest import MONDAY

_MANAGER = str(discord.Permissions(manage_channels=True).value)
_NO_PERMISSIONS = "0"
SETTINGS = {"weekday": "Tuesday", "time": "09:30", "timezone": "Europe/Amsterdam", "topics": "dra, cilium"}


class SetClock:
    now = MONDAY


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture
async def logged_in(engine, tmp_path, clock):
    put_database(tmp_path / "kubecon.db")
    steady = Clock(lambda: clock.now, sleep=lambda _seconds: asyncio.sleep(0))
    async with (
        open_digests(engine, StoreConfig("", tmp_path), steady) as digests,
        open_logged_in_bot(engine, tmp_path, digests) as opened,
    ):
        await digests.delivery_worker.tick()  # as the first seconds of a process
        yield opened
        assert (opened.server.violations, opened.server.warnings) == ([], [])


async def say(logged_in, command, words, values=None, **how):
    asked = await logged_in.server.slash(f"kubecon digest {command}", values or {}, **{"permissions": _MANAGER, **how})
    await wait_for_text(logged_in.server, asked, words)
    return asked


async def kept(logged_in):
    return [subscription for subscription, _ in await logged_in.digests.subscription_service.all()]


async def test_a_channel_is_subscribed_with_its_options(logged_in):
    await say(logged_in, "on", "the next one on Tuesday, 24 November 2026, 09:30", SETTINGS)
    [wanted] = await kept(logged_in)
    assert (wanted.channel.id, wanted.by) == (logged_in.server.channel_id, logged_in.server.alice["id"])
    assert (wanted.topics, wanted.timezone, wanted.has_countdown) == (("dra", "cilium"), "Europe/Amsterdam", True)


async def test_what_is_left_out_stays_as_it_is(logged_in):
    await say(logged_in, "on", "Digests are on", SETTINGS)
    await say(logged_in, "on", "No threads ahead", {"countdown": False})
    [wanted] = await kept(logged_in)
    assert (wanted.topics, wanted.has_countdown, wanted.at) == (("dra", "cilium"), False, dt.time(9, 30))


async def test_only_who_may_manage_the_channel_changes_anything(logged_in):
    await say(logged_in, "on", "people who may manage this channel", SETTINGS, permissions=_NO_PERMISSIONS)
    assert await kept(logged_in) == []


async def test_a_direct_message_has_no_digests(logged_in):
    await say(logged_in, "on", "in the channels of a server", where="bot_dm")
    assert await kept(logged_in) == []


async def test_off_means_off(logged_in):
    await say(logged_in, "on", "Digests are on", SETTINGS)
    await say(logged_in, "off", "Digests are off in this channel")
    assert await kept(logged_in) == []


async def test_now_tells_what_it_does(logged_in):
    await say(logged_in, "on", "Digests are on", SETTINGS)
    await say(logged_in, "now", "A digest is on its way")


async def test_a_preview_is_what_will_be_posted_and_nobody_else_sees_it(logged_in, clock):
    await say(logged_in, "on", "Digests are on", SETTINGS)
    asked = await say(logged_in, "preview", "KubeCon digest, 24 November 2026")
    await logged_in.server.until(lambda: len(asked.followups) >= 1, "the rest")
    assert logged_in.server.posted() == []
    clock.now = dt.datetime(2026, 11, 24, 9, 31, tzinfo=dt.UTC)
    await logged_in.digests.delivery_worker.tick()
    await logged_in.digests.delivery_worker.settle()
    [parent] = logged_in.server.posted()
    posted = [text_of(message) for message in (parent, *logged_in.server.posted(parent["id"]))]
    assert posted == [text_of(asked.message), *map(text_of, asked.followups)]


async def test_time_zones_and_topics_complete_while_they_are_typed(logged_in):
    offered = await logged_in.server.autocomplete("kubecon digest on", "timezone", "amster")
    await offered.answer()
    assert [choice["value"] for choice in offered.choices] == ["Europe/Amsterdam"]
    offered = await logged_in.server.autocomplete("kubecon digest on", "topics", "cilium, prometh")
    await offered.answer()
    assert "cilium, Prometheus" in [choice["value"] for choice in offered.choices]


async def test_a_time_that_is_none_is_named(logged_in):
    await say(logged_in, "on", "“25:00” is not a time of day", {"time": "25:00"})
    assert await kept(logged_in) == []


def channel(logged_in, kind, **more):
    """Make a channel of a kind, and return its id."""
    made = logged_in.server.make_channel("place", kind, **more)
    logged_in.server.channels[made["id"]] = made
    return made["id"]


def thread(logged_in, parent):
    state = {"archived": False, "auto_archive_duration": 60, "archive_timestamp": iso_now(), "locked": False}
    counts = {"message_count": 0, "member_count": 1}
    return channel(
        logged_in, 11, parent_id=parent, owner_id=logged_in.server.alice["id"], thread_metadata=state, **counts
    )


async def test_a_thread_sends_on_to_its_channel(logged_in):
    where = thread(logged_in, logged_in.server.channel_id)
    await say(logged_in, "on", "ask in the channel that this thread belongs to", channel=where)
    assert await kept(logged_in) == []


async def test_a_channel_without_threads_of_its_own_has_no_digests(logged_in):
    await say(
        logged_in, "on", "ask for them in a text, announcement", channel=channel(logged_in, 2, bitrate=1, user_limit=0)
    )
    assert await kept(logged_in) == []


async def test_who_installed_the_bot_alone_is_told_where_digests_can_be_had(logged_in):
    await say(logged_in, "on", "that the bot is installed in", installed="user")
    assert await kept(logged_in) == []


async def test_permissions_that_the_bot_lacks_are_named_before_anything_is_set(logged_in):
    few = discord.Permissions(send_messages=True, send_messages_in_threads=True, read_message_history=True)
    lacking = {"app_permissions": str(few.value)}
    await say(logged_in, "on", "give it there: View Channel, Create Public Threads; then ask again", **lacking)
    assert await kept(logged_in) == []
    await say(logged_in, "off", "There were no digests", **lacking)


async def test_the_next_step_is_a_button_away(logged_in):
    asked = await say(logged_in, "on", "Digests are on", SETTINGS)
    assert buttons(asked.message) == ["Preview", "Post one now", "Settings", "Turn off"]
    pressed = await logged_in.server.click(asked.message, label="Turn off", permissions=_MANAGER)
    await wait_for_text(logged_in.server, pressed, "Digests are off in this channel")
    assert await kept(logged_in) == []
    again = await logged_in.server.click(pressed.message, label="Turn on again", permissions=_MANAGER)
    await wait_for_text(logged_in.server, again, "Tuesdays at 09:30, Europe/Amsterdam")
    [wanted] = await kept(logged_in)
    assert wanted.topics == ("dra", "cilium")


async def test_a_button_does_no_more_than_the_person_may(logged_in):
    asked = await say(logged_in, "on", "Digests are on", SETTINGS)
    pressed = await logged_in.server.click(asked.message, label="Turn off", permissions=_NO_PERMISSIONS)
    await wait_for_text(logged_in.server, pressed, "people who may manage this channel")
    assert len(await kept(logged_in)) == 1


async def test_who_presses_below_a_digest_gets_an_answer_alone_and_the_digest_stays(logged_in, clock):
    await say(logged_in, "on", "Digests are on", {**SETTINGS, "topics": "prometheus"})
    clock.now = MONDAY + dt.timedelta(days=1)
    await logged_in.digests.delivery_worker.tick()
    await logged_in.digests.delivery_worker.settle()
    [parent] = logged_in.server.posted()
    [reply] = logged_in.server.posted(parent["id"])
    before = text_of(reply)
    pressed = await logged_in.server.click(reply, label="more on Prometheus", permissions=_NO_PERMISSIONS)
    await wait_for_text(logged_in.server, pressed, "### Prometheus")
    assert pressed.message["flags"] & discord.MessageFlags(ephemeral=True).value
    assert text_of(logged_in.server.posted(parent["id"])[0]) == before


async def test_only_commands_are_told_of_here(logged_in):
    asked = await say(logged_in, "on", "Digests are on", SETTINGS)
    pressed = await logged_in.server.click(asked.message, label="Settings", permissions=_MANAGER)
    await wait_for_text(logged_in.server, pressed, "Tuesdays at 09:30, Europe/Amsterdam")
    assert "What you can type" not in text_of(pressed.message)


async def test_a_database_that_is_gone_is_told(logged_in, tmp_path):
    with closing(sqlite3.connect(tmp_path / "kubecon.db")) as database:
        database.execute("DROP TABLE subscriptions")
    await say(logged_in, "on", "That cannot be done just now", SETTINGS)


async def test_the_commands_of_digests_have_names_and_descriptions_in_each_language(logged_in):
    (kubecon,) = [command for command in logged_in.server.commands[None] if command["name"] == "kubecon"]
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
