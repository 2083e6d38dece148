import pytest

from bot.errors import SettingsError
from bot.settings import load_settings


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    for name in ("DISCORD_TOKEN", "DISCORD_API_URL", "DISCORD_GATEWAY_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_a_discord_token_is_read_and_never_shown(monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", "MTIz.otter.pond-weir_1")
    settings = load_settings()
    assert settings.discord_token.endswith("weir_1")
    assert "otter" not in repr(settings)


@pytest.mark.parametrize(
    "typed", ["otter", "Bot MTIz.a.b", "MTIz.a", "b3R0ZXI.a.b", "MTIz.a.b.c", "\u00e9.a.b", "A.a.b"]
)
def test_a_malformed_discord_token_is_named_with_where_to_get_it(monkeypatch, typed):
    monkeypatch.setenv("DISCORD_TOKEN", typed)
    with pytest.raises(SettingsError) as told:
        load_settings()
    assert str(told.value) == (
        "DISCORD_TOKEN: malformed; it has three parts with dots between them: copy it whole from "
        "https://discord.com/developers/applications > your application > Bot > Reset Token"
    )


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("DISCORD_API_URL", "otter", "otter is no web address; write one that begins with https://"),
        ("DISCORD_GATEWAY_URL", "https://x.example", "https://x.example is no address of a websocket; write one that"),
    ],
)
def test_a_malformed_address_is_named(monkeypatch, name, typed, told):
    monkeypatch.setenv(name, typed)
    with pytest.raises(SettingsError, match=f"{name}: {told}"):
        load_settings()
