import datetime as dt
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from aiohttp.test_utils import TestClient, TestServer

from adapters.previews import previews
from adapters.web.desk import Desk
from adapters.web.door import Place, WebDoor
from adapters.web.metrics import Meter
from tests.fakes import ENTRIES, takeaway, talk
from tests.small_engine import open_small_engine

TODAY = dt.date(2026, 3, 1)
SCRIPT = "<script>document.title = 'stolen'</script><img src=x onerror=\"document.title='stolen'\">"
NASTY = (
    takeaway(f"Otters {SCRIPT} typed this.", topics=("Cilium",), recap="nasty-otters", heading=SCRIPT),
    talk(f"{SCRIPT}' onclick='document.title=1", (f'Ola"{SCRIPT}', SCRIPT), topics=("Cilium",), recap="nasty-otters"),
)


@dataclass
class Line:
    """Be a chat platform, connected or not."""

    name: str = "slack"
    connected: bool = True
    heard_at: float | None = None

    def is_connected(self):
        return self.connected

    def last_event_at(self):
        return self.heard_at


@pytest.fixture(scope="session")
def page_engine(tmp_path_factory):
    many = tuple(takeaway(f"Otters count to {number}.", recap="na2025-lodge", heading="Sums") for number in range(30))
    return open_small_engine(tmp_path_factory.mktemp("web"), (*ENTRIES, *NASTY, *many))


def make_door(engine, *, host="127.0.0.1", token="", lines=(), callers=None, contact=""):
    desk = Desk(engine, lambda: TODAY, previews())
    return WebDoor(Place(host, 0, token, contact=contact), desk, Meter(engine, lines, lambda: "web"), lines, callers)


@asynccontextmanager
async def opened(engine, **how):
    """Open the page, and give what calls it as its own script would."""
    async with TestClient(TestServer(make_door(engine, **how).app)) as client:
        yield client


@pytest.fixture
async def page(page_engine):
    async with opened(page_engine) as client:
        yield client
