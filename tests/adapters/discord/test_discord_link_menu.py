"""What is known of the talk that a message links to, in Discord."""

import pytest

from emulators.discord.read_message import text_of
from tests.adapters.discord.conftest import opened_with_digests
from tests.answers.test_talks_by_link import PAGE, SAID, SESSION, TALK, VIDEO
from tests.engine_fixture import open_small_engine

EPHEMERAL = 1 << 6


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return open_small_engine(tmp_path_factory.mktemp("linked"), (TALK, SAID))


@pytest.fixture
async def logged_in(engine, tmp_path):
    async with opened_with_digests(engine, tmp_path) as opened:
        yield opened


async def choose(logged_in, text, **more):
    server = logged_in.server
    message = server.make_message(server.bob, server.channel_id, {"content": text, **more})
    chosen = await server.menu("What is known of this link", message, where=more.pop("where", "guild"))
    await chosen.answer()
    return chosen.message


@pytest.mark.parametrize(
    "text",
    [f"Worth watching: {VIDEO}.", f"[the talk](<{PAGE}>)", f"<https://example.com/x> and **{PAGE}/otters-at-scale**"],
)
async def test_the_talk_is_shown_with_speakers_what_was_said_and_its_recording_to_the_person_alone(logged_in, text):
    told = await choose(logged_in, text)
    assert told["flags"] & EPHEMERAL
    for words in ("Otters at Scale", "Ola Otter", "Otters scale to forty rivers.", VIDEO):
        assert words in text_of(told)


async def test_the_link_of_an_embed_counts(logged_in):
    told = await choose(logged_in, "", embeds=[{"title": "A video", "url": VIDEO}])
    assert "Otters at Scale" in text_of(told)


async def test_a_link_to_anything_else_and_no_link_are_told(logged_in):
    assert "no talk at the links" in text_of(await choose(logged_in, f"{SESSION} https://example.com"))
    assert "no link in this message" in text_of(await choose(logged_in, "otters!"))
