"""Handle pressed buttons and selects, before and after a restart."""

import re
from functools import partial
from typing import Any

import discord
from cachetools import LRUCache

from adapters.discord.custom_ids import VERSION, read_value
from adapters.discord.digest_commands import answer_digest
from adapters.discord.interaction_responses import Draw, Pressed, apologise, respond, respond_in_place, send_notice
from adapters.discord.localization import (
    ALREADY_SHARED,
    EXPIRED,
    GOOD_TO_KNOW,
    NOT_SHARED,
    NOT_YOUR_DELETE,
    NOT_YOURS,
    NOTED,
)
from adapters.discord.render import CardView, MessageControls, render_card
from adapters.discord.save_menu import SaveHandlers, team_of
from bot.app.assistant import Assistant
from bot.app.digest_request import words_about_digests
from bot.cards.saved_recap_cards import number_to_edit
from bot.cards.watch_cards import is_about_watching
from bot.model.answer_page import page_to_value, value_to_page
from bot.model.reply import Reply
from bot.model.request import Request
from bot.model.watch import Person

_CUSTOM_ID = re.compile(rf"{VERSION}:(?P<name>go|kind|share|drop|up|down):(?P<value>.*)", re.DOTALL)
_REMEMBERED = 1000  # shared messages
_NUMBERED = re.compile(r"[0-9]+:")


class Component(discord.ui.DynamicItem[discord.ui.Item[Any]], template=_CUSTOM_ID):
    """Represent any button or select of the bot, restored from its custom_id when it is pressed."""

    def __init__(self, item: discord.ui.Item[Any], name: str, value: str) -> None:
        super().__init__(item)
        self.name, self.value = name, value

    @classmethod
    async def from_custom_id(
        cls, interaction: Pressed, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "Component":
        """Restore a pressed control."""
        return cls(item, match["name"], read_value(_NUMBERED.sub("", match["value"], count=1), interaction.message))

    async def callback(self, interaction: Pressed) -> None:
        """Handle the pressed control."""
        try:
            await interaction.client.controls.press(interaction, self.name, self.value)
        except discord.HTTPException as problem:
            await apologise(interaction, problem)


class ComponentHandlers:
    """Handle buttons and selects."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        recaps = assistant.saved_recap_service
        self._saved = SaveHandlers(assistant, recaps) if recaps else None
        self._shared: LRUCache[int, bool] = LRUCache(_REMEMBERED)
        self._voters: LRUCache[tuple[int, int], bool] = LRUCache(_REMEMBERED)

    async def press(self, interaction: Pressed, name: str, value: str) -> None:
        """Handle a pressed control; `value` is what it carries, and untrusted."""
        if _is_ephemeral(interaction) and _owner(interaction) not in {None, interaction.user.id}:
            await send_notice(interaction, NOT_YOURS)
        elif name == "drop":
            await self._drop(interaction, value)
        elif name == "share":
            await self._share(interaction, value)
        elif name in {"up", "down"}:
            await self._note_feedback(interaction, value, is_helpful=name == "up")
        elif self._saved and (number := number_to_edit(value_to_page(value).words)):
            await self._saved.open_edit(interaction, number)
        elif self._assistant.has_digests and (words := words_about_digests(Request(button=value))) is not None:
            await answer_digest(self._assistant, interaction, words)
        else:
            await self._step(interaction, _chosen(interaction, value) if name == "kind" else value)

    async def _step(self, interaction: Pressed, value: str) -> None:
        """Change the person's own answer; below another answer or a digest, send a new one."""
        person = Person("discord", "", str(interaction.user.id))
        is_personal = is_about_watching(value_to_page(value).words)
        is_own = _is_ephemeral(interaction) or asker_on(interaction.message) != interaction.user.id or is_personal
        request = Request(
            button=value,
            via="button",
            person=person,
            team=team_of(interaction) if is_own else "",  # else others read along
            may_moderate=interaction.permissions.manage_messages,
            has_forms=True,
        )
        work = self._assistant.answer(request)
        if _is_ephemeral(interaction):
            await respond_in_place(interaction, work, private_controls(interaction, value))
        elif asker_on(interaction.message) == interaction.user.id and not is_personal:
            sharer = interaction.user.display_name if _is_shared(interaction) else ""
            await respond_in_place(interaction, work, public_controls(interaction, interaction.user.id, sharer))
        else:
            await respond(interaction, work, private_controls(interaction, value), ephemeral=True)

    async def _share(self, interaction: Pressed, value: str) -> None:
        message = interaction.message
        if message is None or self._shared.get(message.id):
            await send_notice(interaction, ALREADY_SHARED)
            return
        self._shared[message.id] = True
        said: list[Reply] = []

        def without_share(reply: Reply) -> CardView:
            said.append(reply)
            return render_card(reply.card, MessageControls(reply.page, locale=interaction.locale.value))

        work = self._assistant.answer(Request(button=value, via="share"))
        await respond_in_place(interaction, work, without_share)
        shared = public_controls(interaction, interaction.user.id, sharer=interaction.user.display_name)(said[0])
        try:
            await interaction.followup.send(view=shared, files=shared.files)
        except discord.HTTPException:
            self._shared.pop(message.id, None)
            view = private_controls(interaction, value)(said[0])
            await interaction.edit_original_response(view=view, attachments=view.files)
            await send_notice(interaction, NOT_SHARED)

    async def _drop(self, interaction: Pressed, value: str) -> None:
        if str(interaction.user.id) != value and not interaction.permissions.manage_messages:
            await send_notice(interaction, NOT_YOUR_DELETE)
            return
        await interaction.response.defer()
        await interaction.delete_original_response()

    async def _note_feedback(self, interaction: Pressed, value: str, *, is_helpful: bool) -> None:
        """Count a thumb, once for each person and message, and thank only that person."""
        voter = (interaction.message.id if interaction.message else 0, interaction.user.id)
        is_first = voter not in self._voters
        self._voters[voter] = True
        await send_notice(interaction, GOOD_TO_KNOW if is_helpful else NOTED)
        if is_first:
            note = partial(self._assistant.note_feedback, value, is_helpful=is_helpful)
            await self._assistant.attempt(note, "feedback")

    async def refuse_unknown(self, interaction: Pressed) -> None:
        """Answer that a control is too old, if this version has none like it or its message does not contain it."""
        custom_id = str(_data(interaction).get("custom_id", ""))
        if _CUSTOM_ID.fullmatch(custom_id) is None or custom_id not in custom_ids_on(interaction.message):
            await send_notice(interaction, EXPIRED)


def private_controls(interaction: Pressed, value: str) -> Draw:
    """Return controls for an answer that only one person sees and may share; `value` leads to it again."""

    def draw(reply: Reply) -> CardView:
        share = (page_to_value(reply.page) if reply.page else value) if reply.is_shareable else ""
        locale, feedback = interaction.locale.value, reply.feedback
        return render_card(reply.card, MessageControls(reply.page, share=share, feedback=feedback, locale=locale))

    return draw


def public_controls(interaction: Pressed, asker: int, sharer: str = "") -> Draw:
    """Return controls for an answer that everyone sees, which the asker may delete."""
    locale = (interaction.guild_locale or interaction.locale).value

    def draw(reply: Reply) -> CardView:
        around = MessageControls(reply.page, asker=asker, sharer=sharer, feedback=reply.feedback, locale=locale)
        return render_card(reply.card, around)

    return draw


def custom_ids_on(message: discord.Message | None) -> list[str]:
    """Return the custom_ids of all controls of a message."""
    if message is None or not message.flags.components_v2:
        return []
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    return [custom_id for item in view.walk_children() if (custom_id := getattr(item, "custom_id", None))]


def asker_on(message: discord.Message | None) -> int | None:
    """Return who asked for a public answer, as its delete button stores it; nobody asked for a digest."""
    written = [_CUSTOM_ID.fullmatch(custom_id) for custom_id in custom_ids_on(message)]
    askers = [found["value"] for found in written if found and found["name"] == "drop" and found["value"].isdecimal()]
    return int(askers[0]) if askers else None


def _chosen(interaction: Pressed, value: str) -> str:
    chosen = _data(interaction).get("values") or [""]
    return f"{chosen[0]} 0 {value_to_page(value).words}"


def _data(interaction: Pressed) -> dict[str, Any]:
    return dict(interaction.data or {})


def _is_ephemeral(interaction: Pressed) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral


def _is_shared(interaction: Pressed) -> bool:
    """Return whether a public answer came from a Share button; others come from a command or a mention."""
    metadata = interaction.message.interaction_metadata if interaction.message else None
    return metadata is not None and metadata.type is discord.InteractionType.component


def _owner(interaction: Pressed) -> int | None:
    metadata = interaction.message.interaction_metadata if interaction.message else None
    return metadata.user.id if metadata else None
