from dataclasses import replace

import pytest

from bot.index.entry_store import EntryStore, entries_to_lines, line_to_entry, write_entries
from bot.model.recap import Link
from tests.fakes import source, takeaway, talk

ENTRIES = (
    talk("Otters in Production", ("Ola Otter", "Riverbank"), text="How otters scale."),
    takeaway("Otters hold hands while they sleep – 水獺 🦦.", topics=("Kubernetes",)),
)
FILLED = replace(
    talk("Herding Otters", ("Ola Otter", "Riverbank"), text="They go where they like.", topics=("Kubernetes",)),
    links=(Link("schedule", "https://schedule.example/otters"),),
    language="en",
    also=(source("schedule-na-2025"), source("eu2026-otters")),
    disputed="The pond office counts nine otters (Pond Office)",
)


@pytest.fixture
def entry_store(tmp_path):
    write_entries(entries_to_lines(ENTRIES), tmp_path)
    return EntryStore(tmp_path)


@pytest.mark.parametrize("entry", [*ENTRIES, FILLED])
def test_an_entry_comes_back_from_json_as_it_was(entry):
    assert line_to_entry(entries_to_lines([entry])[0]) == entry


def test_a_shelf_gives_back_every_entry_in_order(entry_store):
    assert tuple(entry_store.entries()) == ENTRIES
    assert len(entry_store) == 2


def test_a_record_holds_the_stems_of_each_part_between_blanks(entry_store):
    record = entry_store.record(0)
    assert record.title == " otter in product "
    assert record.said.endswith(" ola otter riverbank ")
    assert " herd " in record.heading


def test_a_disputed_statement_is_found_by_what_the_better_source_says(tmp_path):
    write_entries(entries_to_lines([replace(ENTRIES[1], disputed="They hold paws, says the pond office.")]), tmp_path)
    assert " pond offic " in EntryStore(tmp_path).record(0).said


def test_an_empty_shelf_holds_nothing(tmp_path):
    write_entries([], tmp_path)
    assert len(EntryStore(tmp_path)) == 0


def test_an_entry_is_found_by_the_question_above_it(tmp_path):
    asked = [takeaway("Why do otters hold hands?"), takeaway("So that none drifts away.")]
    write_entries(entries_to_lines(asked), tmp_path)
    assert " hold hand " in EntryStore(tmp_path).record(1).heading
    assert " hold hand " not in EntryStore(tmp_path).record(0).heading


def test_an_entry_is_found_by_who_wrote_the_recap(tmp_path):
    entry = takeaway("Otters hold hands.")
    signed = replace(entry, source=replace(entry.source, author="Ola Otter"))
    write_entries(entries_to_lines([signed]), tmp_path)
    assert " ola otter " in EntryStore(tmp_path).record(0).heading
