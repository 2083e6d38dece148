import asyncio
import json
import os
import signal
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from adapters.__main__ import run
from emulators.bot_process import free_port
from emulators.sites import Sites
from tests.adapters.web.test_web_serve import until_ready, until_told
from tests.importer.conftest import PAGE
from tests.importer.feeds import item, rss

ROOT = Path(__file__).resolve().parents[2]
# the bot as it is, but for the one address that it may reach here and never elsewhere
SERVE = "import sys; from adapters.__main__ import run; sys.exit(run({}, reach=lambda one: str(one) == '127.0.0.1'))"


@asynccontextmanager
async def serving(folder, port, feed):
    """Run `kubecon serve` as a process that follows a feed, until it is asked to stop."""
    (folder / "posts").mkdir(exist_ok=True)
    settings = {"KUBECON_HOME": "home", "KUBECON_PORT": str(port), "KUBECON_RECAPS": "posts", "KUBECON_FEEDS": feed}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", SERVE.format(["serve", "--recaps", "posts"])),
        cwd=folder,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), **settings},
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(15):
            process.log = (await process.communicate())[1].decode()


async def test_a_post_of_a_feed_is_answered_from_and_added_once_for_all_starts(tmp_path):
    port = free_port()
    async with Sites() as sites, ClientSession(f"http://127.0.0.1:{port}") as session:
        sites.put("/otters", PAGE.format(canonical=""))
        feed = sites.put("/feed", rss(item("KubeCon", "/otters")), "text/xml")
        async with serving(tmp_path, port, feed) as first:
            await until_ready(session)
            await until_told(session, "karmada", "Karmada spreads their workloads over ponds")
        async with serving(tmp_path, port, feed) as second:
            await until_ready(session)
            await until_told(session, "karmada", "Karmada spreads their workloads over ponds")
    assert [(process.returncode, process.log.count("Traceback")) for process in (first, second)] == [(0, 0), (0, 0)]
    assert (sites.times("/otters"), sites.times("/feed")) == (1, 1)
    assert [path.name for path in (tmp_path / "posts").iterdir()] == ["three-days-among-otters.md"]
    (told,) = [one for one in map(json.loads, first.log.splitlines()) if one["event"] == "feed read"]
    assert (told["feed"], told["kept"], told["left"]) == (feed, 1, 0)


def test_feeds_without_a_folder_for_their_posts_are_told_before_serving(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KUBECON_RECAPS", raising=False)
    monkeypatch.setenv("KUBECON_FEEDS", "https://blog.example/feed.xml")
    assert run(["serve"], lambda _recaps, _progress: pytest.fail("opened the engine")) == 2
    assert capsys.readouterr().err == (
        "kubecon: KUBECON_FEEDS: posts need a folder to go into; set KUBECON_RECAPS to one\n"
    )
