"""Numbers over time, as content alone: every platform draws them in its own way."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart: its name, and a value for each of the chart's labels, with the count that it is from."""

    name: str
    values: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is counted, the labels along its time, and lines of percentages; `totals` are what each is a share of."""

    title: str
    labels: tuple[str, ...]
    totals: tuple[int, ...]
    series: tuple[Series, ...]

    @property
    def highest(self) -> float:
        """Return the largest value, 0 where there is none."""
        return max((value for one in self.series for value in one.values), default=0.0)
