"""Define `kubecon doctor`, which loads its dependencies only when it runs."""

import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from adapters.console.card_output import notice_when_slow
from bot.model.doctor_finding import Finding, Severity

Report = Annotated[bool, typer.Option("--report", help="Write the report for whoever has to approve the bot.")]
_MARKS = {Severity.OK: "ok", Severity.OFF: "off", Severity.WARNING: "warning", Severity.FAILED: "FAILED"}


def add_doctor_command(app: typer.Typer, services_of: Callable[[typer.Context], Any]) -> None:
    """Add `doctor` to the command line."""

    @app.command()
    def doctor(context: typer.Context, *, report: Report = False) -> None:
        """Check tokens, scopes, clock, database, disk and feeds, and say what to do."""
        services = services_of(context)
        if report:
            typer.echo(services.report(), nl=False)
            return
        with notice_when_slow("Asking the platforms ..."):
            findings = services.check()
        for finding in findings:
            typer.echo(finding_to_text(finding))
        failures = sum(finding.severity is Severity.FAILED for finding in findings)
        typer.echo(f"{failures} to fix" if failures else "nothing to fix")
        if services.offers_updates() and sys.stdin.isatty():
            _offer_updates(services)
        if failures:
            raise typer.Exit(1)


def finding_to_text(finding: Finding) -> str:
    """Write a finding as a line, with the remedy below it."""
    line = f"{_MARKS[finding.severity]:<8} {finding.subject}: {finding.text}"
    return f"{line}\n{'':<9}{finding.remedy}" if finding.remedy else line


def _offer_updates(services: Any) -> None:
    asked = ", ".join(services.update_hosts())
    typer.echo(f"Each week, the bot would ask {asked}.")
    if typer.confirm(services.offer):
        services.turn_updates_on()
        typer.echo("kubecon serve updates each week from now on.")
