from ipaddress import ip_network

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.web.adapter import ListenAddress, check_listen_address
from adapters.web.login import Login
from bot.errors import SettingsError
from tests.adapters.web.conftest import opened

TOKEN, METRICS_TOKEN = "otter-otter-otter", "minks-minks-minks"
HERE = (ip_network("127.0.0.0/8"),)


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


async def log_in(page, **headers):
    answer = await page.post("/login", data={"token": TOKEN}, headers=headers, allow_redirects=False)
    assert answer.status == 303
    return answer.headers["Set-Cookie"]


async def test_the_cookie_is_for_encrypted_connections_alone_where_a_trusted_proxy_says_it_is_one(page_engine):
    async with opened(page_engine, token=TOKEN, proxies=HERE) as page:
        assert "Secure" in await log_in(page, **{"X-Forwarded-Proto": "https"})
        assert "Secure" not in await log_in(page, **{"X-Forwarded-Proto": "http"})
    async with opened(page_engine, token=TOKEN) as page:
        assert "Secure" not in await log_in(page, **{"X-Forwarded-Proto": "https"})


async def test_a_cookie_is_good_for_thirty_days_whatever_a_browser_makes_of_it():
    clock, days = [1_900_000_000.0], 24 * 3600
    login, app = Login(TOKEN, now=lambda: clock[0]), web.Application()
    login.add_to(app)
    admitted = []

    async def look(request):
        admitted.append(login.admits(request))
        return web.Response()

    app.router.add_get("/", look)
    async with TestClient(TestServer(app)) as client:
        cookie = await log_in(client)
        assert f"Max-Age={30 * days}" in cookie
        given = cookie.partition(";")[0]
        until, _, mark = given.removeprefix("kubecon=").partition(".")
        later = f"kubecon={int(until) + days}.{mark}"
        for after, kept in ((0, given), (30 * days - 1, given), (30 * days + 1, given), (30 * days + 1, later)):
            clock[0] = 1_900_000_000.0 + after
            client.session.cookie_jar.clear()
            await client.get("/", headers={"Cookie": kept})
        for odd in ("kubecon=", "kubecon=.", "kubecon=²." + mark, "kubecon=" + "9" * 5000 + "." + mark, "kubecon=\xff"):
            await client.get("/", headers={"Cookie": odd})
    assert admitted == [True, True, False, False, *[False] * 5]


async def test_the_metrics_have_a_token_of_their_own_that_opens_nothing_else(page_engine):
    async with opened(page_engine, token=TOKEN, metrics_token=METRICS_TOKEN) as page:
        for path, token, status in (
            ("/metrics", METRICS_TOKEN, 200),
            ("/metrics", TOKEN, 200),
            ("/metrics", "wrong", 401),
            ("/", METRICS_TOKEN, 401),
            ("/suggest", METRICS_TOKEN, 401),
        ):
            assert ((await page.get(path, headers=bearer(token))).status, path, token) == (status, path, token)


async def test_where_the_page_is_open_a_token_for_the_metrics_keeps_them_closed(page_engine):
    async with opened(page_engine, metrics_token=METRICS_TOKEN) as page:
        assert (await page.get("/")).status == 200
        assert (await page.get("/metrics")).status == 401
        assert (await page.get("/metrics", headers=bearer(METRICS_TOKEN))).status == 200


async def test_guesses_and_requests_count_for_each_client_behind_a_trusted_proxy(page_engine):
    async with opened(page_engine, token=TOKEN, proxies=HERE) as page:

        async def guess(client):
            return (await page.post("/login", data={"token": "x"}, headers={"X-Forwarded-For": client})).status

        assert [await guess("198.51.100.1") for _ in range(12)][-1] == 429
        assert await guess("198.51.100.2") == 401
        crowd = [(await page.get("/healthz", headers={"X-Forwarded-For": "198.51.100.3"})).status for _ in range(70)]
        assert 429 in crowd
        assert (await page.get("/healthz", headers={"X-Forwarded-For": "198.51.100.4"})).status == 200


async def test_behind_a_proxy_on_the_same_machine_the_page_has_the_proxys_name(page_engine):
    async with opened(page_engine, token=TOKEN, proxies=HERE) as page:
        assert (await page.get("/", headers={"Host": "bot.example", **bearer(TOKEN)})).status == 200
    async with opened(page_engine, token=TOKEN) as page:
        assert (await page.get("/", headers={"Host": "bot.example", **bearer(TOKEN)})).status == 421


def test_a_page_behind_a_proxy_without_a_token_does_not_open():
    with pytest.raises(SettingsError, match="KUBECON_ACCESS_TOKEN is missing: others can reach the page through"):
        check_listen_address(ListenAddress("127.0.0.1", 8080, proxies=HERE))
