import asyncio
import copy
import datetime as dt
import re
import sqlite3
import time
from contextlib import asynccontextmanager, closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from adapters.server.supervisor import Supervisor
from adapters.slack.adapter import SlackAdapter
from adapters.slack.http_mode import EVENTS_PATH, ROUTES
from adapters.web.adapter import WebhookRoute
from bot.app.assistant import Assistant
from bot.app.digest_services import open_digests
from bot.app.store_config import StoreConfig
from bot.app.update_switch import UpdateSwitch
from bot.delivery.clock import Clock
from bot.settings import Settings
from bot.updates.weekly_update_state import WeeklyUpdateState
from emulators.slack.server import SlackServer
from tests.database_template import put_database
from tests.digests.conftest import MONDAY
from tests.engine_fixture import open_small_engine
from tests.fakes import DRA, ENTRIES, takeaway, talk

ROOT = Path(__file__).resolve().parents[3]
MANIFEST = yaml.safe_load((ROOT / "adapters/slack/manifest.yaml").read_text(encoding="utf-8"))


def documented_manifest():
    """Return the manifest with what docs/slack.md adds to it for many workspaces."""
    page = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")
    added = yaml.safe_load(re.search(r"```yaml\n( *oauth_config:.*?)```", page, re.DOTALL)[1])
    manifest = copy.deepcopy(MANIFEST)
    manifest["oauth_config"] |= added["oauth_config"]
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    added["settings"]["event_subscriptions"]["bot_events"] += events
    manifest["settings"] |= added["settings"]
    return manifest


NASTY = takeaway("Zebras say <!channel> & <@U0ALICE> *loudly*.", topics=("Cilium",), heading="Zoo", recap="na2025-zoo")


TITLES = (
    "Badgers Borrow Devices",
    "Foxes Queue Politely",
    "Whose Den Is Free",
    "Claims Among Moles",
    "Shrews Wait in Line",
)
TALKS = [
    talk(title, (f"Ana {title.split()[0]}", "Acme"), text="DRA at work.", topics=DRA, recap="eu2026-den", heading=title)
    for title in TITLES
]


@dataclass
class TriedEngine:
    """Answer as the engine does, after so many seconds, or fail with what is planted."""

    engine: object
    seconds: float = 0.0
    fault: Exception | None = None
    asked: list = field(default_factory=list)

    def look_up(self, lookup):
        self.asked.append(lookup.words)
        time.sleep(self.seconds)
        if self.fault:
            raise self.fault
        return self.engine.look_up(lookup)

    def suggest(self, typed, limit):
        time.sleep(self.seconds)
        return self.engine.suggest(typed, limit)

    def topics_in(self, text):
        return self.engine.topics_in(text)

    @property
    def editions(self):
        return self.engine.editions

    def calendar_sessions(self, *asked):
        return self.engine.calendar_sessions(*asked)

    def statistics(self):
        return self.engine.statistics()


@pytest.fixture(scope="session")
def small_engine(tmp_path_factory):
    return open_small_engine(tmp_path_factory.mktemp("slack"), (*ENTRIES, NASTY, *TALKS))


@pytest.fixture
def engine(small_engine):
    return TriedEngine(small_engine)


def settings_for(slack, *, http=False):
    return Settings(
        slack_bot_token=slack.bot_token,
        slack_app_token="" if http else slack.app_token,
        slack_signing_secret=slack.signing_secret if http else "",
        slack_api_url=slack.api_url,
    )


def _now():
    return dt.datetime.fromtimestamp(time.time(), dt.UTC)


@asynccontextmanager
async def opened(slack, engine, *, http=False, now=None, digests=None, settings=None, **more):
    """Open the door to the stand-in, and close it as SIGTERM would."""
    webhooks = [WebhookRoute(path, method) for path, method in ROUTES.items()]
    door = SlackAdapter(
        settings or settings_for(slack, http=http),
        assistant_of(engine, now or _now, digests),
        now or _now,
        accept_calls={webhook.path: webhook.accept for webhook in webhooks},
        digests=digests,
        **more,
    )
    supervisor = Supervisor({}, first_pause=0.05)
    task = asyncio.create_task(supervisor.run([door]))
    try:
        async with _called(slack, webhooks) if http else nullcontext():
            await (until_called(door) if http else slack.wait_connected())
            yield door
    finally:
        supervisor.stop()
        await task


def assistant_of(engine, now, digests=None):
    kept = (digests.subscription_service, None, digests.miss_service) if digests else ()
    own = digests.saved_recap_service if digests else None
    return Assistant(engine, lambda: now().date(), *kept, takes_feedback=True, saved_recap_service=own)


@asynccontextmanager
async def opened_with_updates(slack, engine, home):
    """Open the door to the stand-in, with weekly updates that are off."""
    updates = UpdateSwitch(WeeklyUpdateState(home), ROOT / "corpus")
    assistant = Assistant(engine, lambda: _now().date(), updates=updates)
    door = SlackAdapter(settings_for(slack, http=False), assistant, _now)
    supervisor = Supervisor({}, first_pause=0.05)
    task = asyncio.create_task(supervisor.run([door]))
    try:
        await slack.wait_connected()
        yield updates
    finally:
        supervisor.stop()
        await task


@asynccontextmanager
async def _called(slack, webhooks):
    """Let the stand-in call the bot over HTTP, as the page's server does."""
    app = web.Application()
    for webhook in webhooks:
        app.router.add_route(webhook.method, webhook.path, webhook.answer)
    async with TestServer(app, host="127.0.0.1") as server:
        slack.request_url = str(server.make_url(EVENTS_PATH))
        yield


async def until_called(door):
    while not door.is_connected():  # noqa: ASYNC110 - nobody tells
        await asyncio.sleep(0.01)


async def until_ready(port):
    """Wait until the page's server passes Slack's calls on: it listens before Slack's adapter knows who it is."""
    async with ClientSession() as session:
        while True:
            with suppress(OSError):
                async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.05)


@pytest.fixture
async def slack():
    """Return a strict Slack that holds the app to its manifest; nothing may be amiss with it in the end."""
    async with SlackServer(manifest=MANIFEST, echo=False) as server:
        yield server
        assert server.violations == []
        assert server.warnings == []


@pytest.fixture(params=["socket", "http"])
async def bot(request, slack, engine):
    """Return the stand-in with the bot behind it, in both modes."""
    async with opened(slack, engine, http=request.param == "http"):
        yield slack


@pytest.fixture
async def socket_bot(slack, engine):
    async with opened(slack, engine):
        yield slack


@dataclass
class SetClock:
    """Tell the time that a test sets."""

    now: dt.datetime = MONDAY


@pytest.fixture
def clock():
    return SetClock()


@asynccontextmanager
async def opened_with_digests(slack, engine, home, clock, *, is_new=True, **how):
    """Open the door with digests behind it, which do not wait between messages."""
    if is_new:
        put_database(home / "kubecon.db")
    steady = Clock(lambda: clock.now, sleep=lambda _seconds: asyncio.sleep(0))
    async with (
        open_digests(engine, StoreConfig("", home), steady) as digests,
        opened(slack, engine, now=lambda: clock.now, digests=digests, **how),
    ):
        await digests.delivery_worker.tick()  # as the first seconds of a process
        yield digests


@pytest.fixture
async def digests(slack, small_engine, tmp_path, clock):
    async with opened_with_digests(slack, small_engine, tmp_path, clock) as found:
        yield found


async def say(slack, typed, number=1, **how):
    """Type a command, and return what it is answered with."""
    before = len(slack.ephemerals)
    await (await slack.slash("/kubecon", typed, **how)).ack()
    return (await slack.wait_told(before + number))[before:]


def break_database(home):
    """Take away the table in which subscriptions are kept."""
    with closing(sqlite3.connect(home / "kubecon.db")) as database:
        database.execute("DROP TABLE subscriptions")


@contextmanager
def busy_database(home):
    """Let nobody else into the database for a while."""
    with closing(sqlite3.connect(home / "kubecon.db", isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("ROLLBACK")


async def kept(digests):
    return [subscription for subscription, _ in await digests.subscription_service.all()]


def shown(message):
    """Return all words of a message or view, as people see them."""
    return " ".join(_words(message.get("blocks", [])))


def _words(node):
    if isinstance(node, dict):
        own = [node["text"]] if isinstance(node.get("text"), str) else []
        return own + [word for value in node.values() if not isinstance(value, str) for word in _words(value)]
    return [word for one in node for word in _words(one)] if isinstance(node, list) else []


def button(slack, message, label):
    """Return the action id of the button that bears the label."""
    labels = {one["text"]["text"]: one["action_id"] for one in slack.elements(message) if one["type"] == "button"}
    return next(action for text, action in labels.items() if text.startswith(label))
