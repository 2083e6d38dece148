from dataclasses import replace

import pytest

from bot.digests.topic_filter import is_about, place_in
from tests.digests.conftest import recorded, said

NAMES = ("River Otter", "RO")


@pytest.mark.parametrize(
    "text",
    [
        "River otters' dens are dry; a river otter sleeps there.",
        "An RO dives for four minutes.",
        "Dams, lodges, dens and ponds: what a river-otter needs.",
    ],
)
def test_a_statement_is_about_what_it_names(text):
    assert is_about(said(text), NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "Badgers dig.",
        "Rotors turn.",
        "Tracks: badgers, moles, river otter, newts.",
        "Talks by track: badgers 15, moles 3, river otter 9.",
    ],
)
def test_a_statement_is_not_about_what_it_lists_or_does_not_name(text):
    assert not is_about(said(text, "River Otter"), NAMES)


def test_a_statement_on_many_topics_is_about_the_one_it_begins_with():
    many = ("Mole", "Newt", "Stoat", "Badger", "River Otter")
    late = "Moles, newts, stoats and badgers share a long and deep and dark den with the river otter."
    assert not is_about(said(late, *many), NAMES)
    assert is_about(said(f"The river otter meets others. {late}", *many), NAMES)


def test_a_talk_is_about_what_its_title_names_and_so_is_what_was_said_in_it():
    assert is_about(recorded("RO in production", "River Otter"), NAMES)
    assert not is_about(recorded("Badgers in production", "River Otter"), NAMES)
    told = said("It dives deep.", recap="talk-1")
    assert is_about(replace(told, source=replace(told.source, title="The river otter, explained")), NAMES)


def test_what_names_a_topic_sooner_is_known():
    assert place_in(said("RO dives."), NAMES) == 0
    assert place_in(said("In ponds RO dives."), NAMES) > 0
    assert place_in(recorded("All about RO"), NAMES) == 0
