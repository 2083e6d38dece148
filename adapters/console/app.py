"""Define the command line, which can do everything that the chat can."""

import asyncio
import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from adapters.console.answer_to_json import entry_to_json
from adapters.console.ask import answer_as_json, explain_lookup, name_events, read_lookups
from adapters.console.card_output import show_card, show_cards
from adapters.console.chat import converse, to_request
from adapters.console.digest_commands import add_digest_commands
from adapters.console.doctor_command import add_doctor_command
from adapters.console.event_commands import add_event_commands
from adapters.console.import_commands import add_import_commands
from adapters.console.miss_command import add_miss_command
from adapters.console.progress_bar import shown_progress
from adapters.console.team_data_commands import add_team_data_commands
from adapters.console.update_commands import add_update_command
from adapters.version import installed_version
from bot.app.assistant import Assistant
from bot.app.digest_preview_service import DigestPreviewService
from bot.app.engine_protocol import Knowledge
from bot.cards.text import count
from bot.model.card import Card
from bot.model.entry import Entry, EntryKind, is_post
from bot.model.lookup import Lookup
from bot.model.progress import Progress
from bot.model.request import Request, format_lookup

FAULT, NOTHING_FOUND = 1, 3  # exit codes
OpenEngine = Callable[[Path | None, Progress], Knowledge]
Serve = Callable[[Callable[[], Knowledge], Path | None], None]


@dataclass(frozen=True, slots=True)
class CommandContext:
    """What the commands need: how an engine is opened, and how the page and the chat platforms are served.

    `digests` and `importing` open the services of the commands below `digest` and of those that add posts, which takes
    long to load. `update` updates kinds of data, or only shows what is newer. `serve_mcp` answers another program,
    `doctor` makes what checks the bot's environment, `misses` gives what could not be answered in the last days,
    and `team_data` reads or deletes what is stored about a team.
    """

    open_engine: OpenEngine
    serve: Serve
    digests: Callable[[], Any]
    importing: Callable[[], Any]
    update: Callable[[Sequence[Any], bool], Any]
    serve_mcp: Callable[[Knowledge], None]
    doctor: Callable[[], Any]
    misses: Callable[[int, int], Any]
    team_data: Callable[[], Any]


app = typer.Typer(
    help="Answer from KubeCon recaps, every line with its source.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(is_asked: bool) -> None:  # noqa: FBT001 - the command line calls it with only the value
    if is_asked:
        typer.echo(f"kubecon {installed_version()}")
        raise typer.Exit


@app.callback()
def take_options(
    *,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version and exit.")
    ] = False,
) -> None:
    """Parse the options that belong to no command."""


class Format(StrEnum):
    """List the formats of an answer."""

    TEXT = "text"
    JSON = "json"


Recaps = Annotated[
    Path | None,
    typer.Option(exists=True, file_okay=False, help="Read only the recaps in this folder, at any depth."),
]


@app.command()
def ask(  # noqa: PLR0913 - each argument is an option of the command line
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(help="What to look up, e.g. dra, or gpu by:surname.")] = None,
    *,
    recaps: Recaps = None,
    kind: Annotated[EntryKind | None, typer.Option(help="Find only entries of this kind.")] = None,
    event: Annotated[str, typer.Option(help="Find only entries of this event, e.g. eu-2026.")] = "",
    limit: Annotated[int | None, typer.Option(min=1, help="Find at most this many entries.")] = None,
    form: Annotated[Format, typer.Option("--format", help="Format of the answer.")] = Format.TEXT,
    batch: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Look up each line of this file; needs --format json."),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the lookup is understood.")] = False,
) -> None:
    """Answer a lookup from the recaps."""
    if bool(words) == bool(batch):
        raise typer.BadParameter("type what to look up, or name a file of lookups with --batch")
    if batch and form is not Format.JSON:
        raise typer.BadParameter("--batch writes only JSON; add --format json")
    engine = _open(context, recaps)
    _check_event(engine, event)
    now = dt.datetime.now().astimezone()  # noqa: TID251 - the one who asks has a clock
    filters = Lookup("", kind, event, asked_on=now.date())
    if explain:
        for line in explain_lookup(engine, _as_text(words), filters):
            typer.echo(line)
    elif form is Format.JSON:
        lookups = list(read_lookups(batch)) if batch else [_as_text(words)]
        if batch:
            with shown_progress("Encoding what the recaps say") as progress:
                engine.prepare_meaning(lookups, progress)
        found = [_echo_json(engine, typed, filters, limit) for typed in lookups]
        if not batch and found == [False]:
            raise typer.Exit(NOTHING_FOUND)
    else:
        _show(
            _assistant(context, engine, now),
            replace(to_request(format_lookup(_as_text(words), kind, event)), limit=limit),
        )


@app.command()
def entries(
    context: typer.Context,
    recaps: Recaps = None,
    form: Annotated[Format, typer.Option("--format", help="Format of an entry.")] = Format.TEXT,
) -> None:
    """List every talk, project and takeaway, one per line."""
    for entry in _open(context, recaps).entries():
        typer.echo(entry_to_json(entry) if form is Format.JSON else _entry_to_line(entry))


@app.command()
def check(context: typer.Context, recaps: Recaps = None) -> None:
    """List what is wrong with the recaps: file, line, what to do."""
    engine = _open(context, recaps, warn=False)
    for diagnostic in engine.diagnostics:
        typer.echo(str(diagnostic))
    sources = [entry.source.recap for entry in engine.entries()]
    found = f"{count(len(sources), 'entry', 'entries')} from {count(len(set(filter(is_post, sources))), 'recap')}"
    typer.echo(f"{found}; {len(engine.diagnostics) or 'nothing'} to fix")
    if any(diagnostic.fatal for diagnostic in engine.diagnostics):
        raise typer.Exit(1)


@app.command()
def chat(context: typer.Context, recaps: Recaps = None) -> None:
    """Start a conversation, with one lookup per line."""
    now = dt.datetime.now().astimezone()  # noqa: TID251 - the one who asks has a clock
    engine = _open(context, recaps)
    assistant = _assistant(context, engine, now)
    with asyncio.Runner() as runner:
        # the loop rests while a line is typed, so that Ctrl+C ends the conversation
        converse(
            lambda request: runner.run(assistant.answer(request)),
            _typed_lines(),
            lambda card: show_card(card, numbered=True),
        )


@app.command()
def serve(context: typer.Context, recaps: Recaps = None) -> None:
    """Answer on a page in the browser and in the chat platforms whose tokens are set, until stopped."""
    command_context: CommandContext = context.obj
    command_context.serve(lambda: _open(context, recaps), recaps)


@app.command()
def mcp(context: typer.Context, recaps: Recaps = None) -> None:
    """Answer a program such as Claude or Cursor over MCP, on standard input and output."""
    command_context: CommandContext = context.obj
    command_context.serve_mcp(_open(context, recaps))


add_import_commands(app, lambda context: context.obj.importing())
add_update_command(app, lambda context, kinds, dry_run: context.obj.update(kinds, dry_run))
add_miss_command(app, lambda context, number, days: context.obj.misses(number, days))
add_team_data_commands(app, lambda context: context.obj.team_data())
add_doctor_command(app, lambda context: context.obj.doctor())
add_digest_commands(app, lambda context: _open(context, None), lambda context: context.obj.digests())


def _check_event(engine: Knowledge, event: str) -> None:
    if event and not engine.knows_event(event):
        raise typer.BadParameter(f"--event {event}: no such event; write one of {', '.join(name_events(engine))}")


def _open(context: typer.Context, recaps: Path | None, *, warn: bool = True) -> Knowledge:
    command_context: CommandContext = context.obj
    with shown_progress("Reading the recaps, which is done once") as progress:
        engine = command_context.open_engine(recaps, progress)
    for diagnostic in engine.diagnostics:
        if warn and diagnostic.fatal:
            typer.echo(str(diagnostic), err=True)
    return engine


def _assistant(context: typer.Context, engine: Knowledge, now: dt.datetime) -> Assistant:
    """Return the assistant of a terminal, which shows digests and never posts them."""

    async def preview(topics: tuple[str, ...]) -> tuple[Card, ...]:
        from adapters.console.digest_commands import write_preview  # noqa: PLC0415 - a database takes longer than a lookup

        return await write_preview(context.obj.digests(), engine, now, "", ", ".join(topics))

    return Assistant(engine, now.date, DigestPreviewService(preview))


def _echo_json(engine: Knowledge, typed: str, filters: Lookup, limit: int | None) -> bool:
    line, is_found = answer_as_json(engine, typed, filters, limit)
    typer.echo(line)
    return is_found


def _show(assistant: Assistant, request: Request) -> None:
    """Show a reply, and exit with a non-zero code if nothing was found or after an error, which is in the log."""
    reply = asyncio.run(assistant.answer(request))
    show_cards(reply.cards)
    if reply.fault:
        raise typer.Exit(FAULT)
    if reply.page is not None and not reply.is_shareable:
        raise typer.Exit(NOTHING_FOUND)


add_event_commands(app, lambda context: _open(context, None))


def _as_text(words: list[str] | None) -> str:
    """Join words; bytes that are no UTF-8 become the sign for an unknown character."""
    return " ".join(words or ()).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _entry_to_line(entry: Entry) -> str:
    return f"{entry.source.recap}:{entry.source.line} {entry.kind}: {entry.title or entry.text}"


def _typed_lines() -> Iterator[str]:
    if not sys.stdin.isatty():
        yield from sys.stdin
        return
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - gives input() its arrow keys, if the system has it
    while True:
        try:
            yield input("> ")
        except EOFError:
            typer.echo()
            return
