"""Test that people are found in running text, with the companies it gives them."""

import pytest

from bot.extraction.people.find_people import find_people, people_between
from bot.extraction.people.person_names import SURE
from bot.model.recap import Block, BlockKind, Link


def people(text, judge, *links):
    spans = find_people(Block(BlockKind.PARAGRAPH, text, 1, links=links), judge)
    return [[f"{one.name} ({one.org})" if one.org else one.name for one in span.speakers] for span in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Then Ada Birkenfeld from Acme spoke.", [["Ada Birkenfeld (Acme)"]]),
        (
            "Then Ada Birkenfeld (Acme) and Bert Newt (Pondside) spoke.",
            [["Ada Birkenfeld (Acme)", "Bert Newt (Pondside)"]],
        ),
        ("Then Ada Birkenfeld and Bert Newt from Acme spoke.", [["Ada Birkenfeld (Acme)", "Bert Newt (Acme)"]]),
        ("Ada Birkenfeld, Staff Engineer at Acme, spoke.", [["Ada Birkenfeld (Acme)"]]),
        ("We liked Acme's Ada Birkenfeld best.", [["Ada Birkenfeld (Acme)"]]),
        ("We liked Ada Birkenfeld from Acme. She spoke.", [["Ada Birkenfeld (Acme)"]]),
        ("Ada Birkenfeld, Acme, spoke.", [["Ada Birkenfeld (Acme)"]]),
        ("Ada Birkenfeld, Berta and Carl spoke.", [["Ada Birkenfeld", "Berta", "Carl"]]),
        ("See Ada Birkenfeld (slides, video).", [["Ada Birkenfeld"]]),
        ("Acme: Ada Birkenfeld spoke.", [["Ada Birkenfeld (Acme)"]]),
        ("Security: Ada Birkenfeld spoke.", [["Ada Birkenfeld"]]),
        ("Acme (Ada Birkenfeld) spoke.", [["Ada Birkenfeld (Acme)"]]),
        ("Acme Executive Director Ada Birkenfeld spoke.", [["Ada Birkenfeld (Acme)"]]),
        ("We met Acme's lead engineer Ada Birkenfeld.", [["Ada Birkenfeld (Acme)"]]),
        ("It was Acme software engineer Ada Birkenfeld who spoke.", [["Ada Birkenfeld (Acme)"]]),
        ("The senior engineer Ada Birkenfeld spoke.", [["Ada Birkenfeld"]]),
        ("They met Otterctl maintainer Ada Birkenfeld.", [["Otterctl"], ["Ada Birkenfeld"]]),
        ("Envoy engineer Ada Birkenfeld spoke.", [["Ada Birkenfeld"]]),
        ("Alpine Bank maintainer Ada Birkenfeld spoke.", [["Ada Birkenfeld (Alpine Bank)"]]),
        ("次は Acme の Ada Birkenfeld 氏です。", [["Ada Birkenfeld (Acme)"]]),
        ("続いて登壇したのはAcmeのAda Birkenfeld氏だ。", [["Ada Birkenfeld (Acme)"]]),
        ("Ada Birkenfeld spoke. Later Bert Newt slept.", [["Ada Birkenfeld"], ["Bert Newt"]]),
        ("Ada Birkenfeld, maintainer of Otterctl, spoke.", [["Ada Birkenfeld"]]),
        ("最後は狐坂太郎さんの発表。", [["狐坂太郎"]]),
        ("We looked at the Service Mesh.", []),
    ],
)
def test_people_are_found_with_their_companies(text, found, judge):
    assert people(text, judge) == found


def test_words_that_link_to_a_profile_are_a_name(judge):
    link = Link("Hedda", "https://github.com/hedda")
    assert people("Thanks to Hedda for the demo.", judge, link) == [["Hedda"]]


def test_a_single_name_is_never_sure(judge):
    (span,) = find_people(Block(BlockKind.PARAGRAPH, "Then came Hedda with a demo.", 1), judge)
    assert span.sure < SURE


def test_a_long_run_of_capitals_names_nobody(judge):
    assert people("Ada Birkenfeld " * 40, judge) == []


def test_the_people_of_a_part_of_the_text_are_those_named_in_it(judge):
    text = "Ada Birkenfeld spoke. Bert Newt slept. Carl Crane left."
    spans = find_people(Block(BlockKind.PARAGRAPH, text, 1), judge)
    inside = people_between(spans, text.index("Bert"), text.index("slept"))
    assert [span.speakers[0].name for span in inside] == ["Bert Newt"]
