"""The subcommands of `kubecon digest`: list channels, preview a digest, list what is due, and post it."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.console.card_output import show_cards
from bot.app.engine_protocol import Knowledge
from bot.cards.digest_notices import describe
from bot.delivery.clock import Clock
from bot.errors import BotError
from bot.model.card import Card
from bot.model.channel import Channel, Subscription

if TYPE_CHECKING:  # the database's library takes longer to load than a lookup takes
    from bot.app.digest_services import DigestServices

_ANYWHERE = Channel("console", "", "preview")
At = Annotated[str, typer.Option("--at", help="Use this moment instead of now, e.g. 2027-03-01T09:00+01:00.")]
ChannelName = Annotated[
    str, typer.Argument(help="A channel as `kubecon digest list` shows it; by default, one without topics.")
]
Topics = Annotated[str, typer.Option(help="Topics instead of the channel's own, separated by commas.")]

OpenEngine = Callable[[typer.Context], Knowledge]
CommandsOf = Callable[[typer.Context], Any]


@dataclass(frozen=True, slots=True)
class DigestCommands:
    """Open digests, and post what is due."""

    open: Callable[[Any, Clock], "AbstractAsyncContextManager[DigestServices]"]
    deliver: "Callable[[DigestServices], Awaitable[None]]"


def add_digest_commands(app: typer.Typer, open_engine: OpenEngine, commands_of: CommandsOf) -> None:
    """Add `digest list`, `preview`, `due` and `run` to the command line."""
    commands = typer.Typer(help="Show and post digests.", no_args_is_help=True)
    app.add_typer(commands, name="digest")

    @commands.command("list")
    def show_list(context: typer.Context) -> None:
        """List the channels that get digests, and what each gets."""
        _say(list_channels(commands_of(context), open_engine(context), read_moment("")))

    @commands.command()
    def preview(context: typer.Context, channel: ChannelName = "", at: At = "", topics: Topics = "") -> None:
        """Show the digest of a moment, exactly as it would be posted."""
        writing = write_preview(commands_of(context), open_engine(context), read_moment(at), channel, topics)
        show_cards(asyncio.run(writing))

    @commands.command()
    def due(context: typer.Context, at: At = "") -> None:
        """List when each channel is due next, and which are due now."""
        _say(list_due(commands_of(context), open_engine(context), read_moment(at)))

    @commands.command()
    def run(context: typer.Context, at: At = "") -> None:
        """Post the digests that are due at a moment, each once, and stop."""
        _say(run_due(commands_of(context), open_engine(context), read_moment(at)))


def read_moment(typed: str) -> dt.datetime:
    """Parse a moment, in this machine's time zone if none is given; "" is now."""
    moment = _to_moment(typed)
    if moment is None or not dt.MINYEAR < moment.year < dt.MAXYEAR:  # beyond, the days around it are no dates
        raise typer.BadParameter(f"{typed} is no moment; write one such as 2027-03-01T09:00+01:00")
    return moment if moment.tzinfo else moment.astimezone()


def _to_moment(typed: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(typed) if typed else dt.datetime.now()  # noqa: DTZ005, TID251 - the engine has no clock
    except ValueError:
        return None


def _say(lines: list[str]) -> None:
    for line in lines:
        typer.echo(line)


def list_channels(commands: DigestCommands, engine: Knowledge, now: dt.datetime) -> list[str]:
    """Return one line for each channel that gets digests, and for each of its settings."""
    kept = asyncio.run(_all(commands, engine, now))
    lines = [line for subscription, due_at in kept for line in _about(subscription, due_at)]
    return lines or ["no channel gets digests; type /kubecon digest in one, or digest on the page"]


def list_due(commands: DigestCommands, engine: Knowledge, now: dt.datetime) -> list[str]:
    """Return one line for each channel: those due at `now` first, then the others by their next date."""
    kept = [(due_at, subscription) for subscription, due_at in asyncio.run(_all(commands, engine, now)) if due_at]
    kept.sort(key=lambda pair: (pair[0], str(pair[1].channel)))
    lines = [
        f"{'due ' if due_at <= now else 'next'}  {_local(subscription, due_at)}  {subscription.channel}"
        for due_at, subscription in kept
    ]
    return lines or ["nothing is due"]


async def write_preview(
    commands: DigestCommands, engine: Knowledge, now: dt.datetime, channel: str, topics: str
) -> tuple[Card, ...]:
    """Return the messages of the digest that a channel would get at `now`."""
    async with commands.open(engine, _clock(now)) as digests:
        wanted = await _subscription(digests, channel, now)
        service = digests.subscription_service
        return await service.preview(service.about(wanted, topics), now)


def run_due(commands: DigestCommands, engine: Knowledge, now: dt.datetime) -> list[str]:
    """Post what is due at `now`; return one line for each delivery."""

    async def work() -> list[str]:
        async with commands.open(engine, _clock(now)) as digests:
            before = await digests.subscription_service.all()
            await commands.deliver(digests)
            due = [subscription for subscription, due_at in before if due_at and due_at <= now]
            return [line for one in due for line in await _what_became(digests, one)]

    return asyncio.run(work()) or ["nothing is due"]


async def _what_became(digests: "DigestServices", subscription: Subscription) -> list[str]:
    last = await digests.subscription_service.last_delivery(subscription.channel)
    if last is None:
        return [f"skipped  {subscription.channel}"]
    return [f"{last.state}  {subscription.channel}  {_local(subscription, last.due.at)}  {last.reason}".rstrip()]


async def _all(
    commands: DigestCommands, engine: Knowledge, now: dt.datetime
) -> list[tuple[Subscription, dt.datetime | None]]:
    async with commands.open(engine, _clock(now)) as digests:
        return await digests.subscription_service.all()


async def _subscription(digests: "DigestServices", channel: str, now: dt.datetime) -> Subscription:
    if not channel:
        anyone, _ = await digests.subscription_service.subscription(_ANYWHERE, "")
        return replace(anyone, since=now, weekday=now.astimezone(anyone.zone).weekday())
    parts = channel.split("/", 2)
    kept, _ = await digests.subscription_service.subscription(Channel(*parts), "") if len(parts) == 3 else (None, False)  # noqa: PLR2004
    known = {str(one.channel) for one, _ in await digests.subscription_service.all()}
    if kept is None or channel not in known:
        raise BotError(f"{channel}: this channel gets no digests; kubecon digest list says which do")
    return kept


def _about(subscription: Subscription, due_at: dt.datetime | None) -> list[str]:
    state = f"paused: {subscription.paused}" if subscription.paused else f"next {_local(subscription, due_at)}"
    return [f"{subscription.channel}  {state}", *(f"    {line}" for line in describe(subscription))]


def _local(subscription: Subscription, moment: dt.datetime | None) -> str:
    return f"{moment.astimezone(subscription.zone):%Y-%m-%d %H:%M %Z}" if moment else "never"


def _clock(now: dt.datetime) -> Clock:
    return Clock(lambda: now.astimezone(dt.UTC))
