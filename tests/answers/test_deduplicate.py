from bot.answers.deduplicate import deduplicate
from bot.answers.ranking import Ranked
from bot.index.entry_store import entries_to_lines, line_to_record
from tests.fakes import takeaway


def grouped(*entries):
    records = [line_to_record(line, number) for number, line in enumerate(entries_to_lines(entries))]
    return deduplicate([Ranked(record, 1.0, ()) for record in records])


def test_a_statement_of_two_recaps_is_shown_once_and_names_both():
    (one,) = grouped(
        takeaway("Otters share one GPU in three dens.", recap="na2025-pond"),
        takeaway("Otters share one GPU, in three dens!", recap="na2025-brook"),
    )
    assert [source.recap for source in one.also_in] == ["na2025-brook"]


def test_statements_that_differ_in_a_number_are_two():
    shown = grouped(
        takeaway("46% of the otters at the riverbank meeting of 2025 came for the first time.", recap="na2025-pond"),
        takeaway("46% of the otters at the riverbank meeting of 2026 came for the first time.", recap="eu2026-brook"),
    )
    assert len(shown) == 2
