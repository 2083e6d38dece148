import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from adapters.slack import commands, search
from tests.adapters.slack.conftest import MANIFEST, ROOT
from tests.servers.slack_contracts import contract, method_spec

CODE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "adapters/slack").glob("*.py"))
EVENTS = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
SCOPES = set(MANIFEST["oauth_config"]["scopes"]["bot"])
NOT_OF_THE_BOT = {"auth.test"}  # needs no scope


@pytest.fixture
def api_ref() -> Path:
    path = contract("slack", "api-ref", "docs.slack.dev")
    if path is None:
        pytest.skip("Slack's list of methods and events is neither in $BOT_CONTRACTS nor in ../shared/contracts")
    return path


def methods_called():
    names = set(re.findall(r"client\.((?:auth|chat|conversations|users|views)_\w+)\(", CODE))
    return {name.replace("_", ".", 1) for name in names}


def test_every_event_subscribed_is_listened_to_and_the_other_way_round():
    assert {event.partition(".")[0] for event in EVENTS} == set(re.findall(r'app\.event\("(\w+)"\)', CODE))


def test_every_command_and_shortcut_declared_is_listened_to_and_the_other_way_round():
    features = MANIFEST["features"]
    assert [command["command"] for command in features["slash_commands"]] == [commands.COMMAND]
    declared = {(shortcut["type"], shortcut["callback_id"]) for shortcut in features["shortcuts"]}
    assert declared == {("message", search.LOOK_THIS_UP), ("global", search.OPEN_SEARCH)}


def test_every_scope_declared_is_needed_and_every_one_needed_is_declared(api_ref):
    known = {one["name"]: one for one in json.loads((api_ref / "events/events.json").read_text(encoding="utf-8"))}
    needed = {scope.replace(".", ":") for event in EVENTS for scope in known[event]["scopes"]} | {"commands"}
    for method in methods_called() - NOT_OF_THE_BOT:
        wanted = set((method_spec(method) or {}).get("scope", {}).get("bot") or [])
        assert not wanted or wanted & SCOPES, method
        needed |= wanted & SCOPES
    assert needed == SCOPES


def test_the_scopes_are_told_of_with_their_reasons():
    told = (ROOT / "docs/slack.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z_]+:?[a-z]*)` \|", told, re.MULTILINE)) == SCOPES


def test_channels_and_people_are_never_listed():
    assert methods_called() & {"conversations.history", "conversations.replies"}
    assert not {method for method in methods_called() if method.endswith((".list", ".members"))}


# https://docs.slack.dev/reference/app-manifest
LIMITS = {
    ("display_information", "name"): 35,
    ("display_information", "description"): 140,
    ("features", "bot_user", "display_name"): 80,
    ("features", "slash_commands", 0, "command"): 32,
    ("features", "slash_commands", 0, "usage_hint"): 1000,
    ("features", "shortcuts", 0, "name"): 24,
    ("features", "shortcuts", 1, "name"): 24,
    ("features", "shortcuts", 0, "description"): 150,
}


@pytest.mark.parametrize("place", LIMITS, ids=str)
def test_every_name_in_the_manifest_is_as_short_as_slack_wants_it(place):
    text = MANIFEST
    for key in place:
        text = text[key]
    assert 0 < len(text) <= LIMITS[place]


def test_slack_would_take_the_manifest():
    def retrieve(address):
        path = contract("slack", "manifest", address.rpartition("/")[2])
        if path is None:
            pytest.skip("Slack's manifest schema is neither in $BOT_CONTRACTS nor in ../shared/contracts")
        return Resource.from_contents(json.loads(path.read_text(encoding="utf-8")))

    schema = retrieve("manifest.schema.json").contents
    found = Draft7Validator(schema, registry=Registry(retrieve=retrieve)).iter_errors(MANIFEST)
    assert [error.message for error in found] == []
