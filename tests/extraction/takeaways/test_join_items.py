"""Test that the items of a list become statements."""

from bot.extraction.takeaways.join_items import join_items
from bot.model.recap import BlockKind


def statements(seen):
    items = [spot for spot in seen.spots if spot.block.kind is BlockKind.ITEM]
    return [one.text for one in join_items(seen, items)]


def test_long_items_stay_as_they_are(outline):
    item = "the otters of the northern pond swim upstream every single morning to look for crabs, newts and other food"
    assert statements(outline(f"Otters:\n\n- {item}, whatever the weather is like")) == [
        f"{item}, whatever the weather is like"
    ]


def test_tiny_items_below_different_headings_are_not_joined(outline):
    found = statements(outline("Traits of otters\n\n- playful\n- quick\n\nTraits of newts\n\n- sleepy\n- slow"))
    assert found == ["Traits of otters: playful; quick", "Traits of newts: sleepy; slow"]


def test_a_short_item_with_items_below_only_names_them(outline):
    found = statements(outline("- Dams\n  - hold for three winters at most\n  - are built from sticks and mud"))
    assert found == ["Dams: hold for three winters at most", "Dams: are built from sticks and mud"]


def test_a_question_leads_without_a_colon(outline):
    found = statements(outline("What do otters eat?\n\n- fish from the northern pond\n- crabs from the stream"))
    assert found == ["What do otters eat? fish from the northern pond", "What do otters eat? crabs from the stream"]


def test_items_that_say_nothing_are_left_out(outline):
    assert statements(outline("- Thanks for reading!\n- otters swim upstream in spring")) == [
        "otters swim upstream in spring"
    ]


def test_many_tiny_items_make_several_statements(outline):
    names = [f"quick otter {number}" for number in range(60)]
    found = statements(outline("Those who came:\n\n" + "\n".join(f"- {name}" for name in names)))
    assert len(found) > 1
    assert all(name in "; ".join(found) for name in names)
