"""Define charts: numbers over time, which every platform renders in its own way."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart: its name, and a value for each of the chart's labels, with the count that it is from."""

    name: str
    values: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of percentages: its title, the labels of its axis, its lines, and the `totals` they are shares of."""

    title: str
    labels: tuple[str, ...]
    totals: tuple[int, ...]
    series: tuple[Series, ...]

    @property
    def highest(self) -> float:
        """Return the largest value, 0 if there is none."""
        return max((value for one in self.series for value in one.values), default=0.0)
