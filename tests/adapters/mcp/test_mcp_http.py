"""Who may call /mcp, and how."""

import json

import pytest
from aiohttp import ClientSession
from mcp.client.client import Client

from emulators.bot_process import free_port, serving
from tests.adapters.mcp.conftest import NEW, OLD, TOKEN, open_page, over_http
from tests.adapters.web.test_web_serve import OTTERS, until_ready
from tests.engine_fixture import open_small_engine

CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
HEADERS = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return open_small_engine(tmp_path_factory.mktemp("index"))


async def call(address, *, body=None, method="POST", **headers):
    sent = json.dumps(CALL) if body is None else body
    async with (
        ClientSession() as session,
        session.request(method, address, data=sent, headers={**HEADERS, **headers}) as answer,
    ):
        return answer.status, await answer.text()


@pytest.mark.parametrize("version", [OLD, NEW])
async def test_without_the_token_of_the_page_nothing_is_answered(engine, version):
    with pytest.raises(ExceptionGroup):
        async with over_http(engine, version, token="") as client:
            await client.list_tools()


async def test_calls_are_refused_as_those_of_the_page_are(engine):
    token = {"Authorization": f"Bearer {TOKEN}"}
    async with open_page(engine) as address:
        assert (await call(address))[0] == 401
        assert (await call(address, Authorization="Bearer wrong-wrong-wrong"))[0] == 401
        assert (await call(address, **token, Origin="https://evil.example"))[0] == 403
        assert (await call(address, **token, Host="evil.example"))[0] == 421
        assert (await call(address, **token, method="GET"))[0] == 405
        assert (await call(address, **token, body=" " * 20_000))[0] == 413
        status, answer = await call(address, **token)
    assert status == 200
    assert len(json.loads(answer)["result"]["tools"]) == 4


@pytest.mark.parametrize("body", ["", "{", "[]", "7", '{"jsonrpc": "2.0"}', "[" * 9_000, '{"id": ' + "9" * 6_000 + "}"])
async def test_what_is_no_call_is_refused_and_the_next_call_is_answered(engine, body):
    async with over_http(engine) as client, open_page(engine, token="") as address:
        status, answer = await call(address, body=body)
        assert status == 400, answer
        assert json.loads(answer)["error"]
        assert (await call(address))[0] == 200
        assert len((await client.list_tools()).tools) == 4


async def test_the_bot_that_serves_answers_mcp_beside_its_page(tmp_path):
    port = free_port()
    async with (
        ClientSession(f"http://127.0.0.1:{port}") as session,
        serving(tmp_path, OTTERS, KUBECON_PORT=str(port)) as process,
    ):
        await until_ready(session)
        async with Client(f"http://127.0.0.1:{port}/mcp") as client:
            answer = await client.call_tool("search", {"words": "cilium"})
    assert "Otters run Cilium on every river." in answer.content[0].text
    assert process.returncode == 0, process.log
    assert "cilium" not in process.log.lower()
