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
        from bot.updates.sources import Subject  # noqa: PLC0415

        unknown = [name for name in what or () if name not in set(Subject)]
        if unknown:
            raise typer.BadParameter(f"{unknown[0]} cannot be renewed; write one of {', '.join(Subject)}")
        # what comes later knows topics by the projects
        order = (Subject.PROJECTS, Subject.KEPS, Subject.TALKS, Subject.FEEDS)
        subjects = sorted({Subject(name) for name in what or Subject}, key=order.index)
        outcomes = []
        with shown_progress("Asking the sources") as progress:
            for number, subject in enumerate(subjects):
                progress(number, len(subjects))
                outcomes += update_of(context, [subject], dry_run)
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
