"""What every platform may rely on: a reply to any request, follow-ups, digests where they can be had, faults by id."""

import asyncio
import datetime as dt
import threading
from dataclasses import replace

import pytest

from bot.app.assistant import Assistant, Failure
from bot.errors import StoreError
from bot.model.answer_page import AnswerPage
from bot.model.card import Card
from bot.model.channel import Channel
from bot.model.entry import EntryKind
from bot.model.request import Asker, Request, format_lookup
from tests.engine_fixture import open_small_engine
from tests.fakes import ENTRIES, takeaway

TODAY = dt.date(2026, 11, 21)
TYPED = "what nobody else may read"
CHANNEL = Channel("pigeons", "loft", "north")
MANY = [takeaway(f"Otters count to {number}.", recap=f"na2025-lodge-{number}") for number in range(30)]


class Digests:
    """Note what is asked, and answer with two cards, unless there is a fault to raise."""

    def __init__(self, fault=None):
        self.asked, self.counted, self._fault = [], [], fault

    def count_lookup(self, channel, topics):
        self.counted.append((channel, topics))

    async def answer(self, channel, person, typed, timezone=""):
        self.asked.append((channel, person, typed, timezone))
        if self._fault:
            raise self._fault
        return (Card("A digest"), Card("Below it"))


class Broken:
    """Fail at every lookup."""

    editions = ()

    def look_up(self, _lookup):
        raise ZeroDivisionError(TYPED)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return open_small_engine(tmp_path_factory.mktemp("index"), (*ENTRIES, *MANY))


@pytest.fixture
def assistant(engine):
    return Assistant(engine, lambda: TODAY)


def first_line(reply):
    return reply.card.sections[0].items[0].text


async def test_a_line_a_button_and_a_text_are_each_answered(assistant):
    typed = await assistant.answer(Request("otters"))
    more = await assistant.answer(Request(button=typed.card.actions[0].value))
    about = await assistant.answer(Request(text="Somebody said that otters hold hands."))
    assert (typed.page, more.page) == (AnswerPage("otters"), replace(more.page, words="otters"))
    assert more.page.skip > 0
    assert about.page.words == "Somebody said that otters hold hands."


async def test_more_goes_on_in_the_same_conversation_alone(assistant):
    first = await assistant.answer(Request("otters", conversation=("loft", "ada")))
    more = await assistant.answer(Request("more", conversation=("loft", "ada")))
    other = await assistant.answer(Request("more", conversation=("loft", "bob")))
    assert first_line(more) != first_line(first)
    assert other.card.title == "“more” continues an answer, but there is none here yet"
    assert assistant.last_page(("loft", "ada")) == more.page


async def test_what_the_platform_shows_counts_before_what_is_remembered(assistant):
    await assistant.answer(Request("dra", conversation=("loft", "ada")))
    talks = await assistant.answer(Request("talks", before=AnswerPage("otters"), conversation=("loft", "ada")))
    assert talks.page == AnswerPage("otters", EntryKind.TALK)


async def test_at_most_so_many_items_are_shown_as_are_asked_for(assistant):
    assert len((await assistant.answer(Request("otters", limit=1))).card.sections[0].items) == 1


async def test_a_digest_comes_with_its_thread(engine):
    digests = Digests()
    asker = Asker(CHANNEL, "ada", "Europe/Oslo")
    said = await Assistant(engine, lambda: TODAY, digests).answer(Request("digest preview", asker=asker))
    assert [card.title for card in said.cards] == ["A digest", "Below it"]
    assert digests.asked == [(CHANNEL, "ada", "preview", "Europe/Oslo")]


@pytest.mark.parametrize(
    ("asker", "typed", "title"),
    [
        (None, "digest off", "Digests are set in the channel that is to have them"),
        (Asker(CHANNEL, "ada", may_change=False), "digest off", "Nothing was changed"),
        (Asker(CHANNEL, "ada", may_change=False), "digest now", "Nothing was changed"),
        (Asker(CHANNEL, "ada", may_change=False), "digest preview", "A digest"),
        (Asker(CHANNEL, "ada", may_change=False), "digest", "A digest"),
    ],
)
async def test_digests_are_changed_by_people_who_may(engine, asker, typed, title):
    said = await Assistant(engine, lambda: TODAY, Digests()).answer(Request(typed, asker=asker))
    assert said.card.title == title


async def test_a_button_may_lead_to_a_lookup_that_begins_with_the_word_digest(engine):
    digests = Digests()
    assistant = Assistant(engine, lambda: TODAY, digests)
    said = await assistant.answer(Request(button="talk 0 digest of otters", asker=Asker(CHANNEL, "ada")))
    assert (said.page, digests.asked) == (AnswerPage("digest of otters", EntryKind.TALK), [])


async def test_a_fault_is_told_by_the_id_under_which_the_log_has_its_place(caplog):
    said = await Assistant(Broken(), lambda: TODAY).answer(Request("otters", via="pigeon"))
    assert said.fault in said.card.subtitle
    assert f"fault id={said.fault} via=pigeon error=ZeroDivisionError" in caplog.text
    assert "in look_up" in caplog.text
    assert TYPED not in caplog.text


async def test_what_a_person_can_wait_for_is_told_as_it_is(engine):
    assistant = Assistant(engine, lambda: TODAY, Digests(StoreError("the database rests")))
    said = await assistant.answer(Request("digest", asker=Asker(CHANNEL, "ada")))
    assert (said.card.subtitle, said.fault) == ("the database rests", "")


async def test_any_work_ends_with_what_it_gives_or_with_what_to_tell(assistant):
    async def fail():
        raise ZeroDivisionError

    assert await assistant.attempt(lambda: asyncio.sleep(0, "done")) == "done"
    failed = await assistant.attempt(fail)
    assert isinstance(failed, Failure)
    assert failed.fault in failed.card.alt_text


async def test_the_event_loop_goes_on_while_something_is_looked_up():
    loops_turn = threading.Event()

    class Waiting(Broken):
        def look_up(self, _lookup):
            assert loops_turn.wait(10)
            raise ZeroDivisionError

    answering = asyncio.create_task(Assistant(Waiting(), lambda: TODAY).answer(Request("otters")))
    await asyncio.sleep(0.01)
    loops_turn.set()
    assert (await answering).fault


async def test_what_is_being_typed_is_completed(assistant):
    assert "Dynamic Resource Allocation" in await assistant.suggest("dynamic r", 5)
    assert len(await assistant.suggest_events("kubecon", 2)) == 2


def test_filters_are_written_as_a_person_would_type_them():
    assert format_lookup("dra", EntryKind.TALK, 'na-"2025"') == 'talks dra event:"na- 2025"'
    assert format_lookup(" dra  gpu ", None, " ") == "dra gpu"


async def test_the_topics_of_lookups_are_counted_where_they_were_made(engine):
    digests = Digests()
    assistant = Assistant(engine, lambda: TODAY, digests)
    said = await assistant.answer(Request("talks dra", channel=CHANNEL))
    await assistant.answer(Request("help", channel=CHANNEL))
    await assistant.answer(Request("otters", channel=CHANNEL))
    await assistant.answer(Request("dra"))
    assert digests.counted == [(CHANNEL, ("Dynamic Resource Allocation",))]
    assert said.page is not None


async def test_asking_for_more_where_there_is_no_more_counts_too(engine):
    digests = Digests()
    assistant = Assistant(engine, lambda: TODAY, digests)
    await assistant.answer(Request("more", before=AnswerPage("dra", EntryKind.PROJECT), channel=CHANNEL))
    assert digests.counted == [(CHANNEL, ("Dynamic Resource Allocation",))]
