"""Tells Discord of the commands, only when they are others than last time."""

import hashlib
import json
import logging
from pathlib import Path

import discord

from adapters.discord.commands import Tree
from adapters.discord.translations import Translator
from bot.private_files import make_folder, write_file

_log = logging.getLogger(__name__)
_KEPT = "discord_commands.txt"


async def register(tree: Tree, application: int, home: Path) -> None:
    """Register the commands where they changed; `home` keeps what was registered last, and for which application."""
    translator = Translator()
    await tree.set_translator(translator)
    payload = [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]
    written = f"{application} {hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()}"
    if _read(home) == written:
        return
    try:
        await tree.sync()
    except discord.HTTPException as problem:
        # the commands of last time still work; the next start tries again
        _log.warning("the commands could not be registered: %s", problem)
        return
    _keep(home, written)


def _read(home: Path) -> str:
    kept = home / _KEPT
    return kept.read_text(encoding="utf-8", errors="replace") if kept.is_file() else ""


def _keep(home: Path, written: str) -> None:
    make_folder(home)
    write_file(home / _KEPT, written)
