"""Show how many talks of each KubeCon were on some topics: a chart, with its numbers in words."""

from collections.abc import Sequence

from bot.cards.notices import look_up_action
from bot.cards.sparkline import sparkline
from bot.cards.text import TITLE_LENGTH, badge_event, shorten
from bot.model.card import Card, Item, Section, SourceLink
from bot.model.chart import Chart, Series
from bot.model.topic_share import TopicShare

_HOW = "share of all known talks of each KubeCon that name it"
_LABEL_LENGTH = 60

Trends = Sequence[tuple[str, Sequence[TopicShare]]]


def trend_card(trends: Trends) -> Card:
    """Show how much of each KubeCon was on each topic, given by its name and its shares of the same KubeCons."""
    names = shorten(", ".join(name for name, _ in trends), TITLE_LENGTH)
    chart = _chart(f"Talks on {names}", trends)
    items = tuple(_item(series, chart) for series in chart.series)
    return Card(
        chart.title,
        _HOW,
        (Section("", items),),
        tuple(look_up_action(name, shorten(name, _LABEL_LENGTH)) for name, _ in trends),
        alt_text="; ".join(item.text for item in items),
        chart=chart,
    )


def chart_to_words(chart: Chart) -> str:
    """Write all numbers of a chart, for those who cannot see it."""
    told = (f"{one.name}: {'; '.join(_numbers(one, chart))}" for one in chart.series)
    return f"{chart.title}, percent of all talks. {'. '.join(told)}."


def _chart(title: str, trends: Trends) -> Chart:
    shares = trends[0][1]
    labels = tuple(badge_event(one.edition.id) for one in shares)
    series = tuple(
        Series(name, tuple(round(100 * one.share, 2) for one in of), tuple(one.on_topic for one in of))
        for name, of in trends
    )
    return Chart(title, labels, tuple(one.talks for one in shares), series)


def _item(series: Series, chart: Chart) -> Item:
    """Write the newest value and the highest one, each with its total."""
    newest = len(series.values) - 1
    highest = max(range(len(series.values)), key=series.values.__getitem__)
    most = "" if highest == newest else f", most {_number(series, chart, highest)}"
    text = f"{series.name} {sparkline(series.values)} {_number(series, chart, newest)}{most}"
    return Item(text, SourceLink("schedules"))


def _numbers(series: Series, chart: Chart) -> list[str]:
    return [_number(series, chart, place) for place in range(len(series.values))]


def _number(series: Series, chart: Chart, place: int) -> str:
    return f"{series.values[place]:.1f} % at {chart.labels[place]} ({series.counts[place]} of {chart.totals[place]})"
