import asyncio
from pathlib import Path

from adapters.server.encoding_worker import EncodingWorker


class FakeEngine:
    """Have one index whose entries are not encoded, until it is."""

    def __init__(self):
        self.index = Path("index")

    def index_to_encode(self):
        return self.index


async def run_until(encoder, done):
    async with asyncio.timeout(5):
        while not done.is_set():
            await encoder.tick()
            await asyncio.sleep(0.001)
        await encoder.close()


async def test_what_is_not_encoded_yet_is_encoded_once():
    engine, encoded, looked_again = FakeEngine(), [], asyncio.Event()

    async def encode(index):
        encoded.append(index)
        engine.index = None
        asyncio.get_running_loop().call_later(0.05, looked_again.set)
        return 3

    await run_until(EncodingWorker(engine, encode), looked_again)
    assert encoded == [Path("index")]


async def test_new_recaps_are_encoded_as_well():
    engine, encoded, both = FakeEngine(), [], asyncio.Event()

    async def encode(index):
        encoded.append(index)
        engine.index = Path("newer") if len(encoded) == 1 else None
        if engine.index is None:
            both.set()
        return 3

    await run_until(EncodingWorker(engine, encode), both)
    assert encoded == [Path("index"), Path("newer")]


async def test_stopping_does_not_wait_for_what_is_being_encoded():
    begun = asyncio.Event()

    async def encode(_index):
        begun.set()
        await asyncio.sleep(60)

    await run_until(EncodingWorker(FakeEngine(), encode), begun)
