"""Draw charts as pictures: SVG for the page, PNG for chats, or none if the library is not installed."""

import asyncio
import io
import logging
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.model.card import Card
from bot.model.chart import Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_KEPT = 32  # pictures; the same few topics are asked for again
_INCHES = (5.4, 3.4)  # small enough to be read on a phone
_DOTS = 200  # an inch
# distinguishable without red and green (https://jfly.uni-koeln.de/color/), and by their marks
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00")
_MARKS = ("o", "s", "^", "D", "v")
_INK = "#123456"  # replaced by the colour of the page's own text until the SVG is written
_INK_ON_WHITE = "#333333"
_STYLES = re.compile(r' style="([^"]*)"')
_LEFT_OUT = re.compile(
    r'^.*?(?=<svg)|<metadata>.*?</metadata>|<style.*?</style>| (?:width|height)="[0-9.]+pt"', re.DOTALL
)
_STYLE: Any = {"svg.fonttype": "none", "svg.hashsalt": "kubecon", "text.parse_math": False, "font.size": 11.0}

_one_at_a_time = Lock()  # the library's style is the same for all threads

logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it logs its cache of fonts


async def draw_ahead(card: Card) -> None:
    """Draw the chart of a card outside the event loop, before the card is rendered."""
    if card.chart:
        await asyncio.to_thread(chart_to_png, card.chart)
        await asyncio.to_thread(chart_to_svg, card.chart)


@lru_cache(maxsize=_KEPT)
def chart_to_png(chart: Chart) -> bytes:
    """Draw a chart on white; b"" if that fails."""
    return _draw(chart, "png", _INK_ON_WHITE)


@lru_cache(maxsize=_KEPT)
def chart_to_svg(chart: Chart) -> str:
    """Draw a chart in the text colour, without a background; "" if that fails."""
    drawn = _LEFT_OUT.sub("", _draw(chart, "svg", _INK).decode()).replace(_INK, "currentColor")
    return _STYLES.sub(lambda found: "".join(_attributes(found[1])), drawn)


def _attributes(style: str) -> Iterator[str]:
    """Yield style declarations as attributes, because the page allows no inline styles, and has its own font."""
    for declared in style.split(";"):
        name, _, value = declared.partition(":")
        if value and name.strip() != "font-family":
            yield f' {name.strip()}="{value.strip()}"'


def _draw(chart: Chart, form: str, ink: str) -> bytes:
    if find_spec("matplotlib") is None or not chart.labels:
        return b""
    import matplotlib as mpl  # noqa: PLC0415 - takes half a second and 54 MB, and most people never ask for a chart
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    with _one_at_a_time, mpl.rc_context(_STYLE):
        figure = Figure(figsize=_INCHES, dpi=_DOTS, layout="constrained")
        _fill(figure, chart, ink)
        if form == "png":  # because the picture may be shown outside the message
            figure.axes[0].set_title(chart.title, color=ink, loc="left", fontweight="bold")
        written = io.BytesIO()
        metadata = {"Date": None} if form == "svg" else None
        figure.savefig(written, format=form, transparent=form == "svg", metadata=metadata)
    return written.getvalue()


def _fill(figure: "Figure", chart: Chart, ink: str) -> None:
    axes = figure.add_subplot()
    places = range(len(chart.labels))
    if len(chart.series) == 1:
        axes.bar(places, chart.series[0].values, color=_COLOURS[0])
    else:
        for series, colour, mark in zip(chart.series, _COLOURS, _MARKS, strict=False):
            axes.plot(places, series.values, color=colour, marker=mark, label=series.name)
        axes.legend(frameon=False, labelcolor=ink)
    labels = [f"{label} ({total})" for label, total in zip(chart.labels, chart.totals, strict=True)]
    axes.set_xticks(places, labels, rotation=60, ha="right", rotation_mode="anchor")
    axes.set_ylabel("% of all talks (number)", color=ink)
    _plain(axes, ink)


def _plain(axes: "Axes", ink: str) -> None:
    """Drop empty lines."""
    axes.set_ylim(bottom=0)
    axes.tick_params(colors=ink, length=0)
    axes.grid(axis="y", color=ink, alpha=0.15)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(ink)
