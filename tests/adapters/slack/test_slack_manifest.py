import json
import re
from pathlib import Path

import pytest

from adapters.slack import commands, save_modal, search_modal
from emulators.slack.contracts import contract, method_spec
from tests.adapters.slack.conftest import MANIFEST, ROOT, documented_manifest

FILES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "adapters/slack").glob("*.py")}
CODE = "\n".join(FILES.values())
EVENTS = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
SCOPES = set(MANIFEST["oauth_config"]["scopes"]["bot"])
METHOD_FAMILIES = ("auth", "bots", "chat", "conversations", "files", "reactions", "team", "users", "views")
# what the client's own steps call
CALLED_BY = {"files_upload_v2": ("files.getUploadURLExternal", "files.completeUploadExternal")}
NO_SCOPE = {"auth.test", "views.open", "views.publish", "views.push", "views.update"}


@pytest.fixture
def api_ref() -> Path:
    path = contract("slack", "api-ref", "docs.slack.dev")
    if path is None:
        pytest.skip("Slack's list of methods and events is neither in $BOT_CONTRACTS nor in ../shared/contracts")
    return path


def methods_called(code=CODE):
    """Return what is called, and what is spelt in another way than by a client: client.api_call("chat.delete")."""
    named = "|".join(METHOD_FAMILIES)
    names = set(re.findall(rf"client\.((?:{named})_\w+)\(", code)) | set(re.findall(rf'"((?:{named})\.\w+)"', code))
    return {method for name in names for method in CALLED_BY.get(name, (name.replace("_", ".", 1),))}


def told_methods():
    """Return the methods that each scope is said to be there for."""
    table = (ROOT / "docs/slack.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_]+:?[a-z]*)` \|[^|]+\|([^|]*)\|$", table, re.MULTILINE)
    return {scope: set(re.findall(r"`(\w+\.\w+)`", methods)) for scope, methods in rows}


def test_every_event_subscribed_is_listened_to_and_the_other_way_round():
    events = documented_manifest()["settings"]["event_subscriptions"]["bot_events"]
    assert {event.partition(".")[0] for event in events} == set(re.findall(r'app\.event\("(\w+)"\)', CODE))


def test_every_command_and_shortcut_declared_is_listened_to_and_the_other_way_round():
    features = MANIFEST["features"]
    assert [command["command"] for command in features["slash_commands"]] == [commands.COMMAND]
    declared = {(shortcut["type"], shortcut["callback_id"]) for shortcut in features["shortcuts"]}
    assert declared == {
        ("message", search_modal.LOOK_THIS_UP),
        ("message", save_modal.SAVE),
        ("global", search_modal.OPEN_SEARCH),
    }


def test_every_scope_declared_is_needed_and_every_one_needed_is_declared(api_ref):
    known = {one["name"]: one for one in json.loads((api_ref / "events/events.json").read_text(encoding="utf-8"))}
    needed = {scope.replace(".", ":") for event in EVENTS for scope in known[event]["scopes"]} | {"commands"}
    for method in methods_called() - NO_SCOPE:
        wanted = set((method_spec(method) or {}).get("scope", {}).get("bot") or [])
        assert wanted & SCOPES, method
        needed |= wanted & SCOPES
    assert needed == SCOPES


def test_the_scopes_are_told_of_with_their_reasons_and_with_each_method_they_are_there_for():
    told = told_methods()
    assert set(told) == SCOPES
    assert set().union(*told.values()) == methods_called() - NO_SCOPE


def test_each_method_is_called_under_a_scope_that_allows_it(api_ref):
    assert api_ref.is_dir()
    for scope, methods in told_methods().items():
        for method in methods:
            assert scope in method_spec(method)["scope"]["bot"], (scope, method)
    for method in NO_SCOPE & methods_called():
        assert not method_spec(method).get("scope", {}).get("bot"), method


def test_channels_are_read_by_the_publisher_alone():
    read = {"conversations.history", "conversations.replies"}
    assert {name for name, code in FILES.items() if methods_called(code) & read} == {"publisher.py"}
    of_channels = {method for method in methods_called() if method.startswith("conversations.")}
    assert of_channels == read | {"conversations.open"}  # the asker's own messages with the bot


def test_profiles_are_read_of_who_asks_and_nobody_is_listed():
    assert {name for name, code in FILES.items() if "users.info" in methods_called(code)} == {"profiles.py"}
    assert {method for method in methods_called() if method.startswith("users.")} == {"users.info"}


# https://docs.slack.dev/reference/app-manifest
LIMITS = {
    ("display_information", "name"): 35,
    ("display_information", "description"): 140,
    ("features", "bot_user", "display_name"): 80,
    ("features", "slash_commands", 0, "command"): 32,
    ("features", "slash_commands", 0, "usage_hint"): 1000,
    ("features", "shortcuts", 0, "name"): 24,
    ("features", "shortcuts", 1, "name"): 24,
    ("features", "shortcuts", 2, "name"): 24,
    ("features", "shortcuts", 0, "description"): 150,
    ("features", "shortcuts", 1, "description"): 150,
}


@pytest.mark.parametrize("place", LIMITS, ids=str)
def test_every_name_in_the_manifest_is_as_short_as_slack_wants_it(place):
    text = MANIFEST
    for key in place:
        text = text[key]
    assert 0 < len(text) <= LIMITS[place]


def test_slack_would_take_the_manifest():
    from jsonschema import Draft7Validator  # noqa: PLC0415 - loads over a second
    from referencing import Registry, Resource  # noqa: PLC0415

    def retrieve(address):
        path = contract("slack", "manifest", address.rpartition("/")[2])
        if path is None:
            pytest.skip("Slack's manifest schema is neither in $BOT_CONTRACTS nor in ../shared/contracts")
        return Resource.from_contents(json.loads(path.read_text(encoding="utf-8")))

    schema = retrieve("manifest.schema.json").contents
    found = Draft7Validator(schema, registry=Registry(retrieve=retrieve)).iter_errors(MANIFEST)
    assert [error.message for error in found] == []
