"""Test that abbreviations are learnt where a recap explains them."""

import pytest

from bot.extraction.abbreviations import learn_abbreviations


@pytest.mark.parametrize(
    ("text", "learned"),
    [
        ("We use Pond Water Allocation (PWA) now.", {"PWA": "Pond Water Allocation"}),
        ("We use PWA (Pond Water Allocation) now.", {"PWA": "Pond Water Allocation"}),
        ("The Otter Feeding Standard aka OFS is done.", {"OFS": "Otter Feeding Standard"}),
        ("Software bills of material (SBOMs) help.", {"SBOMs": "Software bills of material"}),
        ("Many Service Level Objectives (SLOs) were missed.", {"SLOs": "Service Level Objectives"}),
        ("我们用 Pond Water Allocation（PWA）。", {"PWA": "Pond Water Allocation"}),
    ],
)
def test_letters_must_fit_the_words(text, learned, write):
    assert learn_abbreviations(write(text)) == learned


@pytest.mark.parametrize(
    "text",
    ["We met (ABC) otters.", "It was fun (really).", "The pond (2031) froze.", "Otters (and newts) swim.", "()"],
)
def test_other_words_in_brackets_explain_nothing(text, write):
    assert learn_abbreviations(write(text)) == {}


def test_the_first_explanation_counts(write):
    recap = write("Pond Water Allocation (PWA) helps.\n\nPretty Wet Animals (PWA) swim.")
    assert learn_abbreviations(recap) == {"PWA": "Pond Water Allocation"}
