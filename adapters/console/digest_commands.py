"""The subcommands of `kubecon digest`, which load what they need only when they run."""

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any

import typer

from adapters.console.terminal import show_cards
from bot.engine import Engine

At = Annotated[str, typer.Option("--at", help="Use this moment instead of now, e.g. 2027-03-01T09:00+01:00.")]
Channel = Annotated[
    str, typer.Argument(help="A channel as `kubecon digest list` shows it; by default, one without topics.")
]
Topics = Annotated[str, typer.Option(help="Topics instead of the channel's own, separated by commas.")]

OpenEngine = Callable[[typer.Context], Engine]
OpenDigests = Callable[[typer.Context], Any]


def add_digest_commands(app: typer.Typer, open_engine: OpenEngine, commands_of: OpenDigests) -> None:
    """Add `digest list`, `preview`, `due` and `run` to the command line."""
    commands = typer.Typer(help="Show and post digests.", no_args_is_help=True)
    app.add_typer(commands, name="digest")

    @commands.command("list")
    def show_list(context: typer.Context) -> None:
        """List the channels that get digests, and what each gets."""
        from adapters.console.digest_actions import list_channels  # noqa: PLC0415

        _say(list_channels(commands_of(context), open_engine(context), read_moment("")))

    @commands.command()
    def preview(context: typer.Context, channel: Channel = "", at: At = "", topics: Topics = "") -> None:
        """Show the digest of a moment, exactly as it would be posted."""
        from adapters.console.digest_actions import write_preview  # noqa: PLC0415

        writing = write_preview(commands_of(context), open_engine(context), read_moment(at), channel, topics)
        show_cards(asyncio.run(writing))

    @commands.command()
    def due(context: typer.Context, at: At = "") -> None:
        """List when each channel is due next, and which are due now."""
        from adapters.console.digest_actions import list_due  # noqa: PLC0415

        _say(list_due(commands_of(context), open_engine(context), read_moment(at)))

    @commands.command()
    def run(context: typer.Context, at: At = "") -> None:
        """Post what is due at a moment, each digest once, and stop."""
        from adapters.console.digest_actions import run_due  # noqa: PLC0415

        _say(run_due(commands_of(context), open_engine(context), read_moment(at)))


def read_moment(typed: str) -> dt.datetime:
    """Read a moment, in the zone of this machine where none is typed; "" is now."""
    moment = _to_moment(typed)
    if moment is None or not dt.MINYEAR < moment.year < dt.MAXYEAR:  # beyond, the days around it are no dates
        raise typer.BadParameter(f"{typed} is no moment; write one such as 2027-03-01T09:00+01:00")
    return moment if moment.tzinfo else moment.astimezone()


def _to_moment(typed: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(typed) if typed else dt.datetime.now()  # noqa: DTZ005, TID251 - the one who asks has a clock
    except ValueError:
        return None


def _say(lines: list[str]) -> None:
    for line in lines:
        typer.echo(line)
