import pytest

from bot.digests.timezones import find_timezones, known_timezone


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("europe/BERLIN", "Europe/Berlin"),
        ("CET", "CET"),
        ("Etc/GMT+5", "Etc/GMT+5"),
        ("amsterdam", "Europe/Amsterdam"),
        ("New  York", "America/New_York"),
        ("são paulo", "America/Sao_Paulo"),
        ("Indianapolis", "America/Indianapolis"),
        ("west", ""),
        ("Moon", ""),
        ("", ""),
    ],
)
def test_a_zone_is_known_by_its_name_and_by_its_city(typed, zone):
    assert known_timezone(typed) == zone


def test_time_zones_are_found_by_any_part_of_their_name():
    assert find_timezones("amster", 5) == ("Europe/Amsterdam",)
    assert find_timezones("new york", 5) == ("America/New_York",)
    assert find_timezones("paulo", 5) == ("America/Sao_Paulo",)
    assert len(find_timezones("", 5)) == 5


def test_cities_that_begin_so_come_first():
    assert find_timezones("Rome", 2)[0] == "Europe/Rome"
    assert find_timezones("york", 1) == ("America/New_York",)
