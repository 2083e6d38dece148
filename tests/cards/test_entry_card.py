"""One entry whole: nothing of it is cut, and every place that tells of it is named."""

from dataclasses import replace

from bot.cards.entry_card import entry_card
from bot.model.recap import Link
from tests.fakes import source, takeaway, talk

LONG = "Otters count fish. " * 31


def texts_of(card):
    return {section.heading: [item.text for item in section.items] for section in card.sections}


def test_a_statement_is_shown_to_its_end_with_what_disputes_it():
    card = entry_card(replace(takeaway(LONG), disputed="They count frogs (Pond News)."))
    said = texts_of(card)["What it says"]
    assert said[0] == LONG.strip()
    assert said[1] == "They count frogs (Pond News)."


def test_a_talk_names_its_speakers_its_event_every_source_once_and_its_links():
    schedule = source(recap="schedule-na-2025", title="KubeCon NA 2025 schedule", heading="")
    entry = replace(
        talk("Otters at Scale", ("Ola Otter", "Riverbank")),
        also=(schedule, schedule),
        links=(Link("recording", "https://youtu.be/otter"), Link("", "javascript:alert(1)")),
    )
    card = entry_card(entry)
    assert (card.title, card.subtitle) == ("Otters at Scale", "Ola Otter (Riverbank) · KubeCon NA 2025")
    assert texts_of(card)["Sources"] == [
        "Otters at KubeCon NA 2025, below “Herding”",
        "KubeCon NA 2025 schedule",
    ]
    assert texts_of(card)["Links"] == ["recording"]
