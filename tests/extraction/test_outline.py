"""Test that each block is seen where it stands."""


def texts(outline, spots):
    return [outline.spots[index].text for index in spots]


def spot_of(outline, text):
    return next(spot for spot in outline.spots if spot.text == text)


def test_a_block_stands_below_its_headings(outline):
    seen = outline("# Pond\n\n## Otters\n\nThey swim.\n\n## Newts\n\nThey sleep.")
    assert texts(seen, spot_of(seen, "They sleep.").headings)[-1] == "Newts"


def test_an_item_hangs_on_the_items_above_it_and_on_the_line_that_leads_to_the_list(outline):
    seen = outline("What otters do:\n\n- swim\n  - in ponds\n- sleep")
    nested = spot_of(seen, "in ponds")
    assert texts(seen, nested.parents) == ["swim"]
    assert seen.above(spot_of(seen, "swim")) == ["What otters do:"]


def test_a_short_line_above_a_list_heads_it(outline):
    seen = outline("# Pond\n\nWhat otters eat\n\n- fish\n- crabs")
    assert seen.nearest_heading(spot_of(seen, "crabs")) == "What otters eat"


def test_a_bold_line_heads_what_follows(outline):
    seen = outline("**What otters eat**\n\nThey eat fish all day long.")
    assert spot_of(seen, "What otters eat").is_heading


def test_a_paragraph_after_a_list_ends_the_line_that_heads_it(outline):
    seen = outline("# Pond\n\nWhat otters eat\n\n- fish\n- crabs\n\nThe newts slept through all of it.")
    assert seen.nearest_heading(spot_of(seen, "The newts slept through all of it.")) == "Pond"


def test_a_short_heading_is_shown_with_the_one_above_it(outline):
    seen = outline("# Pond\n\n## A day with otters\n\n### Food\n\nThey eat fish.")
    assert seen.heading(spot_of(seen, "They eat fish.")) == "A day with otters › Food"


def test_what_stands_in_a_section_is_below_its_heading(outline):
    seen = outline("# Pond\n\n## Otters\n\nThey swim.\n\n## Newts\n\nThey sleep.")
    assert [spot.text for spot in seen.below(spot_of(seen, "Otters"))] == ["They swim."]


def test_the_last_block_has_none_after_it(outline):
    seen = outline("They swim.\n\nThey sleep.")
    assert seen.next(seen.spots[0]) == seen.spots[1]
    assert seen.next(seen.spots[-1]) is None


def test_somebody_named_in_full_once_is_known_by_the_first_name(outline):
    seen = outline("Hedda Birkenfeld from Acme opened the day.\n\nThen Hedda showed a demo.")
    assert seen.names_in_full("Hedda")
    assert not seen.names_in_full("Ludo")
