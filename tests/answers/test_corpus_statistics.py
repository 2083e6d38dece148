import datetime as dt
from dataclasses import replace

from bot.answers.corpus_statistics import CorpusStatistics, count_statistics
from bot.index.entry_store import entries_to_lines
from bot.index.search_index import SearchIndex, write_index
from bot.model.recap import Link
from tests.fakes import takeaway, talk


def figures_of(folder, *entries):
    write_index(entries_to_lines(entries), folder)
    return count_statistics(SearchIndex(folder))


def test_everything_that_can_be_found_is_counted_once(tmp_path):
    statistics = figures_of(
        tmp_path,
        talk("Otters", ("Ola Otter", "Riverbank"), topics=("Cilium",)),
        talk("More Otters", ("Ola Otter", "Riverbank"), topics=("Cilium",)),
        takeaway("Otters swim.", event="kubecon-eu-2024", recap="eu2024-weir"),
    )
    assert (statistics.recaps, statistics.talks, statistics.takeaways) == (2, 2, 1)
    assert (statistics.speakers, statistics.topics, statistics.editions) == (1, 1, 2)


def test_the_newest_recap_is_named_with_its_day_and_address(tmp_path):
    statistics = figures_of(tmp_path, takeaway("Otters swim.", title="A week of otters"))
    assert (statistics.newest_title, statistics.newest_on) == ("A week of otters", dt.date(2025, 12, 8))
    assert statistics.newest_url == "https://recaps.example/na2025-otters"


def test_no_recaps_count_as_nothing(tmp_path):
    assert figures_of(tmp_path) == CorpusStatistics()


def test_schedules_and_talks_themselves_are_no_recaps(tmp_path):
    statistics = figures_of(
        tmp_path, talk("Otters", recap="schedule-na-2025"), takeaway("Otters swim.", recap="talk-otter123")
    )
    assert (statistics.talks, statistics.takeaways) == (1, 1)
    assert (statistics.recaps, statistics.newest_title) == (0, "")


def test_what_is_known_is_counted_for_each_edition(tmp_path):
    watched = replace(talk("Otters"), links=(Link("recording", "https://youtu.be/otter"),))
    by_event = figures_of(
        tmp_path, watched, talk("Weirs"), takeaway("Otters swim.", event="", recap="talk-otter123")
    ).by_event
    assert (by_event["kubecon-na-2025"].talks, by_event["kubecon-na-2025"].recorded) == (2, 1)
    assert (by_event[""].statements, by_event[""].told, by_event[""].recaps) == (1, {"talk-otter123"}, set())
