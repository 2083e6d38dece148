import asyncio

from adapters.web.cached_probe import CachedProbe
from bot.errors import StoreError


class Well:
    """Something to look into, which may answer late or not at all."""

    def __init__(self):
        self.looks, self.is_free, self.fault = 0, asyncio.Event(), None
        self.is_free.set()

    async def look(self):
        self.looks += 1
        await self.is_free.wait()
        if self.fault:
            raise self.fault
        return self.looks


async def test_what_was_seen_a_moment_ago_is_not_looked_at_again():
    now = [0.0]
    well = Well()
    glance = CachedProbe("well", well.look, every_seconds=1, clock=lambda: now[0])
    assert [await glance.see(), await glance.see()] == [1, 1]
    now[0] = 1.0
    assert await glance.see() == 2


async def test_whoever_asks_waits_for_one_look_together_and_not_for_long():
    well = Well()
    well.is_free.clear()
    glance = CachedProbe("well", well.look, patience_seconds=0)
    assert await asyncio.gather(*(glance.see() for _ in range(5))) == [None] * 5
    assert well.looks == 1
    well.is_free.set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert await glance.see() == 1


async def test_what_is_slow_is_as_it_was_seen_last():
    well = Well()
    glance = CachedProbe("well", well.look, every_seconds=0, patience_seconds=0.01)
    assert await glance.see() == 1
    well.is_free.clear()
    assert [await glance.see(), await glance.see()] == [1, 1]
    assert well.looks == 2


async def test_what_fails_is_no_longer_as_it_was_seen_last():
    well = Well()
    glance = CachedProbe("well", well.look, every_seconds=0)
    assert await glance.see() == 1
    well.fault = StoreError("the database cannot be used now (gone)")
    assert await glance.see() is None


async def test_a_fault_of_the_database_is_nothing_seen_and_logged(caplog):
    well = Well()
    well.fault = StoreError("the database cannot be used now (gone)")
    assert await CachedProbe("well", well.look).see() is None
    assert "not reached what=well reason=the database cannot be used now (gone)" in caplog.text


async def test_a_look_that_never_ends_is_given_up_and_another_is_taken(caplog):
    well = Well()
    well.is_free.clear()
    glance = CachedProbe("well", well.look, every_seconds=0, give_up_seconds=0)
    assert await glance.see() is None
    assert "not reached what=well reason=no answer within 0 seconds" in caplog.text
    assert await glance.see() is None
    assert well.looks == 2
