"""A platform is added by writing against the assistant alone: here one that speaks in lines, in thirty lines."""

import ast
import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.app.assistant import Assistant
from bot.cards.card_to_text import card_to_text
from bot.model.channel import Channel
from bot.model.request import Asker, Request
from tests.app.test_assistant import Digests
from tests.engine_fixture import open_small_engine
from tests.fakes import ENTRIES, takeaway

MANY = [takeaway(f"Otters count to {number}.", recap=f"na2025-lodge-{number}") for number in range(30)]


@dataclass
class CarrierPigeons:
    """Take letters, and send one back; `[2]` is the second button of the last letter to the same person."""

    assistant: Assistant
    buttons: dict[str, list[str]] = field(default_factory=dict)

    async def take(self, person: str, written: str) -> str:
        reply = await self.assistant.answer(self._read(person, written))
        self.buttons[person] = [action.value for action in reply.card.actions]
        return "\n~\n".join(card_to_text(card, width=80, numbered=True) for card in reply.cards)

    async def complete(self, begun: str) -> str:
        return ", ".join(await self.assistant.suggest(begun, 3))

    def _read(self, person: str, written: str) -> Request:
        asker = Asker(Channel("pigeons", "loft", "north"), person)
        pressed = written.strip("[]")
        if written.startswith("[") and pressed.isdecimal():
            return Request(button=self.buttons[person][int(pressed) - 1], asker=asker, via="pigeon")
        return Request(written, conversation=("pigeons", person), asker=asker, via="pigeon")


@pytest.fixture
def pigeons(tmp_path):
    return CarrierPigeons(
        Assistant(open_small_engine(tmp_path, (*ENTRIES, *MANY)), lambda: dt.date(2026, 11, 21), Digests())
    )


async def test_a_new_platform_has_lookups_buttons_follow_ups_completion_commands_and_digests(pigeons):
    assert "Otters count to" in await pigeons.take("ada", "otters")
    assert "Otters count to" in await pigeons.take("ada", "[1]")
    assert "Otters count to" in await pigeons.take("ada", "more")
    assert "continues an answer" in await pigeons.take("bob", "more")
    assert "KubeCons to come" in await pigeons.take("bob", "events")
    assert "A digest" in await pigeons.take("bob", "digest preview")
    assert "Dynamic Resource Allocation" in await pigeons.complete("dynamic r")


def test_it_is_written_against_the_assistant_and_types_alone():
    nodes = ast.walk(ast.parse(Path(__file__).read_text(encoding="utf-8")))
    used = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module.startswith("bot.")}
    assert used == {"bot.app.assistant", "bot.cards.card_to_text", "bot.model.channel", "bot.model.request"}
