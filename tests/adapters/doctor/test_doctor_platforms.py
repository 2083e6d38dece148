"""What the doctor says of Slack and Discord, over real sockets: all that can be wrong, and what to do about each."""

import datetime as dt
import json

import pytest

from adapters.doctor import checks
from adapters.slack import doctor as slack_doctor
from adapters.slack.scopes import load_manifest, manifest_scopes
from bot.model.doctor_finding import Severity
from emulators.odd_answers import ODD

SCOPES = len(manifest_scopes(load_manifest()))


def told(findings, severity):
    return [f"{one.text} → {one.remedy}" for one in findings if one.severity is severity]


async def test_a_bot_that_is_set_up_well_has_nothing_to_mend(patient):
    findings = await patient.found()
    assert told(findings, Severity.FAILED) == told(findings, Severity.WARNING) == []
    well = [f"{one.subject}: {one.text}" for one in findings if one.severity is Severity.OK]
    assert "Slack: the bot token is accepted in the workspace Harness" in well
    assert f"Slack: all {SCOPES} scopes are granted" in well
    assert "Slack: the app token opens a socket" in well
    assert sum("keeps Slack's rules" in line for line in well) == len(checks.CARDS)
    assert "Discord: no privileged intent is on, and none is needed" in well
    assert "Discord: 1000 of 1000 starts are left today" in well
    assert "Discord: /kubecon is registered, and 3 commands in the menu of a message" in well
    assert [line for line in well if line.startswith("clock: ")] != []
    assert patient.slack.violations == patient.discord.violations == []
    assert patient.slack.warnings == patient.discord.warnings == []


async def test_the_doctor_changes_and_posts_nothing(patient):
    await patient.found()
    assert {call.method for call in patient.slack.calls} == {"auth.test", "apps.connections.open", "blocks.validate"}
    assert {call.method for call in patient.discord.calls} == {"GET"}


async def test_the_longest_message_that_is_checked_is_as_long_as_one_can_be(patient):
    await patient.found()
    sizes = [len(call.args["message"]) for call in patient.slack.calls if call.method == "blocks.validate"]
    assert max(sizes) > 10_000
    assert all(json.loads(call.args["message"])["text"] for call in patient.slack.calls if "message" in call.args)


@pytest.mark.parametrize(("scope", "severity"), [("chat:write", Severity.FAILED), ("users:read", Severity.WARNING)])
async def test_a_scope_that_is_missing_is_named_with_what_it_is_for(patient, scope, severity):
    patient.slack.scopes.remove(scope)
    (line,) = told(await patient.found("Slack"), severity)
    assert line.startswith(f"the scope {scope} is missing (to ")
    assert "OAuth & Permissions > Scopes, then reinstall the app" in line


async def test_a_scope_that_nothing_needs_is_to_be_removed(patient):
    patient.slack.scopes.add("files:read")
    (line,) = told(await patient.found("Slack"), Severity.WARNING)
    assert line.startswith("scopes that the bot does not use: files:read → remove them at ")


async def test_tokens_that_are_refused_are_named_with_their_places_and_never_repeated(patient):
    wrong = {"slack_bot_token": "xoxb-secret", "slack_app_token": "xapp-secret", "discord_token": "MTI3.secret.x"}
    lines = told(await patient.found(**wrong), Severity.FAILED)
    assert [line.partition(" →")[0] for line in lines] == [
        "SLACK_BOT_TOKEN: Slack refuses it",
        "SLACK_APP_TOKEN: Slack refuses it",
        "DISCORD_TOKEN: Discord refuses it",
    ]
    assert "secret" not in " ".join(lines)


async def test_a_token_that_is_missing_is_told(patient):
    (line,) = told(await patient.found(slack_bot_token=""), Severity.FAILED)
    assert line.startswith("SLACK_BOT_TOKEN is missing → copy it from https://api.slack.com/apps > your app > ")


async def test_limits_that_are_reached_are_told_with_how_long_to_wait(patient):
    patient.slack.fail("auth.test", status=429, retry_after=17)
    patient.discord.fail("GET", "/users/@me", status=429)
    patient.discord.starts_left = 3
    lines = told(await patient.found(), Severity.WARNING)
    assert lines[0] == "the rate limit is reached → wait 17 seconds; do two bots use this token?"
    assert lines[1].startswith("the rate limit is reached → wait ")
    patient.discord.starts_left = 3
    (line,) = told(await patient.found("Discord"), Severity.WARNING)
    assert line == "3 of 1000 starts are left today → find out what restarts the bot; in 4 hours there are 1000 again"


async def test_a_message_that_slack_would_refuse_is_told_with_the_place(patient, monkeypatch):
    too_long = {"type": "section", "text": {"type": "plain_text", "text": "x" * 3_001}}
    render = slack_doctor.render_card
    monkeypatch.setattr(slack_doctor, "render_card", lambda card: type(render(card))("text", [too_long]))
    lines = told(await patient.found("Slack"), Severity.FAILED)
    assert len(lines) == len(checks.CARDS)
    assert "a message would be refused (invalid_message: /blocks/0/text/text must be" in lines[0]


async def test_intents_that_nothing_needs_are_to_be_turned_off(patient):
    patient.discord.app_flags = 1 << 19 | 1 << 15
    (line,) = told(await patient.found("Discord"), Severity.WARNING)
    assert line.startswith("privileged intents are on that the bot does not use: Server Members →")


async def test_the_one_intent_that_a_feature_can_use_may_be_on(patient):
    patient.discord.app_flags = 1 << 19
    texts = [one.text for one in await patient.found("Discord")]
    assert "the Message Content intent is on, which only saving whole threads needs" in texts


async def test_a_bot_that_is_nowhere_and_has_no_command_is_told_how_to_get_there(patient):
    patient.discord.is_in_server = False
    patient.discord.commands[None] = []
    nowhere, silent = told(await patient.found("Discord"), Severity.WARNING)
    assert "the bot is in no server → invite it: https://discord.com/oauth2/authorize?client_id=" in nowhere
    assert silent.startswith("not registered: /kubecon, “Look this up”, ")
    assert silent.endswith("→ start kubecon serve once, which registers the commands")


@pytest.mark.parametrize(("seconds", "severity"), [(60, Severity.WARNING), (400, Severity.FAILED)])
async def test_a_clock_that_is_wrong_is_told(patient, seconds, severity):
    right = patient.now
    patient.now = lambda: right() + dt.timedelta(seconds=seconds)
    findings = await patient.found("clock")
    assert [one.severity for one in findings] == [severity, severity]
    assert "timedatectl set-ntp true" in findings[0].remedy


@pytest.mark.parametrize("how", ODD)
async def test_whatever_a_platform_answers_the_other_one_is_checked(patient, how):
    patient.slack.odd.plant("/auth.test", how, times=1)
    findings = await patient.found()
    assert [one.subject for one in findings if one.severity is Severity.FAILED] == ["Slack"]
    assert any(one.text.startswith("/kubecon is registered") for one in findings)
    patient.discord.odd.plant("/users/@me", how, times=2)
    findings = await patient.found()
    assert [one.subject for one in findings if one.severity is Severity.FAILED] == ["Discord"]
    assert f"all {SCOPES} scopes are granted" in [one.text for one in findings]


async def test_platforms_that_are_not_set_up_are_no_fault(patient):
    findings = await patient.found(slack_bot_token="", slack_app_token="", discord_token="")
    assert [one.text for one in findings if one.subject in {"Slack", "Discord"}] == ["not set up"] * 2
    assert told(findings, Severity.FAILED) == []
