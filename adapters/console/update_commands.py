"""Define `kubecon update`, which loads its dependencies only when it runs."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from adapters.console.progress_bar import shown_progress

_MOST_SHOWN = 20  # changes of one source
What = Annotated[
    list[str] | None,
    typer.Option(metavar="talks|projects|keps|feeds", help="Update only this; may be repeated."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what is newer, and change nothing.")]


def add_update_command(app: typer.Typer, update_of: Callable[[typer.Context, Sequence[Any], bool], Any]) -> None:
    """Add `update` to the command line."""

    @app.command()
    def update(context: typer.Context, what: What = None, *, dry_run: DryRun = False) -> None:
        """Update schedules, project levels, Kubernetes proposals and recommended feeds from their sources."""
        from bot.updates.outcome import Result  # noqa: PLC0415
        from bot.updates.sources import UpdateKind  # noqa: PLC0415

        unknown = [name for name in what or () if name not in set(UpdateKind)]
        if unknown:
            raise typer.BadParameter(f"{unknown[0]} cannot be updated; write one of {', '.join(UpdateKind)}")
        # what comes later knows topics by the projects
        order = (UpdateKind.PROJECTS, UpdateKind.KEPS, UpdateKind.TALKS, UpdateKind.FEEDS)
        kinds = sorted({UpdateKind(name) for name in what or UpdateKind}, key=order.index)
        outcomes = []
        with shown_progress("Asking the sources") as progress:
            for number, kind in enumerate(kinds):
                progress(number, len(kinds))
                outcomes += update_of(context, [kind], dry_run)
        for outcome in outcomes:
            for line in outcome_lines(outcome):
                typer.echo(line)
        if any(outcome.result is Result.FAILED for outcome in outcomes):
            raise typer.Exit(1)


def outcome_lines(outcome: Any) -> list[str]:
    """Return the result of one source, and below it what changed."""
    shown = [f"  {sentence}" for sentence in outcome.told[:_MOST_SHOWN]]
    if left := len(outcome.told) - len(shown):
        shown.append(f"  and {left} more")
    return [f"{outcome.name}: {outcome.result}", *shown]
