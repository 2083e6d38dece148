"""Misses are counted by day and by what was meant, and are gone after ninety days."""

import datetime as dt

import pytest

from bot.model.miss import Miss, MissKind
from bot.store import misses as module
from bot.store.misses import Misses
from tests.digests.conftest import MONDAY


@pytest.fixture
def clock():
    return [MONDAY]


@pytest.fixture
def misses(database, clock):
    return Misses(database, lambda: clock[0])


async def test_what_was_meant_most_often_comes_first_with_both_counts(misses):
    for meant, kind in (
        ("herons", MissKind.NOTHING),
        ("karmada", MissKind.UNHELPFUL),
        ("herons", MissKind.NOTHING),
        ("herons", MissKind.UNHELPFUL),
        ("bats", MissKind.NOTHING),
    ):
        await misses.count(kind, meant)
    assert await misses.most(2) == [Miss("herons", 2, 1), Miss("bats", 1, 0)]
    assert [miss.times for miss in await misses.most(9)] == [3, 1, 1]


async def test_after_ninety_days_nothing_of_a_miss_is_left(misses, clock, database):
    await misses.count(MissKind.NOTHING, "herons")
    clock[0] += dt.timedelta(days=89)
    assert await misses.most(9) == [Miss("herons", 1)]
    clock[0] += dt.timedelta(days=1)
    assert await misses.most(9) == []
    await misses.count(MissKind.NOTHING, "bats")
    async with database.transaction() as connection:
        rows = (await connection.execute(module.table.select())).all()
    assert [row.meant for row in rows] == ["bats"]


async def test_only_the_last_days_are_counted_if_asked_so(misses, clock):
    await misses.count(MissKind.NOTHING, "herons")
    clock[0] += dt.timedelta(days=7)
    await misses.count(MissKind.NOTHING, "bats")
    assert await misses.most(9, days=7) == [Miss("bats", 1)]
    assert len(await misses.most(9, days=8)) == 2


async def test_who_types_nonsense_all_day_fills_no_database(misses, monkeypatch):
    monkeypatch.setattr(module, "_MOST_OF_A_DAY", 3)
    for number in range(9):
        await misses.count(MissKind.NOTHING, f"nonsense {number}")
    assert len(await misses.most(99)) == 3
