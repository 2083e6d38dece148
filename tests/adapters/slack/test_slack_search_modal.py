import time

import pytest

from tests.adapters.slack.conftest import button, opened_with_updates, shown


def view_of(slack):
    (view,) = slack.views.values()
    return view


async def test_the_message_shortcut_answers_about_the_message(bot):
    message = await bot.say("cilium", channel=bot._im("U0ALICE"), kind="message")  # noqa: SLF001 - any message will do
    await bot.settle()
    await (await bot.shortcut("look_this_up", message.payload["event"])).ack()
    await bot.wait_for("views.update")
    assert "Cilium" in shown(view_of(bot))
    assert "every stage" in shown(view_of(bot))


async def test_a_slow_lookup_opens_the_window_at_once_and_fills_it_later(socket_bot, engine):
    engine.seconds = 3.2
    await (await socket_bot.shortcut("look_this_up", {"ts": "1.1", "text": "dra"})).ack()
    await socket_bot.wait_for("views.open")
    assert "Looking it up" in shown(view_of(socket_bot))
    await socket_bot.wait_for("views.update")
    assert "Dynamic Resource Allocation" in shown(view_of(socket_bot))


async def test_the_search_window_completes_and_answers_what_is_chosen(bot):
    await (await bot.shortcut("open_search")).ack()
    await bot.wait_for("views.open")
    options = (await (await bot.suggest("complete", "cili")).ack())["options"]
    assert options[0]["value"] == "Cilium"
    await (await bot.click(view_of(bot), "complete", option="Cilium")).ack()
    await bot.wait_for("views.update")
    assert "every stage" in shown(view_of(bot))


async def test_buttons_in_the_window_turn_the_window(socket_bot):
    await (await socket_bot.shortcut("look_this_up", {"ts": "1.1", "text": "dra"})).ack()
    await socket_bot.wait_for("views.update")
    await (await socket_bot.click(view_of(socket_bot), button(socket_bot, view_of(socket_bot), "More talks"))).ack()
    await socket_bot.wait_for("views.update", n=2)
    assert "Takeaways" not in shown(view_of(socket_bot))


async def test_before_the_first_letter_there_is_something_to_choose_from(socket_bot):
    options = (await (await socket_bot.suggest("complete", "")).ack())["options"]
    assert 0 < len(options) <= 100


async def test_a_slow_completion_is_given_up_in_time(socket_bot, engine):
    engine.seconds = 2.3
    suggestion = await socket_bot.suggest("complete", "dra")
    assert (await suggestion.ack())["options"] == []
    assert suggestion.latency < 3


async def test_the_home_page_welcomes_and_tells_what_the_bot_knows(bot):
    await bot.open_home()
    await bot.wait_for("views.publish")
    told = shown(bot.homes["U0ALICE"])
    for words in (
        "Answers from KubeCon recaps",
        "Look up",
        "KubeCon",
        "What the bot knows",
        "Newest recap",
        "Add a recap",
    ):
        assert words in told


async def test_the_home_page_says_in_the_readers_time_how_old_it_is(socket_bot):
    await socket_bot.open_home()
    call = await socket_bot.wait_for("views.publish")
    (age,) = [one for one in call.args["view"]["blocks"][-1]["elements"][0]["elements"] if one["type"] == "date"]
    assert abs(age["timestamp"] - time.time()) < 60
    assert age["fallback"].endswith("UTC")


async def test_a_search_on_the_home_page_opens_the_window(socket_bot):
    await socket_bot.open_home()
    await socket_bot.wait_for("views.publish")
    home = socket_bot.homes["U0ALICE"]
    await (await socket_bot.click(home, "search", typed="dra")).ack()
    await socket_bot.wait_for("views.update")
    assert any(
        "Dynamic Resource Allocation" in shown(view) for view in socket_bot.views.values() if view["type"] == "modal"
    )


async def test_an_example_on_the_home_page_opens_the_window(socket_bot):
    await socket_bot.open_home()
    await socket_bot.wait_for("views.publish")
    home = socket_bot.homes["U0ALICE"]
    await (await socket_bot.click(home, button(socket_bot, home, "dra"))).ack()
    await socket_bot.wait_for("views.update")
    assert any(
        "Dynamic Resource Allocation" in shown(view) for view in socket_bot.views.values() if view["type"] == "modal"
    )


async def test_the_messages_tab_draws_no_home_page(socket_bot):
    await (await socket_bot.open_home(tab="messages")).ack()
    await socket_bot.settle()
    assert socket_bot.homes == {}


async def test_a_fault_on_the_home_page_is_told_there(socket_bot, engine, monkeypatch):
    monkeypatch.setattr(engine, "statistics", lambda: 1 / 0)
    await socket_bot.open_home()
    await socket_bot.wait_for("views.publish")
    assert "Something went wrong" in shown(socket_bot.homes["U0ALICE"])


@pytest.mark.parametrize("role", ["is_admin", "is_owner"])
async def test_an_admin_keeps_the_bot_current_with_one_press_on_the_home_page(slack, engine, tmp_path, role):
    slack.users["U0ALICE"][role] = True
    async with opened_with_updates(slack, engine, tmp_path) as updates:
        await slack.open_home()
        await slack.wait_for("views.publish")
        home = slack.homes["U0ALICE"]
        assert "Who would be asked each week" in shown(home)
        yes = "Yes, each week"
        await (await slack.click(home, button(slack, home, yes), label=yes)).ack()
        await slack.wait_for("views.update")
        assert not updates.is_offered()
        assert any("This is kept current" in shown(view) for view in slack.views.values() if view["type"] == "modal")


async def test_others_cannot_turn_updates_on(slack, engine, tmp_path):
    async with opened_with_updates(slack, engine, tmp_path) as updates:
        await slack.open_home()
        await slack.wait_for("views.publish")
        home = slack.homes["U0ALICE"]
        assert "Who would be asked each week" not in shown(home)
        offer = "Keep this current?"
        await (await slack.click(home, button(slack, home, offer), label=offer)).ack()
        await slack.wait_for("views.update")
        assert any("Whoever runs the bot changes that" in shown(view) for view in slack.views.values())
        assert updates.is_offered()
