"""Install the app in several workspaces as their administrators do, and use it in each."""

from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession
from cryptography.fernet import Fernet
from yarl import URL

from adapters.slack.http_mode import INSTALL_PATH, REDIRECT_PATH
from adapters.slack.tokens import missing_tokens
from bot.app.digest_services import open_digests
from bot.app.store_config import StoreConfig
from bot.delivery.clock import Clock
from bot.settings import Settings
from emulators.slack.server import SlackServer
from tests.adapters.slack.conftest import documented_manifest, kept, opened, say, shown
from tests.adapters.slack.test_slack_save_modal import open_window, save
from tests.database_template import put_database

KEY, NEWER = (Fernet.generate_key().decode() for _ in range(2))
ACME, OTTER = "T1ACME", "T2OTTER"


@pytest.fixture
async def slack():
    async with SlackServer(manifest=documented_manifest()) as server:
        yield server
        assert server.violations == []


def settings_of(slack, *keys):
    return Settings(
        slack_client_id=slack.client_id,
        slack_client_secret=slack.client_secret,
        slack_signing_secret=slack.signing_secret,
        slack_api_url=slack.api_url,
        secret_keys=keys or (KEY,),
    )


@asynccontextmanager
async def serving(slack, engine, home, clock, *keys):
    settings = settings_of(slack, *keys)
    if not (home / "kubecon.db").exists():
        put_database(home / "kubecon.db")
    config = StoreConfig("", home, secret_keys=settings.secret_keys)
    async with (
        open_digests(engine, config, Clock(lambda: clock.now)) as digests,
        opened(slack, engine, http=True, now=lambda: clock.now, digests=digests, settings=settings),
    ):
        yield digests


@pytest.fixture
async def digests(slack, small_engine, tmp_path, clock):
    async with serving(slack, small_engine, tmp_path, clock) as services:
        yield services


class Browser:
    """Open addresses of the bot as an administrator's browser does; it follows no redirect."""

    def __init__(self, slack):
        self._slack, self._bot, self._cookies = slack, URL(slack.request_url).origin(), {}

    async def get(self, path, **query):
        async with (
            ClientSession(cookies=self._cookies) as session,
            session.get(self._bot.with_path(path).with_query(query), allow_redirects=False) as answer,
        ):
            self._cookies |= {name: one.value for name, one in answer.cookies.items()}
            return answer.status, answer.headers.get("Location", ""), await answer.text()

    async def install(self, team, organization=None, **how):
        status, location, _ = await self.get(INSTALL_PATH)
        assert status == 302
        return await self.get(REDIRECT_PATH, **self._slack.allow(location, team, organization, **how))


async def ask(slack, typed, team, organization=None, **how):
    with slack.visiting(team, organization, **how):
        return shown((await say(slack, typed))[-1])


def posts(slack):
    return [(call.team, call.args["channel"]) for call in slack.calls if call.method == "chat.postMessage" and call.ok]


def in_channels(slack, **teams):
    for channel, team in teams.items():
        slack.channels[channel] = {**slack.channels["C0GENERAL"], "id": channel, "team": team}


@pytest.mark.usefixtures("digests")
async def test_a_workspace_installs_the_app_and_is_answered(slack):
    status, _, page = await Browser(slack).install(ACME)
    assert (status, "Thank you" in page) == (200, True)
    assert "Dynamic Resource Allocation" in await ask(slack, "dra", ACME)


@pytest.mark.usefixtures("digests")
async def test_a_workspace_that_did_not_install_the_app_is_told_so(slack):
    with slack.visiting(OTTER):
        await (await slack.slash("/kubecon", "dra")).ack()
    assert "not installed in this workspace" in (await slack.wait_told(1))[-1]["text"]


@pytest.mark.usefixtures("digests")
async def test_a_forged_or_repeated_way_back_installs_nothing(slack):
    browser, forger = Browser(slack), Browser(slack)
    _, location, _ = await browser.get(INSTALL_PATH)
    query = slack.allow(location, ACME)
    await forger.get(INSTALL_PATH)
    assert (await forger.get(REDIRECT_PATH, **query))[0] == 400  # another browser than the one that began
    assert (await Browser(slack).get(REDIRECT_PATH, **query | {"state": "forged"}))[0] == 400
    assert (await Browser(slack).get(REDIRECT_PATH, error="access_denied"))[0] == 200
    assert (await browser.get(REDIRECT_PATH, **query))[0] == 200
    assert (await browser.get(REDIRECT_PATH, **query))[0] == 400
    assert len({call.response.get("access_token") for call in slack.calls if call.method == "oauth.v2.access"}) == 1


async def test_each_workspace_is_posted_to_with_its_own_token(slack, digests):
    in_channels(slack, C1ACME=ACME, C2OTTER=OTTER)
    for team, channel in ((ACME, "C1ACME"), (OTTER, "C2OTTER")):
        await Browser(slack).install(team)
        with slack.visiting(team):
            await say(slack, "digest weekly mon 9:00 topics dra", channel=channel)
            await say(slack, "digest now", channel=channel)
    await digests.delivery_worker.tick()
    await digests.delivery_worker.settle()
    assert {(ACME, "C1ACME"), (OTTER, "C2OTTER")} == set(posts(slack))


async def test_what_a_workspace_saved_is_found_by_it_alone(slack, otter_engine, tmp_path, clock):
    async with serving(slack, otter_engine, tmp_path, clock):
        for team in (ACME, OTTER):
            await Browser(slack).install(team)
        with slack.visiting(ACME):
            await save(slack, await open_window(slack, "Our herons run Cilium"))
        assert "herons run Cilium" in await ask(slack, "cilium", ACME)
        assert "herons run Cilium" not in await ask(slack, "cilium", OTTER)


async def test_uninstalling_deletes_all_that_is_stored_about_the_workspace(slack, digests):
    for team in (ACME, OTTER):
        await Browser(slack).install(team)
        await ask(slack, "digest weekly mon 9:00 topics dra", team)
    await slack.uninstall(ACME)
    await slack.settle()
    assert [one.channel.team for one in await kept(digests)] == [OTTER]
    assert not any((await digests.team_data_service.read(f"slack/{ACME}")).values())
    assert "Dynamic Resource Allocation" in await ask(slack, "dra", OTTER)
    with slack.visiting(ACME):
        await (await slack.slash("/kubecon", "dra")).ack()
    assert "not installed" in slack.ephemerals[-1]["text"]


@pytest.mark.usefixtures("digests")
async def test_tokens_that_expire_soon_are_renewed_once_and_none_is_readable_in_the_database(slack, tmp_path):
    slack.token_seconds = 3_600
    await Browser(slack).install(ACME)
    slack.token_seconds = 43_200
    for _ in range(2):
        assert "Dynamic Resource Allocation" in await ask(slack, "dra", ACME)
    renewals = [call.args.get("grant_type") for call in slack.calls if call.method == "oauth.v2.access"]
    assert renewals == [None, "refresh_token"]
    written = b"".join(path.read_bytes() for path in tmp_path.glob("kubecon.db*"))
    assert (b"xoxb-" in written, b"xoxe-" in written, ACME.encode() in written) == (False, False, True)


async def test_a_newer_key_takes_over_after_one_start_beside_the_older_one(slack, small_engine, tmp_path, clock):
    async with serving(slack, small_engine, tmp_path, clock, KEY):
        await Browser(slack).install(ACME)
    async with serving(slack, small_engine, tmp_path, clock, NEWER, KEY):
        assert "Dynamic Resource Allocation" in await ask(slack, "dra", ACME)
    async with serving(slack, small_engine, tmp_path, clock, NEWER):
        assert "Dynamic Resource Allocation" in await ask(slack, "dra", ACME)


async def test_an_organization_installs_the_app_for_all_its_workspaces(slack, digests):
    in_channels(slack, C7=ACME)
    org = {"organization": "E1", "is_for_all": True}
    await Browser(slack).install(ACME, "E1", is_for_all=True)
    assert "Dynamic Resource Allocation" in await ask(slack, "dra", ACME, **org)
    assert "Dynamic Resource Allocation" in await ask(slack, "dra", OTTER, **org)
    with slack.visiting(ACME, **org):
        await say(slack, "digest weekly mon 9:00 topics dra", channel="C7")
        await say(slack, "digest now", channel="C7")
    await digests.delivery_worker.tick()
    await digests.delivery_worker.settle()
    assert {channel for _, channel in posts(slack)} == {"C7"}
    await slack.uninstall(ACME, "E1", is_for_all=True)
    await slack.settle()
    assert await kept(digests) == []


def test_what_is_missing_for_installations_is_listed_and_what_is_of_one_workspace_refused():
    told = missing_tokens(Settings(slack_client_id="1.2", slack_bot_token="xoxb-1"))  # noqa: S106 - of nobody
    assert [one.partition(" ")[0] for one in told] == [
        *("SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET", "KUBECON_SECRET_KEYS"),
        "SLACK_BOT_TOKEN",
    ]
