"""Print figures as a table that a terminal, a log and a README can show."""

from collections.abc import Sequence


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a Markdown table, the first column to the left and figures to the right."""
    cells = [list(columns), *([_to_cell(value) for value in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    cells.insert(1, [f"{'-' * (width - 1)}{':' if place else '-'}" for place, width in enumerate(widths)])
    for first, *rest in cells:
        figures = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        print(f"| {' | '.join((first.ljust(widths[0]), *figures))} |", flush=True)
    print()


def _to_cell(value: object) -> str:
    if not isinstance(value, float):
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three digits say enough
