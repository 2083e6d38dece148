"""Define `kubecon next` and `kubecon events`, which write text, JSON or a calendar file."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import typer

from adapters.console.card_output import show_card
from bot.app.calendar_reply import calendar_reply
from bot.app.engine_protocol import Knowledge
from bot.app.upcoming_events import UpcomingEvent, next_event, upcoming_events
from bot.cards.upcoming_edition_cards import events_card, next_card
from bot.errors import BotError

At = Annotated[
    dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Use this day instead of today, e.g. 2026-11-20.")
]
Form = Annotated[Literal["text", "json"], typer.Option("--format", help="Format of the answer.")]
Ics = Annotated[Path | None, typer.Option(dir_okay=False, help="Also write it to this calendar file.")]
Topics = Annotated[str, typer.Option(help="With its sessions on these topics in the calendar file: dra, security.")]


def add_event_commands(app: typer.Typer, knowledge_of: Callable[[typer.Context], Knowledge]) -> None:
    """Add `next` and `events` to the command line; `knowledge_of` opens the list of KubeCons."""

    @app.command("next")
    def show_next(
        context: typer.Context, ics: Ics = None, topics: Topics = "", at: At = None, form: Form = "text"
    ) -> None:
        """Show the next KubeCon, and the days until then."""
        now = _now(at)
        known = knowledge_of(context)
        event = next_event(known.editions, now.date())
        if form == "json":
            typer.echo(event_to_json(event) if event else "null")
        else:
            show_card(next_card(event.edition if event else None, now.date()))
        if ics is not None:
            _write(known, topics, now.date(), ics)

    @app.command("events")
    def show_events(context: typer.Context, at: At = None, form: Form = "text") -> None:
        """List the coming KubeCons; as JSON, one per line."""
        editions, today = knowledge_of(context).editions, _now(at).date()
        if form == "json":
            for event in upcoming_events(editions, today):
                typer.echo(event_to_json(event))
        else:
            show_card(events_card(editions, today))


def event_to_json(event: UpcomingEvent) -> str:
    """Write a KubeCon as one line of JSON; `days_to_go` is null if its dates are not certain."""
    edition = event.edition
    fields = {
        "id": edition.id,
        "name": edition.name,
        "city": edition.city,
        "country": edition.country,
        "venue": edition.venue,
        "starts_on": edition.starts_on.isoformat() if edition.starts_on else None,
        "ends_on": edition.ends_on.isoformat() if edition.ends_on else None,
        "dates_certain": edition.dates_certain,
        "days_to_go": event.days_to_go,
        "website": edition.website,
        "schedule": edition.schedule,
        "source": edition.source,
    }
    return json.dumps(fields, ensure_ascii=False)


def _now(at: dt.datetime | None) -> dt.datetime:
    """Return the given day, otherwise the current local time."""
    return (at or dt.datetime.now()).astimezone()  # noqa: DTZ005, TID251 - the engine has no clock


def _write(known: Knowledge, topics: str, today: dt.date, path: Path) -> None:
    reply = calendar_reply(known, topics, today)
    if reply.file is None:
        raise BotError(f"{path}: not written, since no KubeCon to come has certain dates yet")
    path.write_bytes(reply.file.content)
    typer.echo(f"Written to {path}: {reply.card.subtitle}", err=True)
