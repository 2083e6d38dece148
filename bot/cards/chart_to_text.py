"""Write a chart as plain text: a bar for each number."""

from collections.abc import Iterator

from bot.model.chart import Chart

_WIDEST = 24  # characters of the longest bar
_PARTS = " ▏▎▍▌▋▊▉"
_WHOLE = "█"


def chart_to_lines(chart: Chart, width: int = 80) -> Iterator[str]:
    """Yield a line for each number: its label once, its series if there are several, a bar and the count."""
    labels = [f"{label} ({total})" for label, total in zip(chart.labels, chart.totals, strict=True)]
    left = max(map(len, labels), default=0)
    names = max((len(one.name) for one in chart.series), default=0) if len(chart.series) > 1 else 0
    room = max(1, min(_WIDEST, width - left - names - len("  " * 3 + "100.0 % (1234)")))
    for place, label in enumerate(labels):
        for number, one in enumerate(chart.series):
            start = (label if number == 0 else "").ljust(left)
            name = f"  {one.name:<{names}}" if names else ""
            bar = draw_bar(one.values[place], chart.highest, room)
            yield f"{start}{name}  {bar:<{room}} {one.values[place]:.1f} % ({one.counts[place]})"


def draw_bar(value: float, highest: float, room: int) -> str:
    """Draw a bar of up to `room` characters, in eighths."""
    eighths = round(8 * room * value / highest) if highest > 0 else 0
    return (_WHOLE * (eighths // 8) + _PARTS[eighths % 8]).rstrip()
