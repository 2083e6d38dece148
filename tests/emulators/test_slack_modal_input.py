import pytest
from slack_sdk.errors import SlackApiError

from emulators.slack.server import SlackServer


def plain(text):
    return {"type": "plain_text", "text": text}


def pick(name, kind, **more):
    element = {"type": kind, "action_id": name, **more}
    return {"type": "input", "block_id": name, "label": plain(name), "element": element}


ANIMALS = [{"text": plain(name), "value": name} for name in ("otter", "mole")]
WINDOW = {
    "type": "modal",
    "title": plain("Zoo"),
    "submit": plain("Save"),
    "blocks": [
        pick("animal", "static_select", options=ANIMALS, initial_option=ANIMALS[0]),
        pick("at", "timepicker", initial_time="09:00"),
        pick("friends", "multi_external_select", max_selected_items=1) | {"optional": True},
        {"type": "actions", "elements": [{"type": "button", "action_id": "look", "text": plain("Look")}]},
    ],
}


@pytest.fixture
async def slack():
    """Return a stand-in that calls an app which answers nothing."""
    async with SlackServer(ack_deadline=30) as server:
        server.request_url = f"{server.url}/nobody"
        yield server


async def opened(slack):
    return (await slack.client().views_open(trigger_id=slack._trigger(), view=WINDOW))["view"]


async def test_a_window_is_submitted_with_what_stands_in_it_and_what_was_changed(slack):
    submitted = await slack.submit(await opened(slack), {"animal": "mole", "friends": ["newt"]})
    values = submitted.payload["view"]["state"]["values"]
    assert values["animal"]["animal"]["selected_option"] == ANIMALS[1]
    assert values["at"]["at"]["selected_time"] == "09:00"
    assert [one["value"] for one in values["friends"]["friends"]["selected_options"]] == ["newt"]


@pytest.mark.parametrize(
    "fields", [{"animal": None}, {"animal": "newt"}, {"friends": ["newt", "toad"]}, {"colour": "blue"}]
)
async def test_what_the_client_would_not_let_pass_is_refused(slack, fields):
    view = await opened(slack)
    with pytest.raises(AssertionError):
        await slack.submit(view, fields)


async def test_a_window_is_laid_on_the_one_in_which_a_button_was_pressed(slack):
    view = await opened(slack)
    for expected in (True, True, False):
        trigger = (await slack.click(view, "look")).payload["trigger_id"]
        if expected:
            view = (await slack.client().views_push(trigger_id=trigger, view=WINDOW))["view"]
        else:
            with pytest.raises(SlackApiError, match="push_limit_reached"):
                await slack.client().views_push(trigger_id=trigger, view=WINDOW)
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await slack.client().views_push(trigger_id=slack._trigger(), view=WINDOW)
