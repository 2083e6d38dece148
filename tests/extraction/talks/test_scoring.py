"""Test that signs of a talk add up."""

import pytest

from bot.extraction.talks.scoring import ENOUGH, score


def test_only_signs_that_hold_count():
    assert score(speakers=True, numbered=False) == score(speakers=True)


def test_speakers_beside_a_title_are_enough():
    assert score(speakers=True, title=True) >= ENOUGH


def test_a_theme_is_no_talk_even_in_a_list_of_talks():
    assert score(theme=True, in_list_of_talks=True, title=True) < ENOUGH


def test_an_unknown_sign_is_a_mistake():
    with pytest.raises(KeyError, match="feathers"):
        score(feathers=True)
