import dataclasses
import datetime as dt

import pytest

from bot.cards.digest_cards import digest_to_cards
from bot.model.channel import Channel
from bot.model.delivery import DeliveryState
from bot.model.due_digest import DueDigest
from bot.model.organization import Membership
from bot.model.saved_recap import SavedRecap
from bot.model.watch import Person, Watch
from bot.store import tables
from bot.store.asked_topics import AskedTopics
from bot.store.ledger import Ledger
from bot.store.organizations import Organizations
from bot.store.saved_recaps import SavedRecaps
from bot.store.subscriptions import Subscriptions
from bot.store.team_data import NOT_OF_TEAMS, TeamData
from bot.store.watches import Watches
from tests.digests.conftest import MONDAY, subscribed
from tests.digests.test_compose import OTTERS, made

TEAMS = ("slack/T1", "slack/T12", "slack/T_", "discord/T1")
CARDS = [(str(number), card) for number, card in enumerate(digest_to_cards(made(OTTERS, subscribed("Otter"))))]


async def use(database, team):
    """Leave something of a team in every table that knows teams."""
    platform, _, own_id = team.partition("/")
    channel, ledger = Channel(platform, own_id, "C1"), Ledger(database, team)
    await Subscriptions(database).put(dataclasses.replace(subscribed("dra"), channel=channel), MONDAY)
    await ledger.plan_extra(channel, DueDigest(MONDAY))
    for delivery in await ledger.claim(MONDAY, [platform], 5):
        await ledger.write(delivery.id, CARDS, ["a key"])
        await ledger.finish(delivery, DeliveryState.SENT)
    await AskedTopics(database).count(channel, ["Cilium"])
    await Watches(database, lambda: MONDAY).add(Watch(Person(platform, own_id, "U1"), "herons"))
    await SavedRecaps(database).add(SavedRecap(team, "Otters", "They hold hands.", "U1", dt.date(2026, 4, 1), "", ""))
    await Organizations(database).note(Membership(team, "slack/E1"))


@pytest.fixture
async def stored(database):
    for team in TEAMS:
        await use(database, team)
    return TeamData(database)


async def test_every_table_is_of_teams_or_is_known_not_to_be(stored):
    of_teams = set(await stored.read("slack/T1"))
    assert of_teams | NOT_OF_TEAMS == {one.name for one in vars(tables).values() if type(one).__name__ == "Table"}
    assert not of_teams & NOT_OF_TEAMS


async def test_all_of_a_team_is_read_and_nothing_of_another_one(stored):
    rows = await stored.read("slack/T1")
    assert {name: len(its) for name, its in rows.items()} == {
        **dict.fromkeys(rows, 1),
        "messages": len(CARDS),
        "slack_bots": 0,
        "slack_installations": 0,
    }
    assert rows["saved_recaps"][0]["text"] == "They hold hands."


async def test_what_is_removed_is_gone_and_other_teams_keep_theirs(stored):
    others = [await stored.read(team) for team in TEAMS[1:]]
    assert await stored.remove("slack/T1") == 7 + len(CARDS)
    assert not any((await stored.read("slack/T1")).values())
    assert [await stored.read(team) for team in TEAMS[1:]] == others
    assert await stored.remove("slack/T1") == 0
