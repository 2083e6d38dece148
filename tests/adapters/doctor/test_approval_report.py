"""What an approver is told is what is there: scopes, tables, permissions, hosts and libraries."""

import re
import tomllib
from dataclasses import replace

from adapters.discord.client import PERMISSIONS
from adapters.discord.doctor import PERMISSION_REASONS
from adapters.doctor.approval_report import write_report
from adapters.doctor.libraries import installed_libraries
from adapters.slack.scopes import DISPENSABLE, REASONS, load_manifest, manifest_scopes
from bot.app.data_retention import TABLES
from bot.settings import Settings
from bot.store.tables import subscriptions
from tests.adapters.slack.conftest import ROOT

TOKENS = {"slack_bot_token": "xoxb-1", "discord_token": "MTI3.a.b"}
SETTINGS = Settings(**TOKENS, database_url="postgresql://a:secret@db.example/b")


def rows(text, heading):
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [re.split(r" \| ", line.strip("| \n")) for line in section.splitlines() if line.startswith("| ")][1:]


def test_every_scope_of_the_manifest_has_the_reason_that_the_documentation_gives():
    told = dict(rows(write_report(SETTINGS, (), ()), "Slack: scopes"))
    assert {name.strip("`") for name in told} == set(manifest_scopes(load_manifest())) == set(REASONS)
    page = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")
    assert [scope for scope, reason in told.items() if f"| {scope} | {reason} |" not in page] == []
    assert set(REASONS) >= DISPENSABLE


def test_every_permission_of_the_invitation_has_the_reason_that_the_documentation_gives():
    assert {name for name, is_wanted in PERMISSIONS if is_wanted} == set(PERMISSION_REASONS)
    page = (ROOT / "docs" / "discord.md").read_text(encoding="utf-8")
    assert [name for name, why in PERMISSION_REASONS.values() if f"| {name} | {why} |" not in page] == []


def test_every_table_of_the_database_is_told_of():
    assert set(TABLES) == set(subscriptions.metadata.tables)
    assert len(rows(write_report(SETTINGS, (), ()), "Data kept")) == len(TABLES)


def test_only_hosts_of_what_is_set_up_are_named_and_no_secret():
    all_set = write_report(SETTINGS, ("raw.example",), ("https://user:secret@feeds.example/x?key=secret",))
    assert [host for host, _ in rows(all_set, "Hosts contacted")] == [
        *("`slack.com`", "`wss-primary.slack.com`", "`hooks.slack.com`"),
        *("`discord.com`", "`gateway.discord.gg`", "`cdn.discordapp.com`", "`media.discordapp.net`"),
        *("`db.example`", "`raw.example`", "`feeds.example`"),
    ]
    assert "secret" not in all_set
    nothing = write_report(replace(SETTINGS, slack_bot_token="", discord_token="", database_url=""), (), ())
    assert rows(nothing, "Hosts contacted") == []
    assert "## Hosts contacted\n\nnone\n" in nothing


def test_every_library_is_named_with_the_version_of_the_lock_file():
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    locked = {(one["name"], one.get("version")) for one in lock["package"]}
    found = {(name.lower().replace("_", "-").replace(".", "-"), version) for name, version, _ in installed_libraries()}
    assert {"aiohttp", "slack-bolt", "discord-py", "sqlalchemy", "tantivy", "mcp"} <= {name for name, _ in found}
    assert "pytest" not in {name for name, _ in found}
    assert found - locked == set()
