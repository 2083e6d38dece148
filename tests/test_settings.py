import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, environment_name, load_settings

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    for field in fields(Settings):
        monkeypatch.delenv(environment_name(field.name), raising=False)
    monkeypatch.chdir(tmp_path)


def test_everything_has_a_default():
    settings = load_settings()
    assert (settings.recaps, settings.home) == ((), Path("var"))


def test_recap_folders_stand_between_colons(monkeypatch, tmp_path):
    folders = [tmp_path / "ours", tmp_path / "theirs"]
    for folder in folders:
        folder.mkdir()
    monkeypatch.setenv("KUBECON_RECAPS", ":".join(map(str, folders)) + ":")
    assert load_settings().recaps == tuple(folders)


def test_feeds_stand_between_blanks_or_commas_and_count_once(monkeypatch):
    monkeypatch.setenv(
        "KUBECON_FEEDS", " https://a.example/x,y  https://b.example/,https://c.example/, https://b.example/"
    )
    assert load_settings().feeds == ("https://a.example/x,y", "https://b.example/", "https://c.example/")
    assert "example" not in repr(load_settings())


def test_a_feed_that_is_no_web_address_is_named(monkeypatch):
    monkeypatch.setenv("KUBECON_FEEDS", "https://a.example/x feed.xml")
    told = "KUBECON_FEEDS: feed.xml: no web address; write addresses that begin with https://, blanks between"
    with pytest.raises(SettingsError, match=f"^{told}$"):
        load_settings()


def test_the_file_fills_in_what_the_environment_leaves_open(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text(f"KUBECON_HOME=from-file\nKUBECON_RECAPS={tmp_path}\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("KUBECON_HOME", "from-environment")
    settings = load_settings()
    assert (settings.home, settings.recaps) == (Path("from-environment"), (tmp_path,))


def test_an_empty_value_means_the_default(monkeypatch):
    monkeypatch.setenv("KUBECON_HOME", "")
    assert load_settings().home == Path("var")


def test_a_tilde_is_the_home_of_the_person(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("KUBECON_HOME", "~/bot")
    assert load_settings().home == tmp_path / "bot"


def test_all_faults_are_told_at_once(monkeypatch, tmp_path):
    (tmp_path / "note").write_text("not a folder")
    monkeypatch.setenv("KUBECON_RECAPS", "otters:minks")
    monkeypatch.setenv("KUBECON_HOME", "note")
    with pytest.raises(SettingsError) as told:
        load_settings()
    assert str(told.value).splitlines() == [
        "KUBECON_RECAPS: otters, minks: no such folder; name folders that exist, with `:` between them",
        "KUBECON_HOME: note is a file; name a folder, it is made when it is missing",
    ]


def test_a_settings_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / ".env").write_bytes(b"KUBECON_HOME=\xff\xfe")
    with pytest.raises(SettingsError, match=r"\.env: cannot be read as UTF-8 text .* fix or remove it"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("SLACK_BOT_TOKEN", "xapp-otter", r"SLACK_BOT_TOKEN: malformed; it begins with xoxb- .* OAuth & Permissions"),
        ("SLACK_APP_TOKEN", "xoxb-otter", r"SLACK_APP_TOKEN: malformed; it begins with xapp- .* App-Level Tokens"),
        ("SLACK_SIGNING_SECRET", "otter otter", r"SLACK_SIGNING_SECRET: malformed; .* Signing Secret"),
    ],
)
def test_a_malformed_token_is_named_with_its_place_and_without_itself(monkeypatch, name, typed, told):
    monkeypatch.setenv(name, typed)
    with pytest.raises(SettingsError, match=told) as fault:
        load_settings()
    assert "otter" not in str(fault.value)


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("KUBECON_PORT", "99999", "KUBECON_PORT: 99999 is no port; write a number from 1 to 65535"),
        ("KUBECON_PORT", "otter", "KUBECON_PORT: otter is no port; write a number from 1 to 65535"),
        ("KUBECON_LOG", "loud", "KUBECON_LOG: loud is no level; write one of debug, info, warning, error"),
        (
            "KUBECON_SECURITY_CONTACT",
            "otter@lodge.example",
            (
                "KUBECON_SECURITY_CONTACT: otter@lodge.example is no contact; "
                "write mailto:security@example.org, or a page that begins with https://"
            ),
        ),
        (
            "KUBECON_TRUSTED_PROXIES",
            "10.0.0.7 otter",
            (
                "KUBECON_TRUSTED_PROXIES: 'otter' does not appear to be an IPv4 or IPv6 network; "
                "write addresses such as 10.0.0.7, or networks such as 10.0.0.0/8"
            ),
        ),
        ("SLACK_API_URL", "slack", "SLACK_API_URL: slack is no web address; write one that begins with https://"),
    ],
)
def test_what_cannot_be_read_is_named(monkeypatch, name, typed, told):
    monkeypatch.setenv(name, typed)
    with pytest.raises(SettingsError) as fault:
        load_settings()
    assert str(fault.value) == told


def test_platform_settings_are_read_under_the_platforms_own_names(monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-otter")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:8/api")
    monkeypatch.setenv("KUBECON_PORT", "8080")
    settings = load_settings()
    assert (settings.slack_bot_token, settings.slack_api_url) == ("xoxb-otter", "http://127.0.0.1:8/api/")
    assert settings.port == 8080


def test_proxies_are_addresses_or_networks(monkeypatch):
    monkeypatch.setenv("KUBECON_TRUSTED_PROXIES", "10.0.0.7, 192.168.0.0/16 2001:db8::/32")
    assert list(map(str, load_settings().trusted_proxies)) == ["10.0.0.7/32", "192.168.0.0/16", "2001:db8::/32"]


@pytest.mark.parametrize("contact", ["mailto:otter@lodge.example", "https://lodge.example/security"])
def test_a_contact_is_an_address_for_mail_or_a_page(monkeypatch, contact):
    monkeypatch.setenv("KUBECON_SECURITY_CONTACT", contact)
    assert load_settings().security_contact == contact


def test_no_secret_shows_when_settings_are_printed(monkeypatch):
    for name, typed in (("BOT_TOKEN", "xoxb-otter"), ("APP_TOKEN", "xapp-otter"), ("SIGNING_SECRET", "otter")):
        monkeypatch.setenv(f"SLACK_{name}", typed)
    assert "otter" not in repr(load_settings())


def test_the_example_file_shows_every_setting_with_its_default_and_meaning():
    shown = re.findall(r"^# (.+)\n#([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    known = [(one.metadata["meaning"], environment_name(one.name), one.default) for one in fields(Settings)]
    assert shown == [(meaning, name, str(default or "")) for meaning, name, default in known]
