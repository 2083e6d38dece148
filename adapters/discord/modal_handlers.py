"""Handle modals that were filled in, before and after a restart."""

from adapters.discord.digest_commands import save_settings
from adapters.discord.digest_modal import DIGEST_MODAL
from adapters.discord.interaction_responses import Pressed, apologise, send_notice
from adapters.discord.localization import EXPIRED
from adapters.discord.save_menu import SaveHandlers
from bot.app.assistant import Assistant


class ModalHandlers:
    """Handle modals; what they contain is untrusted."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        recaps = assistant.saved_recap_service
        self._saved = SaveHandlers(assistant, recaps) if recaps else None

    async def submit(self, interaction: Pressed) -> None:
        """Handle a modal by its custom_id, and any fault with its id."""
        try:
            await self._submit(interaction)
        except Exception as problem:  # noqa: BLE001 - whoever filled it in gets a reply after any error
            await apologise(interaction, problem)

    async def _submit(self, interaction: Pressed) -> None:
        data = dict(interaction.data or {})
        if data.get("custom_id") == DIGEST_MODAL and self._assistant.has_digests:
            await save_settings(self._assistant, interaction, data)
        elif not (self._saved and await self._saved.submit(interaction, data)):
            await send_notice(interaction, EXPIRED)
