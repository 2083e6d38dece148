"""Deliver digests to a forum, as posts, and to an announcement channel, published: each exactly once, whoever dies."""

import dataclasses

import pytest

from bot.delivery.protocol import MessageRejectedError
from bot.model.card import Card
from bot.model.channel import Channel
from bot.model.delivery import OutgoingMessage
from bot.store.subscriptions import Subscriptions
from emulators.discord.read_message import text_of
from emulators.discord.rest import CROSSPOSTED, NONCE_SECONDS, REQUIRES_TAG
from emulators.discord.world import ANNOUNCEMENTS, FORUM
from emulators.fault_points import PARENT, REPLY, AtDiscord, die, stand_in
from tests.delivery.harness import ManualClock, process, states, subscribe, work
from tests.digests.conftest import MONDAY

pytestmark = pytest.mark.usefixtures("monday")
KEY, OTHER_KEY = "c0ffee" * 4, "decade" * 4
POST = ("POST", "/channels/{channel_id}/threads")
SEND = ("POST", "/channels/{channel_id}/messages")
CROSSPOST = ("POST", "/channels/{channel_id}/messages/{message_id}/crosspost")


class Place(AtDiscord):
    """A channel of another kind, with the digest's messages wherever they are."""

    def __init__(self, at, kind, **more):
        super().__init__(at.server, at.clients)
        self.kind, self.id = kind, at.server.add_channel("news", kind, **more)
        self.channel = Channel("discord", at.server.guild_id, self.id)

    def parents(self):
        if self.kind == FORUM:
            posts = [one["id"] for one in self.server.channels.values() if one.get("parent_id") == self.id]
            return [message for post in posts for message in self.server.posted(post) if message["id"] == post]
        return self.server.posted(self.id)

    def replies(self):
        return [one for parent in self.parents() for one in self.server.posted(parent["id"]) if one != parent]

    def titles(self):
        found = (*self.parents(), *self.replies())
        return [text_of(message).splitlines()[0].removeprefix("### ") for message in found]


@pytest.fixture
async def opened():
    async with stand_in("discord") as opened:
        yield opened


@pytest.fixture(params=[FORUM, ANNOUNCEMENTS], ids=["forum", "announcements"])
def at(opened, request):
    return Place(opened, request.param)


@pytest.fixture
def forum(opened):
    return Place(opened, FORUM)


@pytest.fixture
def announcements(opened):
    return Place(opened, ANNOUNCEMENTS)


@pytest.fixture
def clock():
    return ManualClock(MONDAY)


async def subscribed(at, database):
    wanted = await subscribe(database, at.channel)
    await Subscriptions(database).put(dataclasses.replace(wanted, by=at.person), MONDAY)
    return wanted.channel


def outgoing(at, key=KEY, thread="", title="Otters this week"):
    return OutgoingMessage(at.channel, Card("Otters", alt_text="Otters"), key, thread, title)


async def test_a_digest_is_one_parent_with_its_messages_below(at, database, clock):
    place = await subscribed(at, database)
    await work(process(database, "first", clock, await at.publisher()), clock, 1)
    assert at.titles() == [PARENT, REPLY]
    assert at.server.channels[at.parents()[0]["id"]]["name"] == PARENT
    assert await states(database, place) == ["sent"]
    is_published = bool(at.parents()[0]["flags"] & CROSSPOSTED)
    assert is_published is (at.kind == ANNOUNCEMENTS)
    assert not any(message["flags"] & CROSSPOSTED for message in at.replies())


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", [0, 1, 2, 3])
async def test_a_process_that_dies_leaves_each_message_once_and_published(at, database, clock, when, step):
    place = await subscribed(at, database)
    dying = process(database, "first", clock, await at.publisher(at=step, **{when: die}))
    await dying.tick()
    await dying.settle()
    at.server.skew = NONCE_SECONDS + 1
    await work(process(database, "first", clock, await at.publisher()), clock, 2)
    assert at.titles() == [PARENT, REPLY]
    assert bool(at.parents()[0]["flags"] & CROSSPOSTED) is (at.kind == ANNOUNCEMENTS)
    assert await states(database, place) == ["sent"]


@pytest.mark.parametrize("status", [500, 502, 503])
@pytest.mark.parametrize("route", [POST, SEND, CROSSPOST], ids=["post", "send", "crosspost"])
async def test_an_answer_that_is_lost_leaves_each_message_once(at, database, clock, route, status):
    place = await subscribed(at, database)
    at.server.lose(*route, status=status)
    await work(process(database, "first", clock, await at.publisher()), clock, 3)
    assert at.titles() == [PARENT, REPLY]
    assert await states(database, place) == ["sent"]


async def test_a_post_is_found_below_others_of_the_same_name_and_after_it_was_archived(forum):
    publisher = await forum.publisher()
    first, second = [await publisher.post(outgoing(forum, key)) for key in (KEY, OTHER_KEY)]
    forum.server.channels[first]["thread_metadata"]["archived"] = True
    assert await publisher.find_posted(outgoing(forum), MONDAY) == first
    assert await publisher.find_posted(outgoing(forum, OTHER_KEY), MONDAY) == second
    assert await publisher.find_posted(outgoing(forum, "abba" * 6), MONDAY) == ""


async def test_a_post_whose_message_was_deleted_is_passed_over(forum):
    publisher = await forum.publisher()
    first, second = [await publisher.post(outgoing(forum, key)) for key in (KEY, OTHER_KEY)]
    forum.server.messages[second].clear()
    assert await publisher.find_posted(outgoing(forum), MONDAY) == first


async def test_a_post_that_a_person_deletes_ends_the_digest_and_pauses_nothing(forum):
    publisher = await forum.publisher()
    post = await publisher.post(outgoing(forum))
    del forum.server.channels[post]
    with pytest.raises(MessageRejectedError, match="the post of the digest was deleted"):
        await publisher.post(outgoing(forum, OTHER_KEY, post))


async def test_a_forum_that_requires_a_tag_gets_its_first_free_one(opened):
    tags = [{"id": "7", "name": "Staff", "moderated": True}, {"id": "8", "name": "News", "moderated": False}]
    forum = Place(opened, FORUM, flags=REQUIRES_TAG, available_tags=tags)
    await (await forum.publisher()).post(outgoing(forum))
    [asked] = [call.body for call in opened.server.calls if (call.method, call.route) == POST]
    assert asked["applied_tags"] == ["8"]
    assert asked["message"]["allowed_mentions"] == {"parse": []}


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (400, 50035)])
async def test_what_may_not_be_published_is_posted_nevertheless(announcements, database, clock, status, code):
    place = await subscribed(announcements, database)
    announcements.server.fail(*CROSSPOST, status=status, code=code)
    await work(process(database, "first", clock, await announcements.publisher()), clock, 1)
    assert announcements.titles() == [PARENT, REPLY]
    assert await states(database, place) == ["sent"]


async def test_a_limit_on_publishing_is_waited_for_and_nothing_posted_twice(announcements, database, clock):
    place = await subscribed(announcements, database)
    announcements.server.fail(*CROSSPOST, status=429, retry_after=70)
    announcements.server.skew = NONCE_SECONDS + 1
    await work(process(database, "first", clock, await announcements.publisher()), clock, 2)
    assert announcements.titles() == [PARENT, REPLY]
    assert announcements.parents()[0]["flags"] & CROSSPOSTED
    assert await states(database, place) == ["sent"]
