import dataclasses
import datetime as dt
import json

import pytest
from slack_sdk.errors import SlackApiError

from adapters.slack.responses import update_open_view
from tests.adapters.slack.conftest import break_database, busy_database, button, kept, opened_with_digests, say, shown
from tests.delivery.harness import at_slack


@pytest.fixture(params=["socket", "http"])
async def digests(request, slack, small_engine, tmp_path, clock):
    async with opened_with_digests(slack, small_engine, tmp_path, clock, http=request.param == "http") as found:
        yield found


async def open_window(slack, typed="digest", **how):
    await (await slack.slash("/kubecon", typed, **how)).ack()
    await slack.wait_for("views.open")
    return next(reversed(slack.views.values()))


def field(view, name):
    return next(block["element"] for block in view["blocks"] if block.get("block_id") == name)


def head(view):
    return shown({"blocks": view["blocks"][:2]})


async def save(slack, view, fields):
    """Submit the window, and return what the person is told alone."""
    before = len(slack.ephemerals)
    assert not await (await slack.submit(view, fields)).ack()
    return (await slack.wait_told(before + 1))[before]


async def test_a_channel_is_subscribed_in_the_window(slack, digests):
    view = await open_window(slack)
    assert "No digests in this channel" in head(view)
    assert (view["submit"]["text"], field(view, "zone")["initial_option"]["value"]) == ("Turn on", "Europe/London")
    told = await save(
        slack, view, {"weekday": "Tuesday", "at": "17:30", "zone": "Europe/Oslo", "topics": ["dra", "Cilium"]}
    )
    assert "the next one on Tuesday, 24 November 2026, 17:30" in shown(told)
    [wanted] = await kept(digests)
    assert (wanted.channel, wanted.by, wanted.topics) == (at_slack(), "U0ALICE", ("dra", "Cilium"))
    assert (wanted.weekday, wanted.at, wanted.timezone) == (1, dt.time(17, 30), "Europe/Oslo")
    assert (wanted.is_weekly, wanted.has_countdown) == (True, True)


async def test_the_window_shows_what_is_set_and_saves_it_as_it_stands(slack, digests):
    await say(slack, "digest fri 8:15 Asia/Tokyo countdown off topics dra, cilium")
    [before] = await kept(digests)
    view = await open_window(slack, "digest settings")
    assert "the next one on Friday, 27 November 2026, 08:15" in head(view)
    assert view["submit"]["text"] == "Save"
    await save(slack, view, {})
    assert await kept(digests) == [before]


async def test_the_window_turns_digests_off(slack, digests):
    await say(slack, "digest on")
    told = await save(slack, await open_window(slack), {"switch": "off", "threads": []})
    assert "Digests are off in this channel" in shown(told)
    assert await kept(digests) == []


async def test_a_countdown_alone_can_be_had(slack, digests):
    await save(slack, await open_window(slack), {"threads": ["countdown"]})
    [wanted] = await kept(digests)
    assert (wanted.is_weekly, wanted.has_countdown) == (False, True)


async def test_a_fault_is_told_at_its_field_and_nothing_is_saved(slack, digests):
    view = await open_window(slack)
    answer = await (await slack.submit(view, {"threads": [], "zone": "Moon/Base"})).ack()
    assert answer["response_action"] == "errors"
    assert set(answer["errors"]) == {"threads", "zone"}
    assert await kept(digests) == []


@pytest.mark.usefixtures("digests")
async def test_zones_complete_while_they_are_typed(slack):
    view = await open_window(slack)
    options = (await (await slack.suggest("digest_zone", "new y", view=view)).ack())["options"]
    assert [option["value"] for option in options] == ["America/New_York"]
    assert (await (await slack.suggest("digest_zone", "zzz", view=view)).ack())["options"] == []


@pytest.mark.usefixtures("digests")
async def test_topics_complete_and_what_is_typed_can_be_chosen_too(slack):
    view = await open_window(slack)

    async def offered(typed):
        answer = await (await slack.suggest("digest_topics", typed, view=view)).ack()
        return [option["value"] for option in answer["options"]]

    assert "Cilium" in await offered("")
    assert await offered("cili") == ["cili", "Cilium"]
    assert (await offered("CILIUM"))[0] == "Cilium"
    assert await offered("herons, in space") == ["herons in space"]


@pytest.mark.usefixtures("digests")
async def test_the_preview_shows_what_the_fields_say_before_they_are_saved(slack):
    view = await open_window(slack)
    await (await slack.click(view, "digest_preview", fields={"topics": ["dra"]})).ack()
    await slack.wait_for("views.update")
    preview = next(reversed(slack.views.values()))
    await say(slack, "digest preview topics dra")
    await slack.settle(0.2)
    in_words = [shown(message).replace(" Dismiss", "") for message in slack.ephemerals]
    assert preview["previous_view_id"] == view["id"]
    assert len(in_words) > 1
    assert shown(preview) == " ".join(in_words)
    assert slack.posted() == []


@pytest.mark.usefixtures("digests")
async def test_a_preview_of_what_the_recaps_do_not_hold_says_so(slack):
    view = await open_window(slack)
    await slack.click(view, "digest_preview", fields={"topics": ["zzz-no-such-thing"]})
    await slack.wait_for("views.update")
    assert "the recaps contain nothing on zzz-no-such-thing" in shown(next(reversed(slack.views.values())))


async def test_one_is_posted_at_once_where_digests_are_on(slack, digests):
    await say(slack, "digest on topics dra")
    view = await open_window(slack)
    assert "confirm" in next(one for one in slack.elements(view) if one["action_id"] == "digest_now")
    await slack.click(view, "digest_now")
    await slack.wait_for("views.update")
    assert "A digest is on its way" in head(next(reversed(slack.views.values())))
    await digests.delivery_worker.tick()
    await digests.delivery_worker.settle()
    assert len(slack.posted()) > 1


@pytest.mark.usefixtures("digests")
async def test_nothing_is_posted_from_a_window_that_is_out_of_date(slack):
    await say(slack, "digest on")
    view = await open_window(slack)
    await say(slack, "digest off")
    await slack.click(view, "digest_now")
    await slack.wait_for("views.update")
    assert "No digests in this channel" in head(next(reversed(slack.views.values())))


@pytest.mark.usefixtures("digests")
async def test_without_digests_there_is_nothing_to_post_at_once(slack):
    actions = [element["action_id"] for element in slack.elements(await open_window(slack))]
    assert "digest_preview" in actions
    assert "digest_now" not in actions


@pytest.mark.usefixtures("digests")
async def test_the_button_settings_opens_the_window(slack):
    [card] = await say(slack, "digest on")
    await slack.click(card, button(slack, card, "Settings"))
    await slack.wait_for("views.open")
    assert "Digests in this channel" in shown(next(iter(slack.views.values())))


async def test_where_the_bot_is_no_member_the_window_leads_to_an_invitation(slack, digests):
    view = await open_window(slack, channel="C0OTHER")
    await save(slack, view, {})
    told = await slack.wait_told(2)
    assert "/invite @kubecon" in shown(told[1])
    assert len(await kept(digests)) == 1


@pytest.mark.usefixtures("digests")
async def test_a_slow_profile_does_not_keep_the_window_from_opening(slack):
    slack.slow("users.info", 2.5)
    view = await open_window(slack)
    assert "Looking up what is set" in shown(view)
    await slack.wait_for("views.update")
    assert field(next(iter(slack.views.values())), "zone")["initial_option"]["value"] == "UTC"


@pytest.mark.usefixtures("digests")
async def test_without_the_scope_to_read_profiles_the_window_has_the_usual_zone(slack):
    slack.fail("users.info", error="missing_scope")
    assert field(await open_window(slack), "zone")["initial_option"]["value"] == "UTC"


@pytest.mark.usefixtures("digests")
async def test_where_no_window_can_be_opened_the_settings_are_told_in_words(slack):
    slack.fail("views.open", error="expired_trigger_id")
    [told] = await say(slack, "digest")
    assert "No digests in this channel" in shown(told)
    assert "digest weekly mon 9:00 Europe/Amsterdam topics dra, security" in shown(told)


@pytest.mark.usefixtures("digests")
async def test_a_database_that_is_gone_is_told_in_the_window(slack, tmp_path):
    break_database(tmp_path)
    view = await open_window(slack)
    assert "That cannot be done just now" in shown(view)
    assert "submit" not in view


@pytest.mark.usefixtures("digests")
async def test_a_database_that_goes_meanwhile_keeps_the_window_open_with_what_was_chosen(slack, tmp_path):
    view = await open_window(slack)
    break_database(tmp_path)
    answer = await (await slack.submit(view, {"at": "17:30"})).ack()
    assert answer["response_action"] == "errors"
    assert "database" in answer["errors"]["threads"]


@pytest.mark.usefixtures("digests")
async def test_a_database_that_goes_before_the_preview_is_told_there(slack, tmp_path):
    view = await open_window(slack)
    break_database(tmp_path)
    await slack.click(view, "digest_preview")
    await slack.wait_for("views.update")
    assert "database" in shown(next(reversed(slack.views.values())))


@pytest.mark.usefixtures("digests")
async def test_a_busy_database_is_not_waited_for_before_the_window_closes(slack, tmp_path):
    view = await open_window(slack)
    with busy_database(tmp_path):
        submitted = await slack.submit(view, {"at": "17:30"})
        assert not await submitted.ack()
    assert submitted.latency < 3
    assert "17:30" in shown((await slack.wait_told(1))[0])


@pytest.mark.usefixtures("digests")
async def test_a_busy_database_does_not_keep_the_window_from_opening(slack, tmp_path):
    with busy_database(tmp_path):
        assert "Looking up what is set" in shown(await open_window(slack))
    await slack.wait_for("views.update")
    assert "No digests in this channel" in head(next(iter(slack.views.values())))


async def test_the_longest_topics_fit_the_window(slack, digests):
    [before] = await _subscribed(slack, digests)
    await digests.subscription_service.subscribe(
        dataclasses.replace(before, topics=tuple(f"{n}" + "ü" * 79 for n in range(10)))
    )
    view = await open_window(slack)
    assert len(field(view, "topics")["initial_options"]) == 10
    await save(slack, view, {})
    assert [len(topic) for topic in (await kept(digests))[0].topics] == [80] * 10


async def _subscribed(slack, digests):
    await say(slack, "digest on")
    return await kept(digests)


@pytest.mark.usefixtures("digests")
async def test_a_window_that_is_closed_meanwhile_is_no_fault(slack, caplog):
    view = await open_window(slack)
    slack.fail("views.update", error="not_found")
    await slack.click(view, "digest_preview")
    await slack.wait_for("views.update")
    await slack.settle(0.1)
    assert "fault" not in caplog.text


async def test_another_refusal_of_a_window_is_not_passed_over(slack):
    slack.fail("views.update", error="hash_conflict")
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await update_open_view(slack.client(), "V1", {"type": "modal"})


@pytest.mark.usefixtures("digests")
async def test_what_slack_keeps_with_a_window_is_short(slack):
    view = await open_window(slack)
    team, channel, url = json.loads(view["private_metadata"])
    assert (team, channel) == ("T0HARNESS", "C0GENERAL")
    assert url.startswith("http")


async def test_topics_that_the_channel_looks_up_can_be_ticked(slack, digests):
    digests.subscription_service.count_lookup(at_slack(), ("Cilium", "Karmada"))
    digests.subscription_service.count_lookup(at_slack(), ("Cilium",))
    await digests.subscription_service.finish()
    view = await open_window(slack)
    options = field(view, "asked")["options"]
    assert [(one["value"], one["description"]["text"]) for one in options] == [
        ("Cilium", "looked up 2 times"),
        ("Karmada", "looked up 1 time"),
    ]
    await save(slack, view, {"topics": ["dra"], "asked": ["Cilium"]})
    [wanted] = await kept(digests)
    assert wanted.topics == ("dra", "Cilium")
