"""A day is read in many forms, and never guessed."""

import datetime as dt

import pytest

from bot.recaps.front_matter.dates import date_in_file_name, read_date

DAY = dt.date(2025, 12, 2)


@pytest.mark.parametrize(
    "text",
    [
        "2025-12-02",
        "2025-12-2",
        "2025/12/02",
        "2025.12.02",
        "2025年12月2日",
        "2025년 12월 2일",
        "2025-12-02T14:37:54+00:00",
        "2025-12-02T0:00:00Z",
        "2025-12-02 22:58:55 +0900",
        "2025-12-02T23:30:00-05:00",
        "Dec 2, 2025",
        "2 December 2025",
        "Tue, 02 Dec 2025 10:00:00 PST",
        "December 2nd, 2025 at 10:00 AM",
        "02.12.2025",
        "2. Dezember 2025",
        "Dienstag, 2. Dezember 2025",
        "2 décembre 2025",
        "2 de diciembre de 2025",
        "2 de dezembro de 2025, 10:00",
        "2 dicembre 2025",
        "dinsdag 2 december 2025",
    ],
)
def test_a_day_is_read_as_it_stands_in_its_own_zone(text: str) -> None:
    assert read_date(text) == DAY


@pytest.mark.parametrize("text", ["18/11/2025", "11/18/2025", "18-11-2025"])
def test_a_day_that_can_be_read_one_way_only_is_read(text: str) -> None:
    assert read_date(text) == dt.date(2025, 11, 18)


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-30",
        "30. Februar 2025",
        "2025-13-01",
        "12/08/2025",
        "December 2025",
        "2025",
        "Dec 2",
        "Monday",
        "10:00",
        "soon",
        "",
        "0" * 5000,
        "99999999999999",
    ],
)
def test_a_missing_impossible_or_ambiguous_part_gives_no_day(text: str) -> None:
    assert read_date(text) is None


def test_a_file_may_begin_with_its_day() -> None:
    assert date_in_file_name("2025-11-18-ferries.md") == dt.date(2025, 11, 18)
    assert date_in_file_name("2025-11-181.md") is None
    assert date_in_file_name("2025-31-11-ferries.md") is None
    assert date_in_file_name("ferries-2025-11-18.md") is None
