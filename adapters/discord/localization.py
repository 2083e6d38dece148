"""Translate the Discord adapter's own texts; recaps stay as they are.

Each text is named by its English form; `locales` contains a file for each language.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import discord
from discord import app_commands

from bot.model.entry import EntryKind

OVERVIEW = "Overview"
KIND_NAMES = {EntryKind.TAKEAWAY: "Takeaways", EntryKind.TALK: "Talks", EntryKind.PROJECT: "Projects"}
SHARE = "Share"
SHARED_BY = "Shared by"
DELETE = "Delete"
HELPFUL = "Helpful"
UNHELPFUL = "Not helpful"
NOT_YOURS = "This answer was given to somebody else. Ask with /kubecon ask, and you get your own."
NOT_YOUR_DELETE = "Only the person who asked, or a moderator, can delete this."
EXPIRED = "This button is too old to be understood. Please ask again with /kubecon ask."
NOT_SHARED = "I may not write in this channel, so the answer was not shared."
ALREADY_SHARED = "This answer is shared already."
NOTED = "Thanks, that is noted for whoever runs the bot: only what was asked, not who did."
GOOD_TO_KNOW = "Good to know. Nothing is kept of that."
NOTHING_TO_READ = "There is no text in this message that I could look up."
LOOK_UP_MENU = "Look this up"
SAVE_MENU = "Save as recap"
LINK_MENU = "What is known of this link"
MENU_NAMES = (LOOK_UP_MENU, LINK_MENU, SAVE_MENU)
NO_LINK = "There is no link in this message."
UNKNOWN_LINK = "I know of no talk at the links of this message."
BUSY = "The database answers too slowly just now. Please try again in a minute."
ONLY_IN_SERVERS = "Recaps of a team are saved in a server that the bot is installed in."

_FOLDER = Path(__file__).with_name("locales")  # https://discord.com/developers/docs/reference#locales


@cache
def translations() -> Mapping[str, Mapping[str, str]]:
    """Return the texts of each locale by their English form, as its file in `locales` has them."""
    texts: dict[str, Mapping[str, str]] = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        locale = tomllib.loads(path.read_text(encoding="utf-8"))
        texts |= dict.fromkeys((path.stem, *locale.get("also", ())), locale["texts"])
    return texts


def say(text: str, locale: str) -> str:
    """Return a text in a reader's language, in English if no locale has it."""
    return translations().get(locale, {}).get(text, text)


def parse_kind(typed: str) -> str:
    """Return the kind that a word means in any of the languages, the word itself if it means none."""
    word = typed.strip().casefold()
    for kind, name in KIND_NAMES.items():
        known = (str(kind), name, *(texts.get(name, name) for texts in translations().values()))
        if word in {one.casefold() for one in known}:
            return str(kind)
    return typed


class Translator(app_commands.Translator):
    """Give Discord the names and descriptions of the commands in each language."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - the library passes it to every translator
    ) -> str | None:
        """Return the text in that language, None to keep English."""
        told = say(string.message, locale.value)
        return None if told == string.message else told
