import pytest

from emulators.discord.read_message import buttons, select_of, text_of, wait_for_text

EPHEMERAL = 1 << 6
LONG = "prometheus and " * 9 + "prometheus"


async def ask(logged_in, words="prometheus", **options):
    shared = {"share": options.pop("share")} if "share" in options else {}
    asked = await logged_in.server.slash("kubecon ask", {"words": words, **shared}, **options)
    await asked.answer()
    return asked


async def press(logged_in, message, label=None, **options):
    pressed = await logged_in.server.click(message, label=label, **options)
    await pressed.answer()
    return pressed


async def choose(logged_in, message, kind, **options):
    custom_id = select_of(message)["custom_id"]
    return await press(logged_in, message, custom_id=custom_id, values=[kind], **options)


async def test_a_button_shows_the_rest_in_place(logged_in):
    asked = await ask(logged_in)
    first = text_of(asked.message)
    pressed = await press(logged_in, asked.message, "More takeaways")
    assert pressed.callbacks[0][1]["type"] == 7
    assert "**Takeaways**" in text_of(asked.message)
    assert text_of(asked.message) != first


async def test_a_select_shows_one_kind_and_the_overview_again(logged_in):
    asked = await ask(logged_in, "dra")
    overview = text_of(asked.message)
    await choose(logged_in, asked.message, "talk")
    assert "**Takeaways**" not in text_of(asked.message)
    assert [option["value"] for option in select_of(asked.message)["options"] if option["default"]] == ["talk"]
    await choose(logged_in, asked.message, "all")
    assert text_of(asked.message) == overview


async def test_what_may_have_been_meant_is_one_press_away(logged_in):
    asked = await ask(logged_in, "cilum")
    assert "Cilium" in text_of(asked.message) or "Cilium" in " ".join(buttons(asked.message))


async def test_buttons_work_after_a_restart(logged_in):
    asked = await ask(logged_in)
    await logged_in.restart()
    await press(logged_in, asked.message, "More takeaways")
    assert "**Takeaways**" in text_of(asked.message)


@pytest.mark.parametrize("kind", ["takeaway", "all"])
async def test_a_lookup_too_long_for_a_button_is_still_carried(logged_in, kind):
    asked = await ask(logged_in, LONG)
    assert len(select_of(asked.message)["custom_id"]) <= 100
    await logged_in.restart()
    before = text_of(asked.message).splitlines()[0]
    await choose(logged_in, asked.message, kind)
    assert text_of(asked.message).splitlines()[0] == before


async def test_a_button_of_an_older_version_says_so(logged_in):
    asked = await ask(logged_in)
    asked.message["components"][0]["components"][-1]["components"][0]["custom_id"] = "k0:share:dra"
    pressed = await press(logged_in, asked.message, custom_id="k0:share:dra")
    assert "too old" in text_of(pressed.message)
    assert pressed.message["flags"] & EPHEMERAL


@pytest.mark.parametrize("value", ["talk 999 prometheus", "nonsense", "", "talk 0 …"])
async def test_a_button_that_leads_nowhere_says_so(logged_in, value):
    asked = await ask(logged_in)
    asked.message["components"][0]["components"][-1]["components"][0]["custom_id"] = f"k1:go:1:{value}"
    pressed = await press(logged_in, asked.message, custom_id=f"k1:go:1:{value}")
    assert text_of(pressed.message)
    assert "talk 999" not in text_of(pressed.message)


async def test_a_choice_that_was_not_offered_says_so(logged_in):
    asked = await ask(logged_in)
    await choose(logged_in, asked.message, "drop table")
    assert "too old" in text_of(asked.message)


async def test_somebody_elses_private_answer_is_refused_politely(logged_in):
    asked = await ask(logged_in)
    shown = text_of(asked.message)
    pressed = await press(logged_in, asked.message, "More takeaways", user=logged_in.server.bob)
    assert "somebody else" in text_of(pressed.message)
    assert pressed.message["flags"] & EPHEMERAL
    assert text_of(asked.message) == shown


async def test_somebody_elses_public_answer_gives_one_of_your_own(logged_in):
    asked = await ask(logged_in, share=True)
    shown = text_of(asked.message)
    pressed = await press(logged_in, asked.message, "More takeaways", user=logged_in.server.bob)
    assert pressed.message["flags"] & EPHEMERAL
    assert "**Takeaways**" in text_of(pressed.message)
    assert text_of(asked.message) == shown


async def test_an_answer_is_shared_with_the_sharers_name(logged_in):
    asked = await ask(logged_in)
    pressed = await press(logged_in, asked.message, "Share")
    await logged_in.server.until(logged_in.server.posted, "the shared answer")
    (shared,) = logged_in.server.posted()
    assert text_of(shared).startswith("-# Shared by Alice\n### ")
    assert "Share" not in buttons(asked.message)
    assert len(pressed.callbacks) == 1


async def test_a_shared_answer_keeps_the_sharers_name_when_it_changes(logged_in):
    asked = await ask(logged_in)
    await press(logged_in, asked.message, "Share")
    await logged_in.server.until(logged_in.server.posted, "the shared answer")
    (shared,) = logged_in.server.posted()
    await press(logged_in, shared, "More takeaways")
    assert text_of(shared).startswith("-# Shared by Alice\n### ")
    assert "**Talks**" not in text_of(shared)


async def test_a_second_press_on_share_does_nothing(logged_in):
    asked = await ask(logged_in)
    as_it_was = {**asked.message}
    await press(logged_in, asked.message, "Share")
    await logged_in.server.until(logged_in.server.posted, "the shared answer")
    again = await press(logged_in, as_it_was, "Share")
    assert "shared already" in text_of(again.message)
    assert len(logged_in.server.posted()) == 1


async def test_an_answer_that_cannot_be_shared_keeps_its_button(logged_in):
    asked = await ask(logged_in)
    logged_in.server.fail("POST", "/webhooks/{webhook_id}/{webhook_token}", status=403, code=50013)
    pressed = await press(logged_in, asked.message, "Share")
    await logged_in.server.until(lambda: pressed.followups, "the notice")
    assert "may not write" in text_of(pressed.followups[0])
    assert "Share" in buttons(asked.message)


async def test_the_asker_deletes_a_public_answer(logged_in):
    asked = await ask(logged_in, share=True)
    await press(logged_in, asked.message, "Delete")
    await logged_in.server.until(lambda: not logged_in.server.posted(), "an empty channel")


async def test_others_cannot_delete_it_and_moderators_can(logged_in):
    asked = await ask(logged_in, share=True)
    refused = await press(logged_in, asked.message, "Delete", user=logged_in.server.bob, permissions="2048")
    assert "Only the person who asked" in text_of(refused.message)
    assert logged_in.server.posted() == [asked.message]
    await press(logged_in, asked.message, "Delete", user=logged_in.server.bob, permissions="8192")
    await logged_in.server.until(lambda: not logged_in.server.posted(), "an empty channel")


async def test_a_slow_button_is_answered_in_time(slow_house):
    asked = await ask(slow_house)
    await wait_for_text(slow_house.server, asked, "Prometheus")
    pressed = await press(slow_house, asked.message, "More takeaways")
    assert pressed.callbacks[0][1]["type"] == 6
    await wait_for_text(slow_house.server, pressed, "**Takeaways**")


async def test_words_of_the_controls_are_in_the_readers_language(logged_in):
    asked = await ask(logged_in, locale="de")
    assert buttons(asked.message)[-1] == "Teilen"
    assert select_of(asked.message)["options"][0]["label"] == "Überblick"


async def test_a_calendar_comes_as_a_file_below_the_answer(logged_in):
    asked = await ask(logged_in, "calendar dra")
    files = [one for one in asked.message["components"] if one["type"] == 13]
    assert [one["file"]["url"] for one in files] == ["attachment://kubecon-eu-2027.ics"]
    assert "for your calendar" in text_of(asked.message)
