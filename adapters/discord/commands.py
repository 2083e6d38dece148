"""Define the slash commands, and the command in the menu of a message."""

import re
from typing import Any

import discord
from cachetools import LRUCache
from discord import app_commands

from adapters.discord.component_handlers import private_controls, public_controls
from adapters.discord.digest_commands import DigestGroup
from adapters.discord.interaction_responses import Pressed, apologise, respond, send_notice
from adapters.discord.link_menu import link_menu
from adapters.discord.localization import KIND_NAMES, LOOK_UP_MENU, NOTHING_TO_READ, parse_kind, say
from adapters.discord.save_commands import add_save_commands
from adapters.discord.save_menu import save_menu, team_of
from bot.app.assistant import Assistant
from bot.cards.text import shorten
from bot.model.answer_page import AnswerPage, page_to_value
from bot.model.channel import Channel
from bot.model.entry import EntryKind
from bot.model.how_to_ask import HowToAsk
from bot.model.request import Request, format_lookup
from bot.model.watch import Person

# https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure
CHOICES = 25
CHOICE_LENGTH = 100
_LONGEST_WORDS = 400
HOW_TO_ASK = HowToAsk(
    lookup="/kubecon ask words:{}",
    kind="/kubecon ask words:{} kind:talk",
    narrowed="/kubecon ask words:{} event:kubecon-eu-2025",
    trend="/kubecon trend topics:{}",
    command="/kubecon {}",
)
_REMEMBERED = 1000  # interactions
_LONGEST_TEXT = 2000  # of a message, https://discord.com/developers/docs/resources/message
_MENTIONS = re.compile(r"<(?:@[!&]?|#|a?:\w+:)[0-9]+>")
_CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
_INSTALLS = app_commands.AppInstallationType(guild=True, user=True)


class Kubecon(app_commands.Group):
    """Everything below /kubecon."""

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(
            name="kubecon",
            description="Answers from KubeCon recaps",
            allowed_contexts=_CONTEXTS,
            allowed_installs=_INSTALLS,
        )
        self._assistant = assistant
        if assistant.has_digests:
            self.add_command(DigestGroup(assistant))
        if assistant.saved_recap_service:
            add_save_commands(self, assistant, assistant.saved_recap_service, answer)

    @app_commands.command(description="Look up a topic, a project, a talk or a speaker")
    @app_commands.describe(
        words="For example: dra, gateway api, a speaker's name",
        kind="Only takeaways, talks or projects",
        event="Only this KubeCon",
        share="Show the answer to everyone in the channel",
    )
    async def ask(
        self,
        interaction: Pressed,
        words: app_commands.Range[str, 1, _LONGEST_WORDS],
        kind: str = "",
        event: str = "",
        share: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """Answer a lookup."""
        await answer(self._assistant, interaction, lookup_text(words, kind, event), share=share)

    @ask.autocomplete("words")
    async def complete_words(self, interaction: Pressed, typed: str) -> list[app_commands.Choice[str]]:  # noqa: ARG002
        """Offer topics, talks and speakers."""
        return _choices(await self._assistant.suggest(typed, CHOICES))

    @ask.autocomplete("kind")
    async def complete_kind(self, interaction: Pressed, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the kinds in the reader's language."""
        named = {str(kind): say(name, interaction.locale.value) for kind, name in KIND_NAMES.items()}
        begun = typed.strip().casefold()
        fitting = {kind: name for kind, name in named.items() if begun in {"", kind} or begun in name.casefold()}
        return [app_commands.Choice(name=name, value=kind) for kind, name in (fitting or named).items()]

    @ask.autocomplete("event")
    async def complete_event(self, interaction: Pressed, typed: str) -> list[app_commands.Choice[str]]:  # noqa: ARG002
        """Offer the KubeCons of the recaps, newest first."""
        return _choices(await self._assistant.suggest_events(typed, CHOICES))

    @app_commands.command(description="How much of each KubeCon was on some topics")
    @app_commands.describe(topics="For example: wasm, or several: cilium, istio")
    async def trend(self, interaction: Pressed, topics: app_commands.Range[str, 1, _LONGEST_WORDS]) -> None:
        """Show a chart of the talks on topics."""
        await answer(self._assistant, interaction, f"trend {topics}")

    @app_commands.command(description="When and where the next KubeCon is")
    async def next(self, interaction: Pressed) -> None:
        """Show the next KubeCon."""
        await answer(self._assistant, interaction, "next")

    @app_commands.command(description="All KubeCons that are known")
    async def events(self, interaction: Pressed) -> None:
        """Show all KubeCons."""
        await answer(self._assistant, interaction, "events")

    @app_commands.command(description="What you can ask")
    async def help(self, interaction: Pressed) -> None:
        """Show what can be asked."""
        await answer(self._assistant, interaction, "help")

    @app_commands.command(description="What the bot knows")
    async def about(self, interaction: Pressed) -> None:
        """Show what the bot knows."""
        await answer(self._assistant, interaction, "about")


class Tree(app_commands.CommandTree[Any]):
    """All commands; answer each once, and any fault with its id."""

    def __init__(self, client: discord.Client, assistant: Assistant) -> None:
        super().__init__(client, allowed_contexts=_CONTEXTS, allowed_installs=_INSTALLS)
        self._seen: LRUCache[int, bool] = LRUCache(_REMEMBERED)
        self.add_command(Kubecon(assistant))

        async def look_up_message(interaction: Pressed, message: discord.Message) -> None:
            words = read_message_words(message)
            if not words:
                await send_notice(interaction, NOTHING_TO_READ)
                return
            draw = private_controls(interaction, page_to_value(AnswerPage(words)))
            await respond(interaction, assistant.answer(Request(text=words, via="menu")), draw, ephemeral=True)

        self.add_command(app_commands.ContextMenu(name=LOOK_UP_MENU, callback=look_up_message))
        self.add_command(link_menu(assistant))
        if assistant.saved_recap_service:
            self.add_command(save_menu(assistant.saved_recap_service))

    async def interaction_check(self, interaction: Pressed, /) -> bool:
        """Handle an interaction once, even if Discord sends it again."""
        if self._seen.get(interaction.id):
            return False
        self._seen[interaction.id] = True
        return True

    async def on_error(self, interaction: Pressed, error: app_commands.AppCommandError, /) -> None:
        """Reply that something went wrong, with the id of the log line."""
        await apologise(interaction, error.__cause__ or error)


async def answer(assistant: Assistant, interaction: Pressed, typed: str, *, share: bool = False) -> None:
    """Answer a typed line, visible only to the person, or to everyone if shared."""
    value = page_to_value(AnswerPage(typed))
    draw = public_controls(interaction, interaction.user.id) if share else private_controls(interaction, value)
    place = Channel("discord", str(interaction.guild_id), str(interaction.channel_id))
    person, may = Person("discord", "", str(interaction.user.id)), interaction.permissions.manage_messages
    team = "" if share else team_of(interaction)  # others read along
    asked = Request(typed, via="command", channel=place, person=person, team=team, may_moderate=may, has_forms=True)
    work = assistant.answer(asked)
    await respond(interaction, work, draw, ephemeral=not share)


def lookup_text(words: str, kind: str, event: str) -> str:
    """Write the options of a command as the line that a person would type."""
    known = parse_kind(kind) if kind.strip() else ""
    return format_lookup(words, EntryKind(known) if known in {str(one) for one in KIND_NAMES} else None, event)


def read_message_words(message: discord.Message) -> str:
    """Return the words of a message, without the people and channels it mentions."""
    described = [text for embed in message.embeds for text in (embed.title, embed.description) if text]
    return " ".join(_MENTIONS.sub(" ", " ".join([message.content or "", *described[:1]])).split())[:_LONGEST_TEXT]


def _choices(names: tuple[str, ...]) -> list[app_commands.Choice[str]]:
    texts = dict.fromkeys(shorten(name, CHOICE_LENGTH) for name in names)
    return [app_commands.Choice(name=text, value=text) for text in texts if text][:CHOICES]
