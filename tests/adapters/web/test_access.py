import json
import re

import pytest

from adapters.web.access import is_loopback
from adapters.web.adapter import ListenAddress, check_listen_address
from adapters.web.rate_limit import RateLimit
from bot.errors import SettingsError
from tests.adapters.web.conftest import opened

TOKEN = "otter-otter-otter"  # noqa: S105 - made up


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost@evil", "[::1", "", "10.0.0.1"]
)
async def test_another_sites_name_is_not_answered(page, host):
    answer = await page.get("/", headers={"Host": host})
    assert answer.status == 421
    assert "127.0.0.1" in (await answer.json())["error"]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1:9", "127.1.2.3", "[::1]:8080"])
async def test_the_machines_own_names_are_answered(page, host):
    assert (await page.get("/", headers={"Host": host})).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Content-Type": "text/plain"},
    ],
    ids=str,
)
async def test_no_other_site_can_ask_in_a_persons_name(page, headers):
    sent = {"Content-Type": "application/json", **headers}
    answer = await page.post("/ask", data=json.dumps({"typed": "dra"}), headers=sent)
    assert answer.status == 403


async def test_every_answer_forbids_foreign_and_inline_scripts(page):
    for path in ("/", "/static/page.js", "/nowhere", "/healthz", "/metrics"):
        policy = (await page.get(path)).headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self';")
        assert "unsafe" not in policy


async def test_the_page_holds_no_inline_script_style_or_foreign_address(page):
    shown = await (await page.get("/")).text()
    assert "<style" not in shown
    assert " style=" not in shown
    assert shown.count("<script") == shown.count('<script type="module" src="/static/page.js"></script>') == 1
    assert re.findall(r"<(?:link|script|img|use)[^>]* (?:src|href)=.(?![/#])", shown) == []


async def test_a_request_too_large_is_refused(page):
    answer = await page.post("/ask", json={"typed": "o" * 20_000})
    assert answer.status == 413


async def test_too_many_requests_are_told_to_wait(page):
    answers = [await page.get("/suggest") for _ in range(70)]
    refused = [answer for answer in answers if answer.status == 429]
    assert refused
    assert refused[0].headers["Retry-After"] == "1"


def test_whoever_waits_may_come_in_again():
    clock = [0.0]
    rate = RateLimit(1, 2, lambda: clock[0])
    assert [rate.allows("ola") for _ in range(3)] == [True, True, False]
    assert rate.allows("bo")
    clock[0] = 1.0
    assert [rate.allows("ola") for _ in range(2)] == [True, False]


def test_the_memory_of_callers_has_an_end():
    rate = RateLimit(1, 1, lambda: 0.0, most_callers=2)
    assert [rate.allows(caller) for caller in ("a", "b", "c", "a")] == [True] * 4


@pytest.mark.parametrize(
    ("host", "is_own"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("otter", False)],  # noqa: S104 - never bound
)
def test_only_the_machine_itself_needs_no_token(host, is_own):
    assert is_loopback(host) is is_own


def test_a_page_for_others_without_a_token_does_not_open():
    with pytest.raises(
        SettingsError, match=r"KUBECON_ACCESS_TOKEN is missing: others can reach the page at 0\.0\.0\.0"
    ):
        check_listen_address(ListenAddress("0.0.0.0", 8080))  # noqa: S104 - never bound


async def test_without_the_token_only_the_health_and_the_question_for_it_are_shown(page_engine):
    async with opened(page_engine, host="0.0.0.0", token=TOKEN) as page:  # noqa: S104 - the stand-in listens at home
        opens = {path: (await page.get(path)).status for path in ("/", "/suggest", "/metrics", "/healthz", "/readyz")}
        assert opens == {"/": 401, "/suggest": 401, "/metrics": 401, "/healthz": 200, "/readyz": 200}
        assert "Access token" in await (await page.get("/")).text()


async def test_the_token_opens_the_page_in_a_browser_and_to_a_program(page_engine):
    async with opened(page_engine, token=TOKEN) as page:
        wrong = await page.post("/login", data={"token": "wrong"})
        assert wrong.status == 401
        assert "That is not the token" in await wrong.text()
        by_header = await page.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert by_header.status == 200
        entered = await page.post("/login", data={"token": TOKEN}, allow_redirects=False)
        assert (entered.status, entered.headers["Location"]) == (303, "/")
        cookie = entered.headers["Set-Cookie"]
        assert TOKEN not in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        kept = {"Cookie": cookie.partition(";")[0]}
        assert (await page.get("/", headers=kept)).status == 200


async def test_guessing_the_token_is_slowed_down(page_engine):
    async with opened(page_engine, token=TOKEN) as page:
        statuses = [(await page.post("/login", data={"token": str(number)})).status for number in range(12)]
        assert statuses[-1] == 429
        assert statuses.count(401) == 10
