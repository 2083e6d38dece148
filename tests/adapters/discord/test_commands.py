import pytest

from emulators.discord.read_message import buttons, text_of, wait_for_text

EPHEMERAL = 1 << 6


async def ask(logged_in, words="dra", **options):
    kept = {name: options.pop(name) for name in ("kind", "event", "share") if name in options}
    asked = await logged_in.server.slash("kubecon ask", {"words": words, **kept}, **options)
    await asked.answer()
    return asked


async def offered(logged_in, option, typed, **options):
    offer = await logged_in.server.autocomplete("kubecon ask", option, typed, **options)
    await offer.answer()
    return offer.choices


async def test_a_lookup_is_answered_to_the_asker_alone(logged_in):
    asked = await ask(logged_in)
    assert "### DRA → Dynamic Resource Allocation" in text_of(asked.message)
    assert asked.message["flags"] & EPHEMERAL
    assert logged_in.server.posted() == []


async def test_a_shared_lookup_is_answered_to_everyone(logged_in):
    asked = await ask(logged_in, share=True)
    assert not asked.message["flags"] & EPHEMERAL
    assert logged_in.server.posted() == [asked.message]
    assert buttons(asked.message)[-1] == "Delete"


async def test_a_kind_shows_that_kind_alone(logged_in):
    asked = await ask(logged_in, kind="talk")
    assert "**Talks**" in text_of(asked.message)
    assert "**Takeaways**" not in text_of(asked.message)


@pytest.mark.parametrize("kind", ["Talks", "talks", "Vorträge", "講演"])
async def test_a_kind_sent_by_its_name_is_understood(logged_in, kind):
    assert text_of((await ask(logged_in, kind=kind)).message) == text_of((await ask(logged_in, kind="talk")).message)


async def test_an_event_keeps_others_out(logged_in):
    asked = await ask(logged_in, event="KubeCon + CloudNativeCon Europe 2024")
    assert "still alpha" in text_of(asked.message)
    assert "DRA is generally available" not in text_of(asked.message)


@pytest.mark.parametrize("words", ["zzz-no-such-thing", "cilum", "@everyone", "<@1>", "`", "***", "x" * 400, "?"])
async def test_free_text_is_always_answered(logged_in, words):
    assert text_of((await ask(logged_in, words)).message)


@pytest.mark.parametrize(
    ("command", "title"),
    [("help", "Answers from KubeCon recaps"), ("about", "About this bot"), ("next", "KubeCon"), ("events", "KubeCon")],
)
async def test_the_other_commands_answer_too(logged_in, command, title):
    asked = await logged_in.server.slash(f"kubecon {command}")
    await asked.answer()
    assert title in text_of(asked.message)
    assert asked.message["flags"] & EPHEMERAL


async def test_before_the_first_letter_the_newest_topics_are_offered(logged_in):
    names = [choice["name"] for choice in await offered(logged_in, "words", "")]
    assert names
    assert len(names) <= 25
    assert set(names) >= {"Dynamic Resource Allocation", "Prometheus"}


async def test_an_alias_completes_to_the_name_it_stands_for(logged_in):
    name = "Dynamic Resource Allocation"
    assert {"name": name, "value": name} in await offered(logged_in, "words", "dra")


async def test_speakers_are_offered(logged_in):
    assert "Priya Burrow" in [choice["name"] for choice in await offered(logged_in, "words", "priy")]


async def test_kinds_are_offered_in_the_readers_language(logged_in):
    offer = await offered(logged_in, "kind", "", locale="de")
    assert offer == [
        {"name": "Erkenntnisse", "value": "takeaway"},
        {"name": "Vorträge", "value": "talk"},
        {"name": "Projekte", "value": "project"},
    ]


async def test_events_of_the_recaps_are_offered_newest_first(logged_in):
    names = [choice["name"] for choice in await offered(logged_in, "event", "")]
    assert names == ["KubeCon + CloudNativeCon North America 2025", "KubeCon + CloudNativeCon Europe 2024"]
    assert [choice["name"] for choice in await offered(logged_in, "event", "europe")] == names[1:]


async def test_a_lookup_that_takes_long_is_deferred_and_answered_once(slow_house):
    asked = await ask(slow_house)
    assert asked.deferred
    await wait_for_text(slow_house.server, asked, "Dynamic Resource Allocation")
    assert asked.message["flags"] & EPHEMERAL
    assert asked.followups == []


async def test_a_fault_is_told_with_a_short_id_that_the_log_holds(broken_house, caplog):
    asked = await ask(broken_house, "kestrels")
    (fault,) = [record.msg["id"] for record in caplog.records if record.message.startswith("fault")]
    assert fault in text_of(asked.message)
    assert "kestrels" not in caplog.text  # what went wrong may hold what was typed


@pytest.mark.parametrize(("where", "installed"), [("guild", "user"), ("bot_dm", "user"), ("private", "user")])
async def test_people_who_installed_the_bot_for_themselves_are_answered_anywhere(logged_in, where, installed):
    asked = await ask(logged_in, where=where, installed=installed)
    assert "Dynamic Resource Allocation" in text_of(asked.message)


async def test_a_message_can_be_looked_up_from_its_menu(logged_in):
    message = await logged_in.server.say("what is dra?", user=logged_in.server.bob)
    asked = await logged_in.server.menu("Look this up", message)
    await asked.answer()
    assert "Dynamic Resource Allocation" in text_of(asked.message)


async def test_a_long_message_is_looked_up_by_the_topics_it_mentions(logged_in):
    message = await logged_in.server.say(
        "We met at the river and spoke for an hour. " * 9 + "Has anyone tried Cilium or DRA?"
    )
    asked = await logged_in.server.menu("Look this up", message)
    await asked.answer()
    shown = text_of(asked.message) + " ".join(buttons(asked.message))
    assert "Cilium" in shown
    assert "Dynamic Resource Allocation" in shown


async def test_a_message_without_text_is_told_to_have_none(logged_in):
    asked = await logged_in.server.menu("Look this up", await logged_in.server.say(""))
    await asked.answer()
    assert text_of(asked.message) == "### There is no text in this message that I could look up."


async def test_the_same_interaction_sent_twice_is_answered_once(logged_in):
    asked = await ask(logged_in)
    await logged_in.server.dispatch("INTERACTION_CREATE", asked.payload)
    await ask(logged_in, "cilium")
    assert len(asked.callbacks) == 1


async def test_the_commands_have_names_and_descriptions_in_each_language(logged_in):
    (kubecon,) = [command for command in logged_in.server.commands[None] if command["name"] == "kubecon"]
    (asking,) = [option for option in kubecon["options"] if option["name"] == "ask"]
    for language in ("de", "fr", "ja", "es-ES", "es-419", "zh-CN", "zh-TW"):
        assert kubecon["description_localizations"][language]
        assert asking["name_localizations"][language]
        assert all(option["description_localizations"][language] for option in asking["options"])


async def test_the_commands_are_offered_in_servers_and_to_single_users(logged_in):
    for command in logged_in.server.commands[None]:
        assert (command["contexts"], command["integration_types"]) == ([0, 1, 2], [0, 1])


def registered(logged_in):
    return [call.method for call in logged_in.server.calls if call.route.endswith("/commands")]


async def test_commands_are_registered_again_only_when_they_changed(logged_in):
    await logged_in.restart()
    assert registered(logged_in) == ["PUT"]
    (logged_in.home / "discord_commands.txt").write_text("of another time", encoding="utf-8")
    await logged_in.restart()
    assert registered(logged_in) == ["PUT", "PUT"]


async def test_commands_that_discord_refuses_do_not_keep_the_bot_from_starting(logged_in):
    (logged_in.home / "discord_commands.txt").unlink()
    logged_in.server.fail("PUT", "/applications/{application_id}/commands", status=403)
    await logged_in.restart()
    assert "Dynamic Resource Allocation" in text_of((await ask(logged_in)).message)
