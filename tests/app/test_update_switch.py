import datetime as dt
from pathlib import Path

import pytest

from bot.app.assistant import Assistant
from bot.app.update_switch import UpdateSwitch
from bot.model.answer_page import AnswerPage, page_to_value
from bot.model.channel import Channel
from bot.model.request import Asker, Request
from bot.updates.weekly_update_state import WeeklyUpdateState

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
OPERATOR = Asker(Channel("page", "", "page"), "page", may_set_up=True)
MEMBER = Asker(Channel("slack", "T1", "C1"), "U1")


@pytest.fixture
def ask(shipped_engine, tmp_path):
    """Return what asks an assistant, with updates by a setting."""

    async def asked(typed="", pressed="", asker=OPERATOR, setting=""):
        updates = UpdateSwitch(WeeklyUpdateState(tmp_path, setting), CORPUS)
        button = page_to_value(AnswerPage(pressed)) if pressed else ""
        assistant = Assistant(shipped_engine, lambda: dt.date(2026, 11, 21), updates=updates)
        return (await assistant.answer(Request(typed, button, asker=asker))).card

    return asked


def labels(card):
    return [action.label for action in card.actions]


async def test_about_offers_updates_while_they_are_off(ask):
    assert "Keep this current?" in labels(await ask("about"))
    assert "Keep this current?" not in labels(await ask("about", setting="weekly"))
    assert "Keep this current?" not in labels(await ask("about", setting="off"))


async def test_one_press_turns_updates_on_and_another_one_off(ask, tmp_path):
    card = await ask("Update")
    assert (card.title, labels(card)) == ("Keep this current?", ["Yes, each week"])
    assert "projects: raw.githubusercontent.com" in [item.text for item in card.sections[0].items]
    assert labels(await ask(pressed="update weekly")) == ["Stop that"]
    assert WeeklyUpdateState(tmp_path).is_on()
    assert labels(await ask(pressed="update off")) == ["Yes, each week"]
    assert not WeeklyUpdateState(tmp_path).is_on()


@pytest.mark.parametrize(("asker", "setting"), [(MEMBER, ""), (None, ""), (OPERATOR, "off")])
async def test_only_who_runs_the_bot_turns_updates_on_and_never_against_the_setting(ask, tmp_path, asker, setting):
    card = await ask(pressed="update weekly", asker=asker, setting=setting)
    assert (card.title, card.actions) == ("Keep this current?", ())
    assert "KUBECON_UPDATE=weekly" in card.footer
    assert not WeeklyUpdateState(tmp_path).is_on()


async def test_other_lookups_are_answered_as_before(ask):
    assert (await ask("dra")).title != "Keep this current?"
