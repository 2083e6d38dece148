"""Save a whole thread in Discord: its messages, and what Discord does not show a bot without a privileged intent."""

import pytest

from emulators.discord.modal_rules import fields_of
from emulators.discord.world import FORUM, iso_now
from tests.adapters.discord.conftest import opened_with_digests
from tests.adapters.discord.test_discord_save_menu import choose, found, save

MESSAGES = ("GET", "/channels/{channel_id}/messages")


@pytest.fixture
async def logged_in(otter_engine, tmp_path):
    async with opened_with_digests(otter_engine, tmp_path) as opened:
        yield opened


async def begin_thread(server, *replies):
    first = await server.say("A plover ran Cilium.")
    await server.thread(server.channel_id, {"name": "Plovers"}, message_id=first["id"])
    for reply in replies:
        await server.say(reply, user=server.bob, channel=first["id"])
    return first


def text_field(opened):
    return next(field for field in fields_of(opened.modal) if field["custom_id"] == "text")["value"]


def notes(opened):
    return [part.get("description") for part in opened.modal["components"] if part.get("description")]


async def test_the_messages_of_a_thread_are_saved_with_its_first_one(logged_in):
    first = await begin_thread(logged_in.server, "A curlew ran Kueue.", "A dunlin ran *both*.")
    opened = await choose(logged_in, message=first)
    assert text_field(opened) == "A plover ran Cilium.\nA curlew ran Kueue.\nA dunlin ran *both*."
    assert notes(opened) == []
    await save(logged_in, opened=opened)
    assert "A curlew ran Kueue." in await found(logged_in, "kueue")


async def test_what_discord_does_not_show_is_told(logged_in):
    server = logged_in.server
    first = await begin_thread(server, "A curlew ran Kueue.", f"<@{server.app_id}> A dunlin ran both.", "Nice.")
    server.app_flags = 0
    opened = await choose(logged_in, message=first)
    assert "dunlin" in text_field(opened)
    assert "curlew" not in text_field(opened)
    assert notes(opened) == ["Discord shows the bot no text of some replies; add what matters"]


async def test_a_post_of_a_forum_is_saved_whole(logged_in):
    server = logged_in.server
    state = {"archived": False, "auto_archive_duration": 60, "archive_timestamp": iso_now(), "locked": False}
    forum = server.add_channel("questions", FORUM)
    about = {"parent_id": forum, "owner_id": server.alice["id"], "thread_metadata": state}
    post = server.add_channel("Plovers", 11, message_count=1, member_count=1, **about)
    first = server.make_message(server.alice, post, {"content": "A plover ran Cilium."}) | {"id": post}
    server.messages[post] = [first]
    await server.say("A curlew ran Kueue.", channel=post)
    opened = await choose(logged_in, message=first, channel=post)
    assert text_field(opened) == "A plover ran Cilium.\nA curlew ran Kueue."


async def test_a_long_thread_is_cut_to_what_the_form_takes(logged_in):
    first = await begin_thread(logged_in.server, *["A dunlin ran both. " * 50] * 6)
    assert len(text_field(await choose(logged_in, message=first))) <= 3000


async def test_a_thread_that_cannot_be_read_leaves_its_first_message(logged_in):
    first = await begin_thread(logged_in.server, "A curlew ran Kueue.")
    logged_in.server.fail(*MESSAGES, status=403, code=50001)
    opened = await choose(logged_in, message=first)
    assert text_field(opened) == "A plover ran Cilium."
    assert notes(opened) == ["The messages of the thread cannot be read; add what matters"]
