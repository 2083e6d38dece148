"""Test that a line which names a talk is read with its speakers."""

import pytest

from bot.extraction.talks.talk_line import cut_trailing_names, read_talk_line


def shown(line):
    return line.title, *(f"{one.name} ({one.org})" if one.org else one.name for one in line.speakers)


@pytest.mark.parametrize(
    ("line", "talk"),
    [
        ("Taming the Queue - Ada Otter, Acme", ("Taming the Queue", "Ada Otter (Acme)")),
        ("Taming the Queue by Ada Otter", ("Taming the Queue", "Ada Otter")),
        ("Taming the Queue, Ada Otter", ("Taming the Queue", "Ada Otter")),
        ("Taming the Queue (Ada Otter, Acme)", ("Taming the Queue", "Ada Otter (Acme)")),
        ("Ada Otter, Acme: Taming the Queue", ("Taming the Queue", "Ada Otter (Acme)")),
        ("Keynote by Ada Otter: Taming the Queue", ("Taming the Queue", "Ada Otter")),
        ("Talk 2: Ada Otter: Taming the Queue", ("Taming the Queue", "Ada Otter")),
        ("Ada Otter - Taming the Queue", ("Taming the Queue", "Ada Otter")),
        ("Ada Otter(Acme):Taming the Queue", ("Taming the Queue", "Ada Otter (Acme)")),
        (
            "“Taming the Queue” – Ada Otter & Bert Newt, Acme",
            ("Taming the Queue", "Ada Otter (Acme)", "Bert Newt (Acme)"),
        ),
        ("Keynote: Taming the Queue | Ada Otter", ("Keynote: Taming the Queue", "Ada Otter")),
        ("Ada Otter (Acme) & Bert Newt (Pondside)", ("", "Ada Otter (Acme)", "Bert Newt (Pondside)")),
    ],
)
def test_title_and_speakers_are_parted(line, talk, judge):
    assert shown(read_talk_line(line, judge)) == talk


@pytest.mark.parametrize(
    "line",
    [
        "Taming: the Queue",
        "Why Otters Swim - and What They Eat",
        "Talk by Ada Otter: how otters queue",
        "taming the queue",
        "Written by Ada Otter",
        "Otters in Oslo · notes by otterfan",
        "A week with otters, photos by Bert Newt",
    ],
)
def test_a_line_without_speakers_is_all_title(line, judge):
    assert shown(read_talk_line(line, judge)) == (line,)


def test_a_time_before_the_title_is_left_out(judge):
    assert shown(read_talk_line("10:30 Taming the Queue", judge)) == ("Taming the Queue",)


def test_a_line_too_long_for_a_title_names_no_talk(judge):
    assert shown(read_talk_line("Taming the Queue " * 40, judge)) == ("",)


def test_names_that_end_a_title_without_a_sign_are_cut_off(judge):
    line = "Taming the Queue at Scale Ada Birkenfeld & Bert Newtwick"
    assert shown(cut_trailing_names(line, judge)) == ("Taming the Queue at Scale", "Ada Birkenfeld", "Bert Newtwick")


def test_a_title_that_ends_in_plain_words_is_not_cut(judge):
    assert shown(cut_trailing_names("Taming the Queue at Scale", judge)) == ("Taming the Queue at Scale",)
