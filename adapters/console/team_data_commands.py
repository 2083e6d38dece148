"""Define `kubecon export` and `kubecon forget`, which answer what a team asks about its data."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from bot.cards.text import count

Workspace = Annotated[
    str, typer.Option("--workspace", help="The Slack workspace or Discord server, e.g. slack/T0123ABCD or discord/123.")
]


@dataclass(frozen=True, slots=True)
class TeamDataCommands:
    """What the commands need: one function reads what is stored about a team, the other deletes it."""

    export: Callable[[str], dict[str, list[dict[str, Any]]]]
    forget: Callable[[str], int]


def add_team_data_commands(app: typer.Typer, services_of: Callable[[typer.Context], TeamDataCommands]) -> None:
    """Add `export` and `forget` to the command line."""

    @app.command()
    def export(context: typer.Context, workspace: Workspace) -> None:
        """Print everything stored about one workspace or server, as JSON."""
        typer.echo(json.dumps(services_of(context).export(workspace), ensure_ascii=False, indent=2, default=str))

    @app.command()
    def forget(
        context: typer.Context,
        workspace: Workspace,
        *,
        yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
    ) -> None:
        """Delete everything stored about one workspace or server."""
        if not yes:
            typer.confirm(f"Delete all that is stored about {workspace}?", abort=True)
        typer.echo(f"{count(services_of(context).forget(workspace), 'row')} deleted")
