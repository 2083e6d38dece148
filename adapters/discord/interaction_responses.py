"""Send replies to interactions: in time, once, and without pings."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import discord

from adapters.charts import draw_ahead
from adapters.discord.localization import say
from adapters.discord.render import CardView, MessageControls, render_card
from bot.app.fault_log import note_fault
from bot.cards.notices import internal_error_card
from bot.model.card import Card
from bot.model.reply import Reply

# Discord waits 3 s (https://discord.com/developers/docs/interactions/receiving-and-responding); the way there counts
PATIENCE_SECONDS = 0.5
_MODAL_SECONDS = 2.0  # a modal cannot be opened after a deferral

_Done = TypeVar("_Done")
Pressed = discord.Interaction[Any]
Draw = Callable[[Reply], CardView]


async def respond(interaction: Pressed, work: Awaitable[Reply], draw: Draw, *, ephemeral: bool) -> None:
    """Answer with a new message; defer first if the work takes long."""
    task = asyncio.ensure_future(_drawn_ahead(work))
    if not await _is_done_soon(task):
        await interaction.response.defer(ephemeral=ephemeral, thinking=True)
        view = _draw(draw, await task)
        await interaction.edit_original_response(view=view, attachments=view.files)
        return
    view = _draw(draw, task.result())
    await interaction.response.send_message(view=view, files=view.files, ephemeral=ephemeral, suppress_embeds=True)


async def respond_in_place(interaction: Pressed, work: Awaitable[Reply], draw: Draw) -> None:
    """Answer by changing the message whose button was pressed."""
    task = asyncio.ensure_future(_drawn_ahead(work))
    if not await _is_done_soon(task):
        await interaction.response.defer()
        view = _draw(draw, await task)
        await interaction.edit_original_response(view=view, attachments=view.files)
        return
    view = _draw(draw, task.result())
    await interaction.response.edit_message(view=view, attachments=view.files)


def draw_alone(interaction: Pressed) -> Draw:
    """Return how to draw a reply that can be neither shared nor rated."""

    def draw(reply: Reply) -> CardView:
        return render_card(reply.card, MessageControls(locale=interaction.locale.value))

    return draw


def _draw(draw: Draw, reply: Reply) -> CardView:
    """Draw a reply, with its file if it has one."""
    view = draw(reply)
    if reply.file:
        view.attach(reply.file)
    return view


async def _drawn_ahead(work: Awaitable[Reply]) -> Reply:
    reply = await work
    await draw_ahead(reply.card)
    return reply


async def send_notice(interaction: Pressed, sentence: str) -> None:
    """Send one sentence that only the person sees."""
    view = render_card(Card(say(sentence, interaction.locale.value)), MessageControls())
    await _send(interaction, view)


async def send_card(interaction: Pressed, card: Card) -> None:
    """Send a card that only the person sees."""
    await _send(interaction, render_card(card, MessageControls(locale=interaction.locale.value)))


async def while_modal_may_open(work: Awaitable[_Done]) -> _Done | type[TimeoutError]:
    """Return the result of some work, or TimeoutError itself if a modal could no longer be opened after it.

    The work is never cancelled, because that can leave a broken connection to the database.
    """
    task = asyncio.ensure_future(work)
    await asyncio.wait({task}, timeout=_MODAL_SECONDS)
    if task.done():
        return task.result()
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
    return TimeoutError


async def apologise(interaction: Pressed, problem: BaseException) -> None:
    """Log an error, and send its id to the person if Discord still accepts an answer."""
    view = render_card(internal_error_card(note_fault(problem)), MessageControls())
    with contextlib.suppress(discord.HTTPException, discord.InteractionResponded):
        await _send(interaction, view)


async def _send(interaction: Pressed, view: discord.ui.LayoutView) -> None:
    if interaction.response.is_done():
        await interaction.followup.send(view=view, ephemeral=True)
    else:
        await interaction.response.send_message(view=view, ephemeral=True, suppress_embeds=True)


async def _is_done_soon(task: asyncio.Future[Reply]) -> bool:
    done, _ = await asyncio.wait({task}, timeout=PATIENCE_SECONDS)
    return bool(done)
