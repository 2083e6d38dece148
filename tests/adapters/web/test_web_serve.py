import asyncio
import contextlib
import json

from aiohttp import ClientConnectionError, ClientSession

from adapters.server.supervisor import Supervisor
from emulators.bot_process import free_port, serving
from tests.adapters.web.conftest import digests_of, make_door

OTTERS = "# Otters at KubeCon NA 2025\n\n## Takeaways\n\n- Otters run Cilium on every river.\n"
_READY_SECONDS = 60


async def until_ready(session):
    async with asyncio.timeout(_READY_SECONDS):
        while True:
            with contextlib.suppress(ClientConnectionError):
                async with session.get("/readyz") as answer:
                    return await answer.json()
            await asyncio.sleep(0.05)


async def ask(session, typed):
    async with session.post("/ask", json={"typed": typed}) as answer:
        return (await answer.json())["html"]


async def until_told(session, typed, told):
    async with asyncio.timeout(20):
        while told not in await ask(session, typed):  # noqa: ASYNC110 - the process tells no event
            await asyncio.sleep(0.1)


async def test_with_no_token_at_all_the_page_answers_follows_its_files_and_ends_cleanly(tmp_path):
    port = free_port()
    async with ClientSession(f"http://127.0.0.1:{port}") as session:
        async with serving(tmp_path, OTTERS, KUBECON_PORT=str(port)) as process:
            assert (await until_ready(session))["ready"]
            assert "on every river" in await ask(session, "cilium")
            (tmp_path / "recaps" / "minks.md").write_text("# Minks at KubeCon NA 2025\n\n- Minks prefer Kueue.\n")
            await until_told(session, "kueue", "Minks prefer Kueue")
            async with session.get("/metrics") as answer:
                assert 'kubecon_reloads_total{outcome="swapped"} 1.0' in await answer.text()
        assert process.returncode == 0, process.log
    events = [json.loads(line)["event"] for line in process.log.splitlines()]
    assert events[0] == "no chat platform is configured, see docs/slack.md and docs/discord.md"
    assert events[-1] == "stopped"
    assert "kueue" not in process.log.lower()


async def test_a_second_start_says_that_the_port_is_taken_and_does_no_harm(tmp_path):
    port = free_port()
    async with ClientSession(f"http://127.0.0.1:{port}") as session, serving(tmp_path, OTTERS, KUBECON_PORT=str(port)):
        await until_ready(session)
        async with serving(tmp_path, OTTERS, KUBECON_PORT=str(port)) as second:
            await asyncio.wait_for(second.wait(), 20)
        assert second.returncode == 2
        assert f"kubecon: KUBECON_PORT: 127.0.0.1:{port} cannot be listened on" in second.log
        assert "on every river" in await ask(session, "cilium")


async def test_another_address_without_a_token_is_refused(tmp_path):
    async with serving(tmp_path, OTTERS, KUBECON_HOST="0.0.0.0") as process:  # noqa: S104 - refused
        await asyncio.wait_for(process.wait(), 20)
    assert process.returncode == 2
    assert "KUBECON_ACCESS_TOKEN is missing" in process.log


async def test_a_page_whose_port_is_taken_is_opened_once_it_is_free(page_engine):
    holder = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = holder.sockets[0].getsockname()[1]
    async with digests_of(page_engine) as digests:
        supervisor = Supervisor({}, first_pause=0.02)
        running = asyncio.create_task(supervisor.run([make_door(page_engine, digests, port=port, is_needed=False)]))
        async with asyncio.timeout(_READY_SECONDS):
            while "web" not in supervisor.faults:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.01)
        assert "cannot be listened on" in supervisor.faults["web"]
        holder.close()
        await holder.wait_closed()
        async with ClientSession(f"http://127.0.0.1:{port}") as session:
            assert (await until_ready(session))["ready"]
        supervisor.stop()
        await asyncio.wait_for(running, _READY_SECONDS)
