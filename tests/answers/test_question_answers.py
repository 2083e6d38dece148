"""Ask whole questions of a small engine: the order, the people and the languages of what is found."""

import datetime as dt

import pytest

from bot.model.lookup import Lookup
from tests.engine_fixture import open_small_engine
from tests.fakes import takeaway, talk

TODAY = dt.date(2026, 11, 30)
ENTRIES = (
    talk("Ponds of 2024", ("Ola Otter", "Riverbank"), event="kubecon-eu-2024", recap="eu2024-a"),
    talk("Ponds of 2026", ("Bo Beaver", "Dam"), ("Ola Otter", "Riverbank"), event="kubecon-eu-2026", recap="eu2026-a"),
    takeaway("Security of dens matters.", recap="na2025-b", heading="Dens"),
    takeaway("Cilium 1.18 came first.", topics=("Cilium",), event="kubecon-eu-2025", recap="eu2025-c", heading="Old"),
    takeaway("Karmada graduated among otters.", topics=("Karmada",), event="kubecon-china-2026", recap="cn2026-d"),
    takeaway("An otter graduated from school.", recap="cn2026-d"),
    talk("Linkerd vs the Flood", topics=("Linkerd",), recap="na2025-e"),
    talk("Istio and Linkerd Side by Side", topics=("Istio", "Linkerd"), recap="na2025-e"),
    talk("Istio in Ponds", topics=("Istio",), recap="na2025-e"),
    talk("Dens", ("Cy Crane", "AWS"), event="kubecon-eu-2025", recap="eu2025-f"),
    talk("Nests", ("Cy Crane", "Dam"), event="kubecon-eu-2026", recap="eu2026-f"),
    takeaway("Cilium 1.19 came next.", topics=("Cilium",), event="kubecon-eu-2026", recap="eu2026-c", heading="New"),
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    engine = open_small_engine(tmp_path_factory.mktemp("index"), ENTRIES)
    return lambda typed: engine.look_up(Lookup(typed, asked_on=TODAY))


def test_a_person_is_answered_newest_first_and_named_first(ask):
    answer = ask("talks by ola otter")
    assert [match.entry.title for match in answer.matches] == ["Ponds of 2026", "Ponds of 2024"]
    assert [match.entry.speakers[0].name for match in answer.matches] == ["Ola Otter", "Ola Otter"]


def test_a_company_is_answered_with_what_its_people_gave(ask):
    answer = ask("what did riverbank present")
    assert (str(answer.intent), len(answer.matches)) == ("company", 2)


def test_the_latest_on_a_topic_comes_newest_first(ask):
    found = [match.entry.text for match in ask("what's new in cilium").matches if match.entry.text.startswith("Cilium")]
    assert found == ["Cilium 1.19 came next.", "Cilium 1.18 came first."]


def test_a_word_of_another_language_finds_what_is_said_in_english(ask):
    answer = ask("Sicherheit")
    assert [read.means for read in answer.read_as] == ["security"]
    assert answer.matches[0].entry.text == "Security of dens matters."


def test_what_is_off_topic_is_answered_where_entries_say_it(ask):
    assert ask("pizza").matches == ()
    assert ask("weather in london").matches == ()


def test_below_a_list_of_projects_stands_only_what_says_that_one_of_them_reached_the_level(ask):
    found = [match.entry.text for match in ask("which projects graduated in 2026").matches]
    assert found == ["Karmada graduated among otters."]


def test_a_comparison_shows_first_what_speaks_of_both_sides(ask):
    titles = [match.entry.title for match in ask("istio vs linkerd").matches]
    assert titles[0] == "Istio and Linkerd Side by Side"
    assert sorted(titles[1:]) == ["Istio in Ponds", "Linkerd vs the Flood"]


def test_the_company_of_a_person_is_the_newest_one(ask):
    assert ask("cy crane").subject.companies == ("Dam", "AWS")
