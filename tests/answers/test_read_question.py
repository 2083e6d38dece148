import datetime as dt
from pathlib import Path

import pytest

from bot.answers.phrase_tagger import load_phrase_tagger
from bot.answers.query_words import load_query_words
from bot.answers.read_question import QuestionReader
from bot.model.lookup import Lookup

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
    assert (question.levels, question.year) == (("graduated", "incubating"), 2025)
