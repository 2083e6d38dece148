"""The commands `kubecon add` and `kubecon feeds`, which load what they need only when they run."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any

import typer

from adapters.console.terminal import notice_when_slow, show_card

What = Annotated[str, typer.Argument(metavar="URL|FILE", help="A post: its address, or a file in any format.")]
FeedAddress = Annotated[
    str, typer.Option("--feed", help="Follow an RSS or Atom feed, and add its posts about KubeCon.")
]
Force = Annotated[bool, typer.Option("--force", help="Add the post even if it does not mention KubeCon.")]
Forget = Annotated[str, typer.Option("--forget", help="Stop following this feed; its posts stay.")]

CommandsOf = Callable[[typer.Context], Any]


def add_import_commands(app: typer.Typer, commands_of: CommandsOf) -> None:
    """Add `add` and `feeds` to the command line."""

    @app.command()
    def add(context: typer.Context, what: What = "", *, feed: FeedAddress = "", force: Force = False) -> None:
        """Add a post to the first folder of KUBECON_RECAPS, and show what the bot learns from it."""
        from adapters.console.add import add_feed, add_post  # noqa: PLC0415

        if bool(what) == bool(feed):
            raise typer.BadParameter("give the address or the file of one post, or the address of a feed with --feed")
        commands = commands_of(context)
        if what:
            with notice_when_slow("Reading the post ..."):
                card, whereabouts = add_post(commands, what, force=force)
            show_card(card)
            _say(["", whereabouts])
            return
        with notice_when_slow("Reading the feed and its posts ..."):
            lines = add_feed(commands, feed, dt.datetime.now(dt.UTC))  # noqa: TID251 - the one who asks has a clock
        _say(lines)

    @app.command()
    def feeds(context: typer.Context, forget: Forget = "") -> None:
        """List the feeds that are followed, when each was read, and what went wrong."""
        from adapters.console.add import forget_feed, list_feeds  # noqa: PLC0415

        commands = commands_of(context)
        _say(forget_feed(commands, forget) if forget else list_feeds(commands))


def _say(lines: list[str]) -> None:
    for line in lines:
        typer.echo(line)
