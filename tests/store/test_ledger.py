import asyncio
import dataclasses
import datetime as dt

import pytest

from bot.cards.digest_cards import digest_to_cards
from bot.model.channel import Channel
from bot.model.delivery import DeliveryState
from bot.model.due_digest import DueDigest
from bot.store.ledger import Ledger
from bot.store.seen_entries import SeenEntries
from bot.store.subscriptions import Subscriptions
from tests.digests.conftest import MONDAY, subscribed
from tests.digests.test_compose import OTTERS, made

HOUR = dt.timedelta(hours=1)
WEEK = dt.timedelta(days=7)
DUE = DueDigest(MONDAY)
PLACE = subscribed().channel
CARDS = [(f"key-{number}", card) for number, card in enumerate(digest_to_cards(made(OTTERS, subscribed("Otter"))))]


@pytest.fixture
async def ledger(database):
    await Subscriptions(database).put(subscribed(), MONDAY)
    return Ledger(database, "first")


@pytest.fixture
def other(database):
    return Ledger(database, "second")


async def claimed(ledger):
    assert await ledger.plan(PLACE, DUE, MONDAY, MONDAY + WEEK)
    [delivery] = await ledger.claim(MONDAY, ["slack"], 5)
    return delivery


async def test_a_digest_is_planned_once_however_many_try(ledger, other):
    tries = [one.plan(PLACE, DUE, MONDAY, MONDAY + WEEK) for one in (ledger, other, ledger, other)]
    assert sorted(await asyncio.gather(*tries)) == [False, False, False, True]
    assert [one.due for one in await ledger.of(PLACE)] == [DUE]


async def test_what_somebody_asks_for_twice_is_planned_once(ledger):
    assert [await ledger.plan_extra(PLACE, DUE) for _ in range(2)] == [True, False]


async def test_what_two_people_ask_for_at_the_same_moment_is_planned_once(ledger, other):
    tries = [one.plan_extra(PLACE, DUE) for one in (ledger, other, ledger, other)]
    assert sorted(await asyncio.gather(*tries)) == [False, False, False, True]


async def test_who_was_refused_after_another_took_over_changes_nothing(ledger, other):
    delivery = await claimed(ledger)
    await ledger.write(delivery.id, CARDS, ["k"])
    await ledger.start(delivery.id, 0, MONDAY)
    seen = await other.others_heartbeats(["slack"])
    await other.reclaim_stalled(delivery.id, seen[delivery.id])
    await other.start(delivery.id, 0, MONDAY)
    await ledger.refused(delivery.id, 0)
    assert (await other.messages(delivery.id))[0].started_at == MONDAY


async def test_a_delivery_is_claimed_by_one_alone(ledger, other):
    for channel in range(20):
        await ledger.plan_extra(Channel("slack", "T1", f"C{channel}"), DUE)
    claims = await asyncio.gather(*(one.claim(MONDAY, ["slack"], 7) for one in (ledger, other, ledger, other)))
    ids = [delivery.id for claim in claims for delivery in claim]
    assert len(ids) == len(set(ids)) == 20


async def test_the_longest_due_is_claimed_first(ledger):
    for late in (1, 3, 2):
        await ledger.plan_extra(Channel("slack", "T1", f"C{late}"), DueDigest(MONDAY - late * WEEK))
    first = await ledger.claim(MONDAY, ["slack"], 2)
    assert [delivery.channel.id for delivery in first] == ["C3", "C2"]


async def test_another_platforms_deliveries_are_left_alone(ledger):
    await ledger.plan_extra(Channel("discord", "G1", "C1"), DUE)
    assert await ledger.claim(MONDAY, ["slack"], 5) == []


async def test_a_claim_that_stands_still_is_taken_over_and_its_owner_learns_it(ledger, other):
    delivery = await claimed(ledger)
    seen = await other.others_heartbeats(["slack"])
    assert await ledger.others_heartbeats(["slack"]) == {}
    assert [one.id for one in await other.reclaim_stalled(delivery.id, seen[delivery.id])] == [delivery.id]
    assert not await ledger.heartbeat(delivery.id)
    assert not await ledger.start(delivery.id, 0, MONDAY)
    assert not await ledger.write(delivery.id, CARDS, [])


async def test_a_claim_that_beats_is_not_taken_over(ledger, other):
    delivery = await claimed(ledger)
    seen = await other.others_heartbeats(["slack"])
    assert await ledger.heartbeat(delivery.id)
    assert await other.reclaim_stalled(delivery.id, seen[delivery.id]) == []


async def test_what_a_process_left_unfinished_it_finds_again(ledger, other, database):
    delivery = await claimed(ledger)
    assert await ledger.resume_own([delivery.id], ["slack"]) == []
    assert await other.resume_own([], ["slack"]) == []
    assert [one.id for one in await Ledger(database, "first").resume_own([], ["slack"])] == [delivery.id]


async def test_what_is_to_be_sent_is_kept_word_for_word(ledger):
    delivery = await claimed(ledger)
    assert await ledger.write(delivery.id, CARDS, ["k"])
    kept = await ledger.messages(delivery.id)
    assert [(one.number, one.key, one.card) for one in kept] == [
        (number, key, card) for number, (key, card) in enumerate(CARDS)
    ]
    assert {one.state for one in kept} == {DeliveryState.PLANNED}


async def test_a_message_goes_from_planned_over_sending_to_sent(ledger):
    delivery = await claimed(ledger)
    await ledger.write(delivery.id, CARDS, ["k"])
    assert await ledger.start(delivery.id, 0, MONDAY)
    assert await ledger.start(delivery.id, 0, MONDAY + WEEK)
    first = (await ledger.messages(delivery.id))[0]
    assert (first.state, first.started_at) == (DeliveryState.SENDING, MONDAY)
    await ledger.refused(delivery.id, 0)
    assert (await ledger.messages(delivery.id))[0] == dataclasses.replace(
        first, state=DeliveryState.PLANNED, started_at=None
    )
    await ledger.posted(delivery.id, 0, "1.2")
    first = (await ledger.messages(delivery.id))[0]
    assert (first.state, first.posted_as) == (DeliveryState.SENT, "1.2")


async def test_a_delivery_that_is_given_up_for_a_while_is_claimed_later(ledger, other):
    delivery = await claimed(ledger)
    await ledger.release(delivery.id, MONDAY + HOUR, "busy")
    assert await other.claim(MONDAY, ["slack"], 5) == []
    [again] = await other.claim(MONDAY + HOUR, ["slack"], 5)
    assert (again.attempts, again.reason) == (1, "busy")


async def test_what_a_clock_put_off_that_was_hours_ahead_is_claimed_at_once(ledger, other):
    delivery = await claimed(ledger)
    await ledger.release(delivery.id, MONDAY + 7 * HOUR, "busy")
    assert [one.id for one in await other.claim(MONDAY, ["slack"], 5)] == [delivery.id]


async def test_what_was_sent_counts_as_shown(ledger, database):
    seen_entries = SeenEntries(database)
    delivery = await claimed(ledger)
    await ledger.write(delivery.id, CARDS, ["k", "l"])
    assert (await seen_entries.shown(PLACE, MONDAY)).times == {}
    await ledger.finish(delivery, DeliveryState.SENT)
    await ledger.finish(delivery, DeliveryState.SENT)
    assert (await seen_entries.shown(PLACE, MONDAY)).times == {"k": 1, "l": 1}
    assert {one.card for one in await ledger.messages(delivery.id)} == {None}
    assert await ledger.claim(MONDAY + WEEK, ["slack"], 5) == []


async def test_recaps_are_new_that_came_after_the_last_digest(ledger, database):
    seen_entries = SeenEntries(database)
    assert await seen_entries.note_recaps(["old", "older"], MONDAY - WEEK) == 2
    assert await seen_entries.note_recaps(["old", "fresh"], MONDAY + WEEK) == 1
    assert (await seen_entries.shown(PLACE, MONDAY)).new_recaps == {"fresh"}
    await ledger.plan_extra(PLACE, DueDigest(MONDAY + 2 * WEEK))
    [delivery] = await ledger.claim(MONDAY + 2 * WEEK, ["slack"], 5)
    await ledger.finish(delivery, DeliveryState.SENT)
    assert (await seen_entries.shown(PLACE, MONDAY)).new_recaps == frozenset()


async def test_what_is_there_at_the_first_start_is_new_to_nobody(database):
    seen_entries = SeenEntries(database)
    assert await seen_entries.note_recaps(["shipped"], MONDAY) == 1
    assert (await seen_entries.shown(PLACE, MONDAY - WEEK)).new_recaps == frozenset()


async def test_no_recap_is_new_to_a_channel_that_came_after_it(ledger, database):
    seen_entries = SeenEntries(database)
    await seen_entries.note_recaps(["shipped"], MONDAY - WEEK)
    await seen_entries.note_recaps(["shipped", "old"], MONDAY)
    await ledger.plan_extra(PLACE, DueDigest(MONDAY - WEEK))
    [delivery] = await ledger.claim(MONDAY, ["slack"], 5)
    await ledger.finish(delivery, DeliveryState.SENT)
    assert (await seen_entries.shown(PLACE, MONDAY + WEEK)).new_recaps == frozenset()
