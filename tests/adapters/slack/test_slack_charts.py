"""Charts where Slack does not draw them itself: as an uploaded picture with alt text, or in words alone."""

import pytest

from adapters.slack.render import chart_picture
from bot.model.chart import Chart, Series
from tests.adapters.slack.conftest import button, opened, say, shown
from tests.engine_fixture import open_small_engine
from tests.fakes import talk

TALKS = [
    talk(
        f"Reed {number}",
        event=event,
        recap=f"schedule-{event}",
        topics=("Cilium", "Istio") if number < 3 * place else (),
    )
    for place, event in enumerate(("kubecon-eu-2024", "kubecon-na-2024", "kubecon-eu-2025"), 1)
    for number in range(150)
]
NUMBERS = "6.0 % at EU 2025 (9 of 150)"


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return open_small_engine(tmp_path_factory.mktemp("index"), TALKS)


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    """Wait for Slack's inspection of pictures as briefly as the stand-in takes for it."""
    monkeypatch.setattr("adapters.slack.chart_pictures._PAUSES_SECONDS", (0.01, 0.3))


@pytest.fixture
async def older(slack, engine):
    """Return a workspace that does not draw charts, with the bot behind it."""
    slack.unsupported.add("data_visualization")
    async with opened(slack, engine):
        yield slack


def kinds(message):
    return [block["type"] for block in message["blocks"]]


def picture(message):
    (found,) = [block for block in message["blocks"] if block["type"] == "image"]
    return found


async def search_for_trend(slack):
    """Search from the home tab, which answers in a window."""
    await slack.open_home()
    await slack.wait_for("views.publish")
    await (await slack.click(slack.homes["U0ALICE"], "search", typed="trend cilium")).ack()


def window(slack):
    (view,) = [view for view in slack.views.values() if view["type"] == "modal"]
    return view


async def test_a_command_is_answered_with_a_picture_that_says_its_numbers(older):
    (told,) = await say(older, "trend cilium")
    assert NUMBERS in picture(told)["alt_text"]
    (file,) = older.files.values()
    assert (picture(told)["slack_file"], file["content"][:4]) == ({"id": file["id"]}, b"\x89PNG")
    assert "data_visualization" not in kinds(told)


async def test_a_picture_is_uploaded_once_and_charts_are_tried_once(older):
    await say(older, "trend cilium")
    before = len(older.calls)
    (told,) = await say(older, "trend cilium")
    assert picture(told)
    assert [call.method for call in older.calls[before:]] == ["response_url"]


async def test_a_picture_that_slack_still_inspects_is_tried_again(older):
    older.inspection_seconds = 0.2
    (told,) = await say(older, "trend cilium")
    assert picture(told)


async def test_a_picture_that_never_becomes_ready_leaves_the_numbers_in_words(older):
    older.inspection_seconds = 3_600
    (told,) = await say(older, "trend cilium")
    assert "image" not in kinds(told)
    assert NUMBERS in shown(told)


@pytest.mark.parametrize("error", ["missing_scope", "file_uploads_disabled", "storage_limit_reached"])
async def test_where_no_file_may_be_uploaded_the_numbers_stay_in_words(older, error):
    older.fail("files.getUploadURLExternal", error=error)
    (told,) = await say(older, "trend cilium")
    assert "image" not in kinds(told)
    assert NUMBERS in shown(told)


async def test_mentions_get_a_picture_too_and_keep_it_when_edited(older):
    asked = await older.mention("trend cilium")
    await asked.ack()
    await older.wait_for("chat.postMessage", n=2)
    (told,) = [message for message in older.posted() if message["user"] == older.bot_user]
    assert NUMBERS in picture(told)["alt_text"]
    await (await older.edit(asked, f"<@{older.bot_user}> trend cilium, istio")).ack()
    await older.wait_for("chat.update")
    assert picture(told)


async def test_a_shared_chart_keeps_its_picture(older):
    (told,) = await say(older, "trend cilium")
    await (await older.click(told, "share")).ack()
    await older.wait_for("response_url", n=4)
    (shared,) = [message for message in older.posted() if message["user"] == older.bot_user]
    assert picture(shared)["slack_file"] == picture(told)["slack_file"]


async def test_the_search_window_shows_the_numbers_at_once_and_then_the_picture(slack, engine):
    async with opened(slack, engine):
        await search_for_trend(slack)
        await slack.wait_for("views.update", n=2)
    first, second = [call.args["view"] for call in slack.calls if call.method == "views.update"]
    assert NUMBERS in shown(first)
    assert picture(second)


async def test_a_picture_does_not_replace_what_was_asked_meanwhile(slack, engine):
    slack.slow("files.getUploadURLExternal", 0.3)
    async with opened(slack, engine):
        await search_for_trend(slack)
        await slack.wait_for("views.update")
        view = window(slack)
        await (await slack.click(view, button(slack, view, "Cilium"))).ack()
        await slack.wait_for("views.update", n=3)
    assert "image" not in kinds(window(slack))
    assert [call.response["ok"] for call in slack.calls if call.method == "views.update"] == [True, True, False]


async def test_a_refusal_for_another_reason_is_no_reason_to_upload_anything(slack, engine):
    slack.fail("chat.postMessage", error="is_archived")
    async with opened(slack, engine):
        await (await slack.mention("trend cilium")).ack()
        await slack.wait_for("chat.postMessage", n=2)
    assert not slack.files


def test_a_picture_with_many_numbers_keeps_within_slacks_limit():
    labels = tuple(f"NA {year}" for year in range(1000, 1200))
    chart = Chart("Talks", labels, (1,) * 200, (Series("Otters", (1.0,) * 200, (1,) * 200),))
    assert len(chart_picture(chart, "F00000001")["alt_text"]) <= 2_000
