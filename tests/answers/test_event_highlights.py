import dataclasses

import pytest

from bot.answers.event_highlights import EventHighlights
from bot.catalogue.load import load_catalogue
from bot.index.entry_store import entries_to_lines
from bot.index.search_index import SearchIndex, write_index
from bot.model.recap import Link
from tests.engine_fixture import CORPUS
from tests.fakes import takeaway, talk

HERE = "kubecon-eu-2026"
RECORDED = (Link("recording", "https://www.youtube.com/watch?v=1"),)
CILIUM, KUEUE = ("Cilium",), ("Kueue",)
SAID = "Otters told in their {} that {} carries all of the traffic between their forty ponds."
ENTRIES = (
    takeaway("Cilium was released three weeks before the otters met in Amsterdam for four days.", topics=CILIUM),
    takeaway(SAID.format("talk", "Cilium"), topics=CILIUM, recap="talk-abc"),
    takeaway(SAID.format("keynote", "Kueue"), topics=KUEUE, recap="talk-def"),
    takeaway("The otters' foundation keeps more than forty projects, and its rivers are wide.", topics=("CNCF",)),
    talk("Keynote: Welcome + Opening Remarks", ("Ola Otter", "")),
    talk("Keynote: Ponds", ("Ola Otter", "")),
    dataclasses.replace(talk("Keynote: Rivers", ("Bo Beaver", "")), links=RECORDED),
    talk("Queues of Otters with Kueue", topics=KUEUE),
    talk("🚨 Contribfest: Kueue", topics=KUEUE),
)


@pytest.fixture(scope="module")
def highlights(tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    here = [dataclasses.replace(entry, event=HERE) for entry in ENTRIES] + [talk(f"Pond {n}") for n in range(40)]
    write_index([line for entry in here for line in entries_to_lines([entry])], folder)
    return EventHighlights(load_catalogue(CORPUS), SearchIndex(folder))


def test_what_was_said_in_keynotes_comes_first_then_in_talks_one_statement_a_topic(highlights):
    said = [match.entry.text for match in highlights.takeaways(HERE)]
    assert said == [SAID.format("keynote", "Kueue"), SAID.format("talk", "Cilium")]


def test_keynotes_that_can_be_watched_come_first_and_remarks_last(highlights):
    titles = [match.entry.title for match in highlights.talks(HERE)]
    assert titles[:2] == ["Keynote: Rivers", "Keynote: Ponds"]
    assert titles[-1] == "Keynote: Welcome + Opening Remarks"


def test_few_keynotes_are_followed_by_talks_on_the_main_topics(highlights):
    titles = [match.entry.title for match in highlights.talks(HERE)]
    assert "Queues of Otters with Kueue" in titles
    assert "🚨 Contribfest: Kueue" not in titles


def test_who_holds_an_event_and_what_all_events_are_about_says_nothing_of_one(highlights):
    topics = {"Cloud Native Computing Foundation": 40, "Special Interest Group": 12, "Cilium": 3}
    assert highlights.telling(topics) == {"Cilium": 3}
