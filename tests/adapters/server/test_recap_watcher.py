import asyncio

import pytest

from adapters.server.recap_watcher import RecapWatcher
from bot.engine import open_engine
from bot.errors import BotError
from bot.model.entry import EntryKind
from bot.model.lookup import Lookup
from emulators.timeouts import PATIENCE_SECONDS
from tests.engine_fixture import CORPUS

OTTERS = "# Otters at KubeCon NA 2025\n\n## Takeaways\n\n- Otters run Cilium on every river.\n"


def found(engine, words):
    return [match.entry.text for match in engine.look_up(Lookup(words, EntryKind.TAKEAWAY)).matches]


@pytest.fixture
def folder(tmp_path):
    recaps = tmp_path / "recaps"
    recaps.mkdir()
    (recaps / "otters.md").write_text(OTTERS, encoding="utf-8")
    return recaps


@pytest.fixture
def reopen(folder, tmp_path):
    return lambda: open_engine((folder,), CORPUS, tmp_path / "home")


class Watching:
    """Run the watch over a folder, and wait for what it notes."""

    def __init__(self, engine, reopen, folder):
        self.noted = asyncio.Queue()
        loop = asyncio.get_running_loop()
        note = lambda outcome: loop.call_soon_threadsafe(self.noted.put_nowait, outcome)  # noqa: E731
        self.watch, self.stop = (
            RecapWatcher(engine, lambda: asyncio.to_thread(reopen), (folder,), note),
            asyncio.Event(),
        )

    async def __aenter__(self):
        self.running = asyncio.create_task(self.watch.run(self.stop))
        await asyncio.sleep(0.2)  # until the system watches
        return self

    async def __aexit__(self, *_):
        self.stop.set()
        await asyncio.wait_for(self.running, PATIENCE_SECONDS)

    async def next(self):
        return await asyncio.wait_for(self.noted.get(), PATIENCE_SECONDS)


async def test_a_new_recap_is_answered_from_within_seconds(folder, reopen):
    engine = reopen()
    async with Watching(engine, reopen, folder) as watching:
        (folder / "minks.md").write_text("# Minks at KubeCon NA 2025\n\n- Minks prefer Karmada for forty ponds.\n")
        assert await watching.next() == "swapped"
    assert found(engine, "karmada") == ["Minks prefer Karmada for forty ponds."]
    assert found(engine, "cilium") == ["Otters run Cilium on every river."]


async def test_a_file_that_went_bad_is_named_and_its_last_good_version_stays_while_others_change(
    folder, reopen, caplog
):
    engine = reopen()
    async with Watching(engine, reopen, folder) as watching:
        (folder / "otters.md").write_bytes(b"\x00\x01\x02" * 400)
        assert await watching.next() == "swapped"
        (folder / "minks.md").write_text("# Minks at KubeCon NA 2025\n\n- Minks prefer Karmada for forty ponds.\n")
        assert await watching.next() == "swapped"
        assert found(engine, "cilium") == ["Otters run Cilium on every river."]
        assert found(engine, "karmada") == ["Minks prefer Karmada for forty ponds."]
        assert caplog.text.count("otters.md") == 1
        (folder / "otters.md").write_text(OTTERS.replace("Cilium", "Kueue"), encoding="utf-8")
        assert await watching.next() == "swapped"
    assert found(engine, "kueue") == ["Otters run Kueue on every river."]


@pytest.mark.parametrize("fault", [BotError("no room"), ZeroDivisionError("inside")])
async def test_a_reading_that_fails_changes_nothing(folder, reopen, caplog, fault):
    def fail():
        raise fault

    engine = reopen()
    async with Watching(engine, fail, folder) as watching:
        (folder / "minks.md").write_text("# Minks\n\n- Minks prefer Karmada.\n")
        assert await watching.next() == "failed"
    assert found(engine, "cilium")
    assert str(fault) in caplog.text


async def test_a_folder_that_cannot_be_watched_is_told_and_stops_nothing(reopen, folder, tmp_path, caplog):
    async with Watching(reopen(), reopen, tmp_path / "gone"):
        pass
    assert "changes to recaps are not noticed until a restart" in caplog.text
    assert folder.exists()


async def test_lookups_during_a_swap_never_fail(reopen):
    engine, done = reopen(), asyncio.Event()

    async def ask():
        while not done.is_set():
            assert await asyncio.to_thread(found, engine, "cilium")

    asking = [asyncio.create_task(ask()) for _ in range(3)]
    for _ in range(10):
        engine.take_over(await asyncio.to_thread(reopen))
    done.set()
    await asyncio.gather(*asking)


async def test_recaps_that_are_being_read_are_dropped_when_the_bot_is_stopped(reopen, folder):
    begun, cut = asyncio.Event(), asyncio.Event()

    async def read_for_ever():
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            cut.set()

    stop = asyncio.Event()
    running = asyncio.create_task(RecapWatcher(reopen(), read_for_ever, (folder,), print).run(stop))
    while not begun.is_set():
        (folder / "minks.md").touch()
        await asyncio.sleep(0.05)
    stop.set()
    await asyncio.wait_for(running, PATIENCE_SECONDS)
    assert cut.is_set()
