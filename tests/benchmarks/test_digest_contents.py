import dataclasses
import datetime as dt

from benchmarks.digest_contents import Line, lines_of, repeats
from bot.cards.digest_cards import digest_to_cards
from bot.model.digest import EmptyDigest
from bot.model.due_digest import DueDigest
from scripts.digest_examples import name_of, thread_text
from tests.digests.conftest import MONDAY, said, subscribed
from tests.digests.test_compose import BADGERS, OTTERS, made

DAY = dt.date(2026, 11, 30)


def line(text, **more):
    return Line(said(text, **more), DAY, is_general=False)


def test_a_line_is_judged_by_its_own_words():
    assert line("Otters dive.").is_about("dive|tunnel")
    assert not line("Badgers dig.").is_about("dive|tunnel")
    assert dataclasses.replace(line("Badgers dig."), is_general=True).is_about("dive|tunnel")


def test_a_line_is_out_of_date_where_it_is_old_or_awaits_a_day_that_is_over():
    assert line("Otters dive.").is_in_date()
    assert not line("Otters dive.", day=dt.date(2025, 10, 1)).is_in_date()
    assert not line("Dens must close by 1 June 2026.").is_in_date()
    assert dataclasses.replace(line("Dens close."), ahead=dt.date(2026, 12, 7)).is_in_date()
    assert not dataclasses.replace(line("Dens close."), ahead=dt.date(2027, 12, 7)).is_in_date()


def test_what_comes_again_in_nearly_the_same_words_is_a_repeat():
    lines = [line("Otters dive deep at dawn."), line("At dawn otters dive deep."), line("Otters dive 3 times at dawn.")]
    assert repeats(lines) == lines[1:2]


def test_every_line_of_a_digest_is_judged():
    digest = made([*OTTERS, *BADGERS], subscribed("Otter", "Badger"))
    assert len(list(lines_of(digest))) == 4


def test_an_example_is_the_thread_as_a_terminal_shows_it():
    due = DueDigest(MONDAY)
    digest = made(OTTERS, subscribed("Otter"))
    written = thread_text(due, digest)
    assert written.count("\n---\n") == len(digest_to_cards(digest)) - 1
    assert thread_text(due, EmptyDigest("of otters")) == "2026-11-23: nothing is posted, since of otters"
    assert name_of(("gateway api", "dra")) == "gateway-api-dra"
    assert name_of(()) == "any"
