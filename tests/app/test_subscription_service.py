import asyncio
import datetime as dt

import pytest

from bot.app.digest_services import open_digests
from bot.app.store_config import StoreConfig
from bot.cards.card_to_text import card_to_text
from bot.delivery.clock import Clock
from bot.errors import StoreError
from bot.model.answer_page import value_to_page
from bot.store.asked_topics import AskedTopics
from tests.database_template import put_database
from tests.delivery.harness import at_slack
from tests.digests.conftest import MONDAY
from tests.engine_fixture import open_small_engine


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return open_small_engine(tmp_path_factory.mktemp("index"))


@pytest.fixture
async def subscription_service(engine, tmp_path):
    put_database(tmp_path / "kubecon.db")
    async with open_digests(engine, StoreConfig("", tmp_path, "Asia/Tokyo"), Clock(lambda: MONDAY)) as digests:
        yield digests.subscription_service


async def say(subscription_service, typed, timezone=""):
    return (await subscription_service.answer(at_slack(), "U0ALICE", typed, timezone))[0]


async def kept(subscription_service):
    return [subscription for subscription, _ in await subscription_service.all()]


def lines(card):
    return {action.label: value_to_page(action.value).words for action in card.actions}


async def test_the_zone_of_the_asker_counts_before_that_of_the_settings(subscription_service):
    await say(subscription_service, "on", "Europe/Oslo")
    assert (await kept(subscription_service))[0].timezone == "Europe/Oslo"
    await say(subscription_service, "off")
    await say(subscription_service, "on", "Nowhere/Land")
    assert (await kept(subscription_service))[0].timezone == "Asia/Tokyo"


async def test_two_topics_with_and_between_are_two_where_both_are_known(subscription_service):
    await say(subscription_service, "on topics dra and cilium, rock & roll")
    assert (await kept(subscription_service))[0].topics == ("dra", "cilium", "rock & roll")


async def test_a_topic_that_the_recaps_do_not_hold_is_told(subscription_service):
    card = await say(subscription_service, "on topics cilium, zzz-no-such-thing")
    assert card.sections[1].heading == "Not in the recaps so far"
    assert [item.text for item in card.sections[1].items] == ["zzz-no-such-thing"]


async def test_a_topic_without_the_word_before_it_is_offered_with_it(subscription_service):
    card = await say(subscription_service, "mon 9:00 cilium")
    assert card.title == "“cilium” is not a weekday, time, time zone or setting"
    assert lines(card) == {"mon 9:00 topics cilium": "digest mon 9:00 topics cilium", "Settings": "digest settings"}
    assert await kept(subscription_service) == []


async def test_what_is_no_topic_either_is_not_offered(subscription_service):
    assert list(lines(await say(subscription_service, "someday"))) == ["Settings"]


async def test_turned_off_by_mistake_it_is_turned_on_again_as_it_was(subscription_service):
    await say(subscription_service, "fri 17:30 Europe/Oslo countdown off topics cilium, dra")
    (before,) = await kept(subscription_service)
    again = lines(await say(subscription_service, "off"))["Turn on again"]
    assert await kept(subscription_service) == []
    await say(subscription_service, again.removeprefix("digest "))
    assert await kept(subscription_service) == [before]


async def test_off_where_there_were_none_changes_nothing(subscription_service):
    assert (await say(subscription_service, "off")).title == "There were no digests in this channel"


async def test_what_can_be_done_next_is_one_tap_away(subscription_service):
    assert list(lines(await say(subscription_service, ""))) == ["Turn on", "Preview"]
    assert list(lines(await say(subscription_service, "on"))) == ["Preview", "Post one now", "Settings", "Turn off"]
    assert list(lines(await say(subscription_service, ""))) == ["Preview", "Post one now", "Turn off"]


async def test_a_preview_may_be_of_topics_that_are_not_set(subscription_service):
    (nothing,) = await subscription_service.answer(at_slack(), "U0ALICE", "preview topics zzz-no-such-thing")
    assert card_to_text(nothing).startswith(
        "There would be no digest · the recaps contain nothing on zzz-no-such-thing"
    )
    parent, *_ = await subscription_service.answer(at_slack(), "U0ALICE", "preview topics cilium history")
    assert parent.title == "KubeCon digest, 30 November 2026"
    assert await kept(subscription_service) == []


async def test_nothing_to_post_at_once_is_told(subscription_service):
    await say(subscription_service, "on topics zzz-no-such-thing")
    assert (await say(subscription_service, "now")).subtitle == "the recaps contain nothing on zzz-no-such-thing"
    assert await subscription_service.last_delivery(at_slack()) is None


async def test_a_countdown_alone_says_that_there_is_no_weekly_thread(subscription_service):
    card = await say(subscription_service, "weekly off")
    assert card.sections[0].items[0].text == "No weekly thread"
    assert "about KubeCon" in card.subtitle
    assert [one.at for one in await kept(subscription_service)] == [dt.time(9)]


async def test_both_off_is_off(subscription_service):
    await say(subscription_service, "on")
    assert (await say(subscription_service, "weekly off countdown off")).title == "Digests are off in this channel"
    assert await kept(subscription_service) == []


async def test_following_a_topic_asks_first_with_everything_filled_in(subscription_service):
    card = await say(subscription_service, "follow karmada")
    assert card.title == "Weekly digest on karmada"
    assert await kept(subscription_service) == []
    turn_on = value_to_page(card.actions[0].value).words
    assert turn_on == "digest Monday 09:00 Asia/Tokyo weekly on countdown on topics karmada"
    await say(subscription_service, turn_on.removeprefix("digest "))
    again = await say(subscription_service, "follow cilium")
    assert "topics cilium, karmada" in value_to_page(again.actions[0].value).words


async def test_settings_offer_what_the_channel_looks_up_and_gets_nothing_of(subscription_service):
    await say(subscription_service, "on topics karmada")
    for name in ("Cilium", "Dynamic Resource Allocation", "Cilium", "Karmada"):
        subscription_service.count_lookup(at_slack(), (name,))
    await subscription_service.finish()
    card = await say(subscription_service, "settings")
    often = next(section for section in card.sections if section.heading == "Often looked up here")
    assert [item.text for item in often.items] == ["Cilium (2 times)", "Dynamic Resource Allocation (1 time)"]
    assert lines(card)["Add Cilium"] == "digest follow Cilium"


async def test_what_is_being_counted_is_waited_for_before_the_database_is_closed(subscription_service):
    subscription_service.count_lookup(at_slack(), ("Cilium",))
    await subscription_service.finish()
    subscription, _ = await subscription_service.subscription(at_slack(), "U0ALICE")
    assert await subscription_service.asked_topics(subscription) == [("Cilium", 1)]


async def test_a_lookup_that_cannot_be_counted_is_missing_and_no_more(subscription_service, monkeypatch):
    started = []

    async def fail(_counts, _channel, topics):
        started.append(topics)
        raise StoreError("the database is away")

    monkeypatch.setattr(AskedTopics, "count", fail)
    subscription_service.count_lookup(at_slack(), ("Cilium",))
    (counting,) = asyncio.all_tasks() - {asyncio.current_task()}
    await subscription_service.finish()
    assert (started, counting.exception()) == ([("Cilium",)], None)


async def test_where_digests_are_off_what_the_channel_looks_up_is_offered_too(subscription_service):
    subscription_service.count_lookup(at_slack(), ("Cilium",))
    await subscription_service.finish()
    assert lines(await say(subscription_service, "settings"))["Add Cilium"] == "digest follow Cilium"
