import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    for field in fields(Settings):
        monkeypatch.delenv(f"KUBECON_{field.name.upper()}", raising=False)
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
    with pytest.raises(SettingsError, match=r"\.env: cannot be read as UTF-8 text .* mend or remove it"):
        load_settings()


def test_the_example_file_shows_every_setting_with_its_default_and_meaning():
    shown = re.findall(r"^# (.+)\n#(KUBECON_\w+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    known = [(one.metadata["meaning"], f"KUBECON_{one.name.upper()}", one.default) for one in fields(Settings)]
    assert shown == [(meaning, name, str(default or "")) for meaning, name, default in known]
