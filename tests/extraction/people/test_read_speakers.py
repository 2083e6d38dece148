"""Test that lines of speakers are read in the ways posts write them."""

import pytest

from bot.extraction.people.read_speakers import is_labelled, read_speakers


def shown(speakers):
    return [f"{one.name} ({one.org})" if one.org else one.name for one in speakers]


@pytest.mark.parametrize(
    ("line", "speakers"),
    [
        ("Ada Otter, Acme & Bert Newt, Pondside", ["Ada Otter (Acme)", "Bert Newt (Pondside)"]),
        ("Ada Otter (Acme), Bert Newt (Pondside)", ["Ada Otter (Acme)", "Bert Newt (Pondside)"]),
        ("Ada Otter & Bert Newt, Pondside", ["Ada Otter (Pondside)", "Bert Newt (Pondside)"]),
        ("Ada Otter and Bert Newt (Pondside)", ["Ada Otter (Pondside)", "Bert Newt (Pondside)"]),
        ("Ada Otter, Bert Newt, Carl Crane", ["Ada Otter", "Bert Newt", "Carl Crane"]),
        ("Speakers: Ada Otter, Bert Newt", ["Ada Otter", "Bert Newt"]),
        ("Referentin: Ada Otter (Heidekraut GmbH)", ["Ada Otter (Heidekraut GmbH)"]),
        ("登壇者：狐坂太郎、山猫花子", ["狐坂太郎", "山猫花子"]),
        ("by Ada Otter from Acme", ["Ada Otter (Acme)"]),
        ("Presented by Ada Otter - Acme", ["Ada Otter (Acme)"]),
        ("Ada Otter, Staff Engineer, Acme", ["Ada Otter (Acme)"]),
        ("Ada Otter, CTO, Acme, and Bert Newt, Lead, Pondside", ["Ada Otter (Acme)", "Bert Newt (Pondside)"]),
        ("Ada Otter, Acme, Ltd", ["Ada Otter (Acme)"]),
        ("Ada Otter, Sons & Co", ["Ada Otter (Sons & Co)"]),
        ("Ada Otter, Independent", ["Ada Otter"]),
        ("Ada Otter & Bert Newt | Acme", ["Ada Otter (Acme)", "Bert Newt (Acme)"]),
        ("Ada Otter | Bert Newt", ["Ada Otter", "Bert Newt"]),
        ("Ada Otter, Acme (slides, video)", ["Ada Otter (Acme)"]),
    ],
)
def test_speakers_are_read_with_their_companies(line, speakers, judge):
    assert shown(read_speakers(line, judge)) == speakers


@pytest.mark.parametrize(
    "line",
    [
        "the usual suspects",
        "Taming the Queue",
        "Sleeping Newts at Scale",
        "Ada Otter of Acme told how otters swim.",
        "",
        "& ,",
    ],
)
def test_a_line_that_says_anything_else_lists_nobody(line, judge):
    assert read_speakers(line, judge) == ()


def test_a_line_longer_than_any_list_of_speakers_lists_nobody(judge):
    assert read_speakers("Ada Otter, Bert Newt, " * 100, judge) == ()


def test_words_that_announce_speakers_are_a_label():
    assert is_labelled("Speakers: Ada Otter")
    assert not is_labelled("Ada Otter")


def test_a_japanese_name_may_have_a_blank_within_and_an_honorific_after_it(judge):
    assert shown(read_speakers("登壇者: 川獺 里奈さん（アクメ）、河童 太郎 氏", judge)) == [
        "川獺 里奈 (アクメ)",
        "河童 太郎",
    ]
