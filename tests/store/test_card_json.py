import datetime as dt

from bot.model.card import Action, ActionKind, Card, Item, Section, SourceLink
from bot.store.card_json import card_to_json, json_to_card


def test_a_card_comes_back_as_it_was():
    link = SourceLink("a recap", "https://recaps.example/é")
    item = Item("Otters & “stones”", link, "EU 2026", (link, SourceLink("page")), dt.date(2026, 12, 11))
    card = Card("t", "s", (Section("h", (item, Item("x", link))),), (Action("+4", ActionKind.LOOK_UP, "v"),), "f", "a")
    assert json_to_card(card_to_json(card)) == card
