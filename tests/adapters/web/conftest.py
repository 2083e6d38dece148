import datetime as dt
import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer

from adapters.previews import previews
from adapters.web.adapter import ListenAddress, PageServices, WebAdapter
from adapters.web.health import WatchedPlatforms
from adapters.web.metrics import Meter
from bot.app.assistant import Assistant
from bot.app.digest_services import DigestServices, open_digests
from bot.app.installation_tables import InstallationTables
from bot.app.miss_service import MissService
from bot.app.saved_recap_service import SavedRecapService
from bot.app.store_config import StoreConfig
from bot.app.subscription_service import SubscriptionService
from bot.app.team_data_service import TeamDataService
from bot.delivery.watch_job import WatchJob
from bot.delivery.worker import DeliveryWorker
from bot.store.page_threads import PageThreads
from bot.store.seen_events import SeenEvents
from bot.store.stats import StoreStats
from tests.database_template import put_database
from tests.delivery.harness import ManualClock
from tests.delivery.test_surviving import Gone
from tests.engine_fixture import open_small_engine
from tests.fakes import ENTRIES, takeaway, talk

TODAY = dt.date(2026, 3, 1)
SCRIPT = "<script>document.title = 'stolen'</script><img src=x onerror=\"document.title='stolen'\">"
NASTY = (
    takeaway(f"Otters {SCRIPT} typed this.", topics=("Cilium",), recap="nasty-otters", heading=SCRIPT),
    takeaway(f"Otters {SCRIPT} typed this about Falco.", topics=("Falco",), recap="nasty-otters", heading=SCRIPT),
    talk(f"{SCRIPT}' onclick='document.title=1", (f'Ola"{SCRIPT}', SCRIPT), topics=("Cilium",), recap="nasty-otters"),
)


@dataclass
class Line:
    """Be a chat platform, connected or not."""

    name: str = "slack"
    connected: bool = True
    heard_at: float | None = None
    fault: str = ""

    def is_connected(self):
        return self.connected

    def last_event_at(self):
        return self.heard_at


@pytest.fixture(scope="session")
def page_engine(tmp_path_factory):
    many = tuple(takeaway(f"Otters count to {number}.", recap="na2025-lodge", heading="Sums") for number in range(30))
    return open_small_engine(tmp_path_factory.mktemp("web"), (*ENTRIES, *NASTY, *many))


@asynccontextmanager
async def digests_of(engine, clock=None):
    """Open digests over a database of their own."""
    with tempfile.TemporaryDirectory() as home:
        put_database(Path(home, "kubecon.db"))
        async with open_digests(engine, StoreConfig("", Path(home)), (clock or ManualClock()).clock()) as digests:
            yield digests


def make_door(engine, digests, *, lines=(), webhooks=(), host="127.0.0.1", port=0, **place):
    assistant = Assistant(engine, lambda: TODAY, digests.subscription_service)
    parts = PageServices(engine, assistant, digests, lambda: TODAY, previews())
    faults = {line.name: line.fault for line in lines if line.fault}
    return WebAdapter(
        ListenAddress(host, port, **place),
        parts,
        Meter(engine, lines, lambda: "web"),
        WatchedPlatforms(lines, faults),
        webhooks,
    )


@asynccontextmanager
async def opened(engine, *, digests=None, **how):
    """Open the page, and give what calls it as its own script would."""
    async with (
        digests_of(engine) as own,
        TestClient(TestServer(make_door(engine, digests or own, **how).app)) as client,
    ):
        yield client


@asynccontextmanager
async def served(engine, clock=None):
    """Serve the page on a port of its own; give its address, and what stands behind its digests."""
    async with (
        digests_of(engine, clock) as digests,
        TestServer(make_door(engine, digests).app, host="127.0.0.1") as server,
    ):
        await digests.delivery_worker.tick()
        yield str(server.make_url("/")), digests


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser():
    from tests.adapters.web.browsing import launched  # noqa: PLC0415 - takes 0.3 s to import, and few tests need it

    async with launched() as browser:
        yield browser


@pytest.fixture
async def page(page_engine):
    async with opened(page_engine) as client:
        yield client


@dataclass
class DigestPage:
    """A page, and what stands behind its digests."""

    page: TestClient
    digests: DigestServices
    clock: ManualClock

    async def say(self, typed):
        answer = await self.page.post("/ask", json={"typed": typed, "timezone": "Europe/Amsterdam"})
        assert answer.status == 200
        return await answer.json()

    async def press(self, action, **changed):
        form = {"weekday": 0, "at": "09:00", "timezone": "Europe/Amsterdam", "topics": "dra"}
        form |= {"weekly": True, "countdown": True}
        return await self.page.post("/digest", json={"action": action, **form, **changed})

    async def settings(self):
        answer = await self.page.get("/digest/settings", params={"timezone": "Europe/Amsterdam"})
        return await answer.json()

    async def threads(self, seen=""):
        return await (await self.page.get("/digest/threads", params={"seen": seen})).json()


@pytest.fixture
async def digest_page(page_engine):
    clock = ManualClock()
    async with digests_of(page_engine, clock) as digests, opened(page_engine, digests=digests) as page:
        await digests.delivery_worker.tick()  # as it does from the start on
        yield DigestPage(page, digests, clock)


@pytest.fixture
async def stranded(page_engine, tmp_path):
    """Give a page whose database is gone."""
    clock, gone = ManualClock(), Gone(None, 0, 1_000_000)
    kept = DigestServices(
        SubscriptionService(page_engine, gone, clock.clock(), "UTC"),
        DeliveryWorker(page_engine, gone, "worker", clock.clock()),
        PageThreads(gone, clock.clock().now),
        StoreStats(gone, clock.clock().now),
        SeenEvents(gone, clock.clock().now),
        MissService(page_engine, gone, clock.clock().now),
        WatchJob(page_engine, gone, {}, clock.clock()),
        SavedRecapService(page_engine, gone, tmp_path, clock.clock().now),
        TeamDataService(gone),
        InstallationTables(gone, ()),
    )
    async with opened(page_engine, digests=kept) as page:
        yield DigestPage(page, kept, clock)
