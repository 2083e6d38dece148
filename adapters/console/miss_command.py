"""Define `kubecon misses`, which lists what the bot could not answer."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Annotated, Literal

import typer

from adapters.console.card_output import show_card
from bot.cards.miss_cards import misses_card
from bot.model.miss import MISSES_KEPT_DAYS, Miss

_MOST = 50
Days = Annotated[int, typer.Option(min=1, max=MISSES_KEPT_DAYS, help="Count only the last so many days.")]
Limit = Annotated[int, typer.Option(min=1, help="Show at most this many.")]
Form = Annotated[Literal["text", "json"], typer.Option("--format", help="Format; as JSON, one per line.")]


def add_miss_command(app: typer.Typer, misses_of: Callable[[typer.Context, int, int], Sequence[Miss]]) -> None:
    """Add `misses` to the command line."""

    @app.command()
    def misses(
        context: typer.Context, days: Days = MISSES_KEPT_DAYS, limit: Limit = _MOST, form: Form = "text"
    ) -> None:
        """List lookups without an answer, and answers that did not help, most frequent first."""
        found = misses_of(context, limit, days)
        if form == "json":
            for miss in found:
                typer.echo(json.dumps(asdict(miss), ensure_ascii=False))
        else:
            show_card(misses_card(found))
