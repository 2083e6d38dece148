import re
from importlib import util

import pytest

from adapters import charts
from adapters.charts import chart_to_png, chart_to_svg
from bot.model.chart import Chart, Series

OTTERS = Series("Otters & $herons$ <b>", (0.5, 4.5), (1, 9))
ONE = Chart("Talks on otters", ("EU 2024", "NA 2024"), (200, 200), (OTTERS,))
TWO = Chart("Talks on two", ("EU 2024", "NA 2024"), (200, 200), (OTTERS, Series("Moles", (1.0, 2.0), (2, 4))))


@pytest.fixture(autouse=True)
def fresh():
    for draw in (chart_to_png, chart_to_svg):
        draw.cache_clear()
    yield
    for draw in (chart_to_png, chart_to_svg):
        draw.cache_clear()


@pytest.mark.parametrize("chart", [ONE, TWO])
def test_a_chart_becomes_a_png(chart):
    assert chart_to_png(chart).startswith(b"\x89PNG")


def test_a_chart_becomes_an_svg_in_the_page_s_own_colour_and_font_without_styles():
    drawn = chart_to_svg(TWO)
    assert drawn.startswith("<svg")
    assert "currentColor" in drawn
    assert not re.search(r"style|font-family|<script|#123456", drawn)
    assert "EU 2024 (200)" in drawn


def test_what_a_topic_is_called_is_drawn_as_it_is():
    assert "Otters &amp; $herons$ &lt;b&gt;" in chart_to_svg(TWO)


def test_the_same_chart_is_drawn_the_same():
    first = chart_to_svg(TWO)
    chart_to_svg.cache_clear()
    assert chart_to_svg(TWO) == first


def test_without_the_library_nothing_is_drawn(monkeypatch):
    monkeypatch.setattr(charts, "find_spec", lambda name: None if name == "matplotlib" else util.find_spec(name))
    assert (chart_to_png(ONE), chart_to_svg(ONE)) == (b"", "")
