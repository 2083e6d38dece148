"""Test that a talk seen several times is one talk."""

import pytest

from bot.extraction.outline import Spot
from bot.extraction.talk_links import read_talk_link
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.merge_candidates import merge_candidates
from bot.extraction.talks.scoring import ENOUGH
from bot.model.entry import Speaker
from bot.model.recap import Block, BlockKind, Link

ADA, BERT = Speaker("Ada Otter", "Acme"), Speaker("Bert Newt")


def seen(title, *speakers, index=0, evidence=ENOUGH, video="", kind=BlockKind.PARAGRAPH, **more):
    spot = Spot(index, Block(kind, title, index + 1), is_heading=kind is BlockKind.HEADING)
    links = (read_talk_link(Link("", f"https://youtu.be/{video}")),) if video else ()
    return TalkCandidate(title, speakers, spot, evidence, links=links, **more)


def gathered(*candidates):
    return [(talk.title, *(one.name for one in talk.speakers)) for talk in merge_candidates(candidates)]


def test_what_has_too_little_evidence_is_no_talk():
    assert gathered(seen("Taming the Queue", evidence=ENOUGH - 1)) == []


def test_the_same_title_twice_is_one_talk_with_all_that_is_known():
    assert gathered(seen("Taming the Queue"), seen("Taming The Queue", ADA, index=4)) == [
        ("Taming the Queue", "Ada Otter")
    ]


def test_a_title_with_a_part_left_out_is_the_same():
    assert gathered(seen("Taming the Queue: Lessons From a Pond", evidence=9), seen("Taming the Queue", index=4)) == [
        ("Taming the Queue: Lessons From a Pond",)
    ]


def test_one_recording_is_one_talk_whatever_it_is_called():
    found = gathered(seen("Taming the Queue", video="abcdefgh"), seen("Otters and Queues", index=3, video="abcdefgh"))
    assert len(found) == 1


def test_two_recordings_are_two_talks_though_called_alike():
    found = gathered(seen("Taming the Queue", video="abcdefgh"), seen("Taming the Queue", index=3, video="ijklmnop"))
    assert len(found) == 2


def test_a_talk_without_title_joins_that_of_its_speaker():
    assert gathered(seen("Taming the Queue", ADA), seen("", Speaker("A. Otter"), index=1)) == [
        ("Taming the Queue", "Ada Otter")
    ]


def test_titles_given_by_different_people_are_different_talks():
    assert len(gathered(seen("Taming the Queue", ADA), seen("Taming the Queue", BERT, index=2))) == 2


def test_a_speaker_named_without_company_keeps_the_one_said_elsewhere():
    both = (Speaker("Ada Otter"), BERT)
    (talk,) = merge_candidates([seen("Taming the Queue", *both), seen("Taming the Queue", ADA, index=2)])
    assert talk.speakers == (ADA, BERT)


def test_a_heading_that_only_stands_above_a_talk_is_none():
    heading = seen("Queues", kind=BlockKind.HEADING, about=(1,))
    assert gathered(heading, seen("Taming the Queue", ADA, index=1)) == [("Taming the Queue", "Ada Otter")]


def test_people_named_in_the_section_of_a_talk_give_it():
    heading = seen("Taming the Queue", kind=BlockKind.HEADING, about=(1,), evidence=9)
    assert gathered(heading, seen("", ADA, index=1)) == [("Taming the Queue", "Ada Otter")]


def test_people_written_in_other_letters_give_the_talk_of_their_section_too():
    heading = seen("Taming the Queue", ADA, kind=BlockKind.HEADING, about=(1,), evidence=9)
    assert gathered(heading, seen("", Speaker("狐坂太郎"), index=1)) == [("Taming the Queue", "Ada Otter")]


def test_people_written_in_other_letters_elsewhere_give_another_talk():
    assert len(gathered(seen("Taming the Queue", ADA), seen("", Speaker("狐坂太郎"), index=1))) == 2


def test_a_title_said_again_with_names_in_other_letters_is_one_talk():
    assert len(gathered(seen("Taming the Queue", ADA), seen("Taming the Queue", Speaker("狐坂太郎"), index=1))) == 1


def test_talks_stand_in_the_order_of_the_recap():
    assert gathered(seen("Sleeping Newts", index=5, evidence=9), seen("Taming the Queue", index=2)) == [
        ("Taming the Queue",),
        ("Sleeping Newts",),
    ]


@pytest.mark.parametrize("word", ["Kubernetes", "かわうそ"])
def test_titles_that_share_a_word_are_different_talks(word):
    assert len(gathered(seen(f"{word} Without Tears at Night"), seen(f"Ten Lies About {word} Upgrades", index=2))) == 2
