import asyncio
import datetime as dt

import pytest

from adapters.http.fetcher import Fetcher
from adapters.server.feed_poller import FeedPoller
from bot.delivery.clock import Clock
from bot.importer.update_feeds import open_feed_updater
from emulators.sites import Sites, drip
from emulators.timeouts import PATIENCE_SECONDS
from tests.importer.conftest import CORPUS, PAGE
from tests.importer.feeds import item, rss

NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)


async def at_once(work, *arguments):
    return work(*arguments)


@pytest.fixture
async def sites():
    async with Sites() as sites:
        sites.put("/otters", PAGE.format(canonical=""))
        sites.put("/feed", rss(item("KubeCon", "/otters")), "text/xml")
        yield sites


@pytest.fixture
def reader(tmp_path):
    (tmp_path / "posts").mkdir()
    return open_feed_updater(
        (tmp_path / "posts",), tmp_path / "home", CORPUS, Fetcher(lambda _: True), at_once, lambda: 0.5
    )


class Watching:
    """Follow feeds, and wait for what the log says."""

    def __init__(self, reader, urls, caplog):
        caplog.set_level("INFO", "adapters.server.feed_poller")
        self.caplog, self.stop = caplog, asyncio.Event()
        self.watch = FeedPoller(reader, lambda: urls, Clock(lambda: NOW))

    async def __aenter__(self):
        self.running = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_):
        self.stop.set()
        await asyncio.wait_for(self.running, PATIENCE_SECONDS)

    async def _run(self):
        while not self.stop.is_set():
            await self.watch.tick()
            await asyncio.sleep(0.05)
        await self.watch.close()

    async def says(self, words):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while words not in self.caplog.text:  # noqa: ASYNC110 - a log tells nobody that it grew
                await asyncio.sleep(0.02)


async def test_a_feed_whose_time_has_come_is_read(sites, reader, caplog, tmp_path):
    async with Watching(reader, [sites.url("/feed?token=secret")], caplog) as watching:
        await watching.says(f"feed read feed={sites.url('/feed')} kept=1 left=0")
    assert [path.name for path in (tmp_path / "posts").iterdir()] == ["three-days-among-otters.md"]
    assert "secret" not in caplog.text


async def test_a_feed_that_fails_or_hangs_holds_up_no_other(sites, reader, caplog):
    sites.play("/hangs", drip)
    broken = sites.put("/broken", "Otters.")
    async with Watching(reader, [broken, sites.url("/hangs"), sites.url("/feed")], caplog) as watching:
        await watching.says("kept=1")
        await watching.says("feed not read reason=" + broken + ": this is no feed")
    assert reader.store.look_up(sites.url("/feed")).failures == 0


async def test_a_fault_is_logged_and_the_other_feeds_are_followed(sites, reader, caplog, monkeypatch):
    look_up = type(reader.store).look_up

    def look_up_all_but_one(store, url):
        return 1 / 0 if url.endswith("/odd") else look_up(store, url)

    monkeypatch.setattr(type(reader.store), "look_up", look_up_all_but_one)
    async with Watching(reader, [sites.url("/odd"), sites.url("/feed")], caplog) as watching:
        await watching.says("kept=1")
        await watching.says(f"fault feed={sites.url('/odd')} error=ZeroDivisionError")


async def test_a_feed_is_not_asked_again_and_again_while_notes_cannot_be_written(sites, reader, caplog, tmp_path):
    (tmp_path / "home").write_text("")
    async with Watching(reader, [sites.url("/feed")], caplog) as watching:
        await watching.says("feed not read reason=")
        await asyncio.sleep(0.3)
    assert caplog.text.count("feed not read reason=") == 1


async def test_a_post_that_could_not_be_added_is_logged(sites, reader, caplog):
    sites.put("/feed", rss(item("KubeCon", "/gone")), "text/xml")
    async with Watching(reader, [sites.url("/feed")], caplog) as watching:
        await watching.says(f"post of a feed not added reason={sites.url('/gone')}: its site answers 404")


async def test_two_watches_on_one_home_add_a_post_once(sites, reader, caplog):
    urls = [sites.url("/feed")]
    async with Watching(reader, urls, caplog) as one, Watching(reader, urls, caplog):
        await one.says("kept=1")
    assert (sites.times("/otters"), caplog.text.count("kept=1")) == (1, 1)
