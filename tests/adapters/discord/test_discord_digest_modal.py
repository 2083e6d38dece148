"""Set digests in Discord with a modal: its fields, the chosen channel, what may be missing there, and a restart."""

import sqlite3
from contextlib import closing

import discord
import pytest

from emulators.discord.modal_rules import CHANNEL_SELECT, CHECKBOX_GROUP, RADIO_GROUP, check_modal, fields_of
from emulators.discord.read_message import wait_for_text
from emulators.discord.world import ANNOUNCEMENTS, FORUM, iso_now
from tests.adapters.discord.conftest import opened_with_digests
from tests.adapters.slack.conftest import busy_database

MANAGER = str(discord.Permissions(manage_channels=True).value)
FILLED = {"weekday": "Tuesday", "when": "9:30 Europe/Amsterdam", "topics": "dra, cilium"}


@pytest.fixture
async def logged_in(engine, tmp_path):
    async with opened_with_digests(engine, tmp_path) as opened:
        yield opened


async def open_settings(logged_in, **how):
    return await logged_in.server.slash("kubecon digest settings", {}, **{"permissions": MANAGER, **how})


async def fill_in(logged_in, words, values=None, opened=None, **how):
    opened = opened or await open_settings(logged_in)
    sent = await logged_in.server.fill_in(opened, values or FILLED, **{"permissions": MANAGER, **how})
    await wait_for_text(logged_in.server, sent, words)
    return sent


async def kept(logged_in):
    return [subscription for subscription, _ in await logged_in.digests.subscription_service.all()]


async def test_a_channel_is_subscribed_by_what_is_filled_in(logged_in):
    await fill_in(logged_in, "the next one on Tuesday, 24 November 2026, 09:30")
    [wanted] = await kept(logged_in)
    assert (wanted.channel.id, wanted.by) == (logged_in.server.channel_id, logged_in.server.alice["id"])
    assert (wanted.topics, wanted.timezone, wanted.is_weekly) == (("dra", "cilium"), "Europe/Amsterdam", True)


async def test_the_modal_shows_what_is_set_and_asks_with_boxes_radios_and_selects(logged_in):
    await fill_in(logged_in, "Digests are on", {**FILLED, "threads": ["weekly"]})
    opened = await open_settings(logged_in)
    await opened.answer()
    fields = {field["custom_id"]: field for field in fields_of(opened.modal)}
    assert [fields[name]["type"] for name in ("channel", "threads", "weekday")] == [
        CHANNEL_SELECT,
        CHECKBOX_GROUP,
        RADIO_GROUP,
    ]
    assert [one["value"] for one in fields["threads"]["options"] if one.get("default")] == ["weekly"]
    assert [one["value"] for one in fields["weekday"]["options"] if one.get("default")] == ["Tuesday"]
    assert (fields["when"]["value"], fields["topics"]["value"]) == ("09:30 Europe/Amsterdam", "dra, cilium")
    assert "24 November" in opened.modal["components"][0]["description"]


async def test_labels_are_in_the_language_of_the_reader(logged_in):
    opened = await open_settings(logged_in, locale="de")
    await opened.answer()
    assert [part["label"] for part in opened.modal["components"]][:2] == ["Kanal", "Was gepostet wird"]


async def test_nothing_ticked_turns_digests_off(logged_in):
    await fill_in(logged_in, "Digests are on")
    await fill_in(logged_in, "Digests are off in this channel", {"threads": []}, app_permissions="0")
    assert await kept(logged_in) == []


@pytest.mark.parametrize("kind", [0, ANNOUNCEMENTS, FORUM])
async def test_another_channel_can_be_chosen(logged_in, kind):
    chosen = logged_in.server.add_channel("news", kind)
    await fill_in(logged_in, "Digests are on", {**FILLED, "channel": [chosen]})
    assert [one.channel.id for one in await kept(logged_in)] == [chosen]


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        (0, "Create Public Threads, Send Messages in Threads, Read Message History"),
        (ANNOUNCEMENTS, "Create Public Threads, Send Messages in Threads, Read Message History"),
        (FORUM, "Send Messages in Posts, Read Message History"),
    ],
)
async def test_what_the_bot_may_not_do_in_the_chosen_channel_is_named_before_anything_is_saved(
    logged_in, kind, missing
):
    chosen = logged_in.server.add_channel("news", kind)
    few = str(discord.Permissions(view_channel=True, send_messages=True).value)
    words = f"The bot may not post digests in #news\n-# give it there: {missing}; then ask again"
    await fill_in(logged_in, words, {**FILLED, "channel": [chosen]}, app_permissions=few)
    assert await kept(logged_in) == []


async def test_in_a_post_of_a_forum_the_forum_is_meant(logged_in):
    forum = logged_in.server.add_channel("questions", FORUM)
    await logged_in.restart()  # which gets to know the forum
    state = {"archived": False, "auto_archive_duration": 60, "archive_timestamp": iso_now(), "locked": False}
    about = {"parent_id": forum, "owner_id": logged_in.server.alice["id"], "thread_metadata": state}
    post = logged_in.server.add_channel("How do otters swim?", 11, message_count=0, member_count=1, **about)
    opened = await open_settings(logged_in, channel=post)
    await fill_in(logged_in, "Digests are on", opened=opened)
    assert [one.channel.id for one in await kept(logged_in)] == [forum]


async def test_a_channel_that_the_person_may_not_manage_is_left_as_it_is(logged_in):
    opened, chosen = await open_settings(logged_in), logged_in.server.add_channel("news", 0)
    values = {**FILLED, "channel": [chosen]}
    await fill_in(logged_in, "people who may manage this channel", values, opened, permissions="0")
    assert await kept(logged_in) == []


async def test_who_may_manage_nothing_is_told_so_without_a_modal(logged_in):
    asked = await open_settings(logged_in, permissions="0")
    await wait_for_text(logged_in.server, asked, "people who may manage this channel")


async def test_a_time_that_is_none_is_named_and_nothing_saved(logged_in):
    await fill_in(logged_in, "“25:00” is not a time of day", {**FILLED, "when": "25:00"})
    assert await kept(logged_in) == []


async def test_a_modal_from_before_a_restart_is_saved(logged_in):
    opened = await open_settings(logged_in)
    await opened.answer()
    await logged_in.restart()
    await fill_in(logged_in, "Digests are on", opened=opened)
    assert len(await kept(logged_in)) == 1


async def test_a_modal_that_no_version_knows_is_answered(logged_in):
    opened = await open_settings(logged_in)
    await opened.answer()
    opened.modal["custom_id"] = "k0:otters"
    await fill_in(logged_in, "too old to be understood", opened=opened)


async def test_a_database_that_is_gone_is_told_in_place_of_the_modal(logged_in, tmp_path):
    with closing(sqlite3.connect(tmp_path / "kubecon.db")) as database:
        database.execute("DROP TABLE subscriptions")
    asked = await open_settings(logged_in)
    await wait_for_text(logged_in.server, asked, "That cannot be done just now")


async def test_a_busy_database_is_waited_for_with_a_card_in_place_of_the_modal(logged_in, tmp_path):
    with busy_database(tmp_path):
        asked = await open_settings(logged_in)
        await asked.answer()
        assert asked.deferred
    await wait_for_text(logged_in.server, asked, "No digests in this channel")


def test_modals_that_discord_would_refuse_are_refused():
    def found(*parts, title="Otters"):
        return [str(one) for one in check_modal({"title": title, "custom_id": "k1:x", "components": list(parts)})]

    text = {"type": 4, "custom_id": "a", "style": 1}
    assert found({"type": 18, "label": "Name", "component": text}) == []
    assert "45" in found({"type": 18, "label": "Name", "component": text}, title="x" * 46)[0]
    assert "cannot be in a label" in found({"type": 18, "label": "Name", "component": {"type": 2, "custom_id": "b"}})[0]
    assert "deprecated" in found({"type": 1, "components": [text]})[0]
    assert "5" in found(*({"type": 18, "label": "N", "component": {**text, "custom_id": str(n)}} for n in range(6)))[0]
    lone = {"type": 21, "custom_id": "r", "options": [{"label": "One", "value": "1"}]}
    assert "between 2 and 10" in found({"type": 18, "label": "Name", "component": lone})[0]
