from bot.cards.sparkline import sparkline


def test_the_largest_value_is_the_highest_bar_and_nothing_lies_on_the_ground():
    assert sparkline([0, 1, 2, 4]) == "▁▃▅█"


def test_small_values_are_told_from_none():
    assert sparkline([0.0, 0.001, 1.0]) == "▁▂█"


def test_no_values_draw_nothing():
    assert sparkline([]) == ""
    assert sparkline([0, 0]) == "▁▁"
