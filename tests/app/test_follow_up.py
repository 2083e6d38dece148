"""What is typed after an answer goes on from it, if it is about nothing else."""

import datetime as dt

import pytest

from bot.app.build_reply import reply
from bot.app.follow_up import continue_page
from bot.model.answer_page import AnswerPage
from bot.model.entry import EntryKind
from tests.engine_fixture import open_small_engine

TODAY = dt.date(2026, 3, 1)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return open_small_engine(tmp_path_factory.mktemp("follow_up"))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("and at na 2025?", "dra event:kubecon-na-2025"),
        ("what about EU 2024", "dra event:kubecon-eu-2024"),
        ("how about the KubeCon EU 2024?", "dra event:kubecon-eu-2024"),
        ("und in London 2025?", "dra event:kubecon-eu-2025"),
        ("AND NA 2025", "dra event:kubecon-na-2025"),
    ],
)
@pytest.mark.parametrize("before", ["dra", "dra event:eu-2026", 'event:"EU 2026" dra'])
def test_another_kubecon_is_asked_the_same(engine, before, typed, words):
    assert continue_page(engine, typed, AnswerPage(before, EntryKind.TALK, 8)) == AnswerPage(words, EntryKind.TALK)


@pytest.mark.parametrize("typed", ["and the talks?", "and talks", "what about talks?"])
def test_another_kind_is_asked_the_same(engine, typed):
    assert continue_page(engine, typed, AnswerPage("dra", None, 8)) == AnswerPage("dra", EntryKind.TALK)


@pytest.mark.parametrize(
    "typed", ["na 2025", "and cilium?", "what about cilium", "and", "android", "and keynotes at na 2025"]
)
def test_anything_else_is_a_lookup_of_its_own(engine, typed):
    assert continue_page(engine, typed, AnswerPage("dra")) is None


def test_after_a_kubecon_another_one_is_a_lookup_of_its_own(engine):
    assert continue_page(engine, "and at na 2025?", AnswerPage("kubecon eu 2024")) is None


def test_the_answer_is_of_that_kubecon_and_goes_on_from_there(engine):
    first = reply(engine, "dra", None, TODAY)
    second = reply(engine, "and at eu 2024?", first.page, TODAY)
    assert "still alpha" in str(second.card.sections)
    assert "generally available" not in str(second.card.sections[0].items[0])
    assert second.page == AnswerPage("dra event:kubecon-eu-2024")
    third = reply(engine, "and takeaways?", second.page, TODAY)
    assert third.page == AnswerPage("dra event:kubecon-eu-2024", EntryKind.TAKEAWAY)


def test_without_an_answer_before_it_is_looked_up_as_it_stands(engine):
    assert reply(engine, "and at na 2025?", None, TODAY).page == AnswerPage("and at na 2025?")
