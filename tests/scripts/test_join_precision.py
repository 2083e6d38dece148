from dataclasses import replace

from bot.extraction.schedules.match_sessions import person_key
from bot.model.entry import Entry, EntryKind, Source, Speaker
from bot.model.recap import Link
from scripts.join_precision import Joined, is_right

PAGE = Link("schedule", "https://kccnceu2031.sched.com/event/1aa")
VIDEO = Link("recording", "https://www.youtube.com/watch?v=otters12345")
SESSION = Entry(
    EntryKind.TALK,
    "Otters Count Rivers at Night",
    "",
    Source("schedule-eu-2031", "", "", "", 1),
    speakers=(Speaker("Jörg Otter"), Speaker("Bo Beaver")),
    links=(VIDEO, PAGE),
)


def right(**told):
    return is_right(Joined(replace(SESSION, **({"links": ()} | told)), SESSION))


def test_a_title_cut_short_or_a_speaker_in_common_is_enough():
    assert right(title="Otters Count Rivers at …", speakers=())
    assert right(title="", speakers=(Speaker(person_key("Jörg Otter")),))


def test_a_contradiction_needs_an_address_in_common():
    assert not right(title="How Fish Sleep in Winter")
    assert right(title="How Fish Sleep in Winter", links=(PAGE,))
    assert not right(speakers=(Speaker("Cleo Clam"),))
    assert right(speakers=(Speaker("Cleo Clam"),), links=(VIDEO,))


def test_where_title_and_speakers_both_differ_two_addresses_must_agree():
    other = {"title": "How Fish Sleep in Winter", "speakers": (Speaker("Cleo Clam"),)}
    assert not right(**other, links=(PAGE,))
    assert right(**other, links=(PAGE, VIDEO))


def test_nothing_to_compare_is_not_right():
    assert not right(title="", speakers=())
