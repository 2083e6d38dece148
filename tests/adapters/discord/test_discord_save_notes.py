"""Save notes in Discord that are attached to a command: what is read, from where, and what is refused."""

import pytest

from adapters.discord import save_commands
from adapters.discord.save_commands import is_on_cdn
from emulators.discord.read_message import text_of, wait_for_text
from tests.adapters.discord.conftest import opened_with_digests
from tests.adapters.discord.test_discord_save_menu import found, listed

MARKDOWN = b"# Trip notes\n\n## Networking\n\n- A plover ran **Cilium** at KubeCon NA 2025.\n- A curlew ran Kueue.\n"
HTML = b"<html><body><h1>Trip notes</h1><p>A plover ran <b>Cilium</b> at KubeCon NA 2025.</p></body></html>"


@pytest.fixture
async def logged_in(otter_engine, tmp_path, monkeypatch):
    async with opened_with_digests(otter_engine, tmp_path) as opened:
        monkeypatch.setattr(save_commands, "is_on_cdn", lambda url: url.startswith(opened.server.cdn_url))
        yield opened


async def attach(logged_in, words, name, content, event="", **how):
    file = logged_in.server.upload(name, content)
    asked = await logged_in.server.slash("kubecon save", {"notes": file, **({"event": event} if event else {})}, **how)
    await wait_for_text(logged_in.server, asked, words)
    return text_of(asked.message)


@pytest.mark.parametrize(
    ("name", "content"), [("a.md", MARKDOWN), ("A.TXT", b"A plover ran Cilium at KubeCon NA 2025."), ("a.html", HTML)]
)
async def test_notes_of_each_kind_are_found_by_the_next_lookup(logged_in, name, content):
    assert "of NA 2025" in await attach(logged_in, "Saved for your team", name, content)
    assert "A plover ran Cilium" in await found(logged_in)


async def test_notes_have_their_title_and_the_kubecon_that_is_named(logged_in):
    told = await attach(logged_in, "Saved for your team: Trip notes", "a.md", MARKDOWN, event="EU 2026")
    assert "of EU 2026" in told
    assert "Trip notes" in text_of((await listed(logged_in)).message)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.pdf", b"otters", "notes are files that end in .md, .txt, .html"),
        ("a.md", b"x" * 200_001, "notes may have 200,000 bytes"),
        ("a.md", b"A plover ran Cilium. " * 2000, "notes may have 20,000 characters"),
        ("a.md", b"  \n", "there is no text in"),
    ],
)
async def test_what_is_no_notes_or_too_large_is_refused_with_what_to_do(logged_in, name, content, told):
    await attach(logged_in, told, name, content)
    assert "saved nothing yet" in text_of((await listed(logged_in)).message)


async def test_a_file_elsewhere_is_never_fetched(logged_in, monkeypatch):
    monkeypatch.setattr(save_commands, "is_on_cdn", is_on_cdn)
    await attach(logged_in, "not where Discord keeps attachments", "a.md", MARKDOWN)
    assert logged_in.server.fetched == []


async def test_a_file_that_is_gone_is_told(logged_in):
    file = logged_in.server.upload("a.md", MARKDOWN)
    logged_in.server.files.clear()
    asked = await logged_in.server.slash("kubecon save", {"notes": file})
    await wait_for_text(logged_in.server, asked, "Discord did not hand out the file")


@pytest.mark.parametrize("how", [{"where": "bot_dm"}, {"installed": "user"}])
async def test_outside_of_a_server_nothing_is_saved(logged_in, how):
    await attach(logged_in, "in a server that the bot is installed in", "a.md", MARKDOWN, **how)
    assert logged_in.server.fetched == []


@pytest.mark.parametrize(
    ("url", "is_there"),
    [
        ("https://cdn.discordapp.com/attachments/1/2/a.md?ex=1", True),
        ("https://media.discordapp.net/attachments/1/2/a.md", True),
        ("http://cdn.discordapp.com/attachments/1/2/a.md", False),
        ("https://cdn.discordapp.com.example.com/a.md", False),
        ("https://example.com/cdn.discordapp.com", False),
        ("https://cdn.discordapp.com@example.com/a.md", False),
        ("https://[", False),
    ],
)
def test_only_discords_hosts_of_attachments_count(url, is_there):
    assert is_on_cdn(url) is is_there
