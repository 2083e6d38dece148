import datetime as dt
from pathlib import Path

import pytest

from bot.answers.phrase_tagger import load_phrase_tagger
from bot.answers.query_words import load_query_words
from bot.answers.read_question import QuestionReader
from bot.model.lookup import Lookup
from bot.model.subject import Intent

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
TODAY = dt.date(2026, 11, 30)


@pytest.fixture(scope="module")
def read(catalogue, answerer):
    """Return a function that reads typed words as asked on a day."""
    reader = QuestionReader(load_phrase_tagger(CORPUS), load_query_words(CORPUS), catalogue, answerer.index)
    return lambda typed, today=TODAY: reader.read(Lookup(typed, asked_on=today))


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("dra", "search"),
        ("how does kueue schedule jobs", "search"),
        ("gitops kubecon na 2025", "search"),
        ("kubecon na 2025", "event"),
        ("london", "event"),
        ("highlights of the last kubecon", "event"),
        ("istio vs linkerd", "compare"),
        ("istio or linkerd", "compare"),
        ("istio and linkerd", "search"),
        ("is karmada graduated", "status"),
        ("projects archived in 2025", "projects"),
        ("kubernetes 1.36", "release"),
        ("hello", "help"),
        ("thx", "thanks"),
        ("pizza", "off topic"),
        ("helm of a ship", "off topic"),
        ("helm", "search"),
    ],
)
def test_what_is_asked_is_read_from_the_words_around_it(read, typed, intent):
    assert read(typed).intent == intent


def test_the_last_and_the_next_kubecon_follow_the_calendar(read):
    assert read("last kubecon").events[0] == "kubecon-na-2026"
    assert read("last kubecon", dt.date(2026, 10, 1)).events[0] == "kubecon-china-2026"
    assert read("next kubecon").events[0] == "kubecon-eu-2027"


def test_a_year_may_be_told_by_the_calendar(read):
    assert read("kubecon this year").events[0] == "kubecon-na-2026"
    assert read("kubecon next year").events[0] == "kubecon-eu-2027"
    assert read("last years kubecon europe").events == ("kubecon-eu-2025",)


def test_a_region_means_the_last_kubecon_held_there(read):
    assert read("kubecon eu").events[0] == "kubecon-eu-2026"
    assert read("when is kubecon eu").events[0] == "kubecon-eu-2027"


def test_a_topic_at_the_last_kubecon_is_searched_for_there(read):
    assert read("dra at the last kubecon").words.endswith("kubecon-na-2026")


def test_a_name_alone_is_left_of_a_question_for_it(read):
    assert read("tell me about cilium please").words == "cilium"


def test_words_that_belong_to_a_name_are_no_filler(read):
    assert "best" not in read("best talks on ebpf").words
    assert "best practices" in read("show me the best practices").words


def test_the_sides_of_a_comparison_are_known_by_their_names(read):
    assert read("whats the difference between argocd and flux?").names == ("Argo CD", "Flux")
    assert read("compare kyverno with nonesuch").names == ("Kyverno", "nonesuch")


def test_a_year_and_levels_are_read(read):
    question = read("which projects became incubating or graduated in 2025")
    assert (question.levels, question.years) == (("graduated", "incubating"), (2025,))


def test_names_further_from_versus_only_say_what_the_sides_are_for(read):
    assert read("gpu scheduling kueue vs volcano").names == ("Kueue", "Volcano")
    assert read("compare istio linkerd and cilium").names == ("Istio", "Linkerd", "Cilium")


def test_years_may_be_a_span(read):
    assert read("archived between 2023 and 2025").years == (2023, 2024, 2025)
    assert read("incubating since 2024").years[0] == 2024


def test_a_part_of_a_project_has_the_level_of_the_project(read):
    assert read("is argo cd graduated").names == ("Argo", "Argo CD")


def test_the_first_kubecon_is_the_oldest_of_those_named(read):
    assert read("where was the first kubecon").events[0] == "kubecon-na-2015"
    assert read("tips for my first kubecon").intent is Intent.SEARCH


def test_the_longest_phrase_says_what_is_asked_of_a_kubecon(read):
    assert "about.attendance" not in read("how many days till barcelona").wishes


def test_how_many_projects_there_were_in_a_year_is_a_fact_of_recaps(read):
    assert read("how many cncf projects").intent is Intent.PROJECTS
    assert read("how many cncf projects were there in 2017").intent is Intent.SEARCH
