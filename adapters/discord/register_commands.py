"""Register the slash commands, only if they have changed."""

import asyncio
import hashlib
import json
from pathlib import Path

from adapters.discord.commands import Tree
from adapters.discord.localization import Translator
from bot.event_log import EventLogger
from bot.private_files import make_folder, write_file

_log = EventLogger(__name__)
_KEPT = "discord_commands.txt"
_PATIENCE_SECONDS = 10.0


async def register_commands(tree: Tree, application: int, home: Path) -> bool:
    """Register the commands if they have changed; return whether Discord has them now.

    `home` keeps what was registered last, and for which application.
    """
    translator = Translator()
    await tree.set_translator(translator)
    payload = [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]
    written = f"{application} {hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()}"
    if _read(home) == written:
        return True
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            told = await tree.sync()
    except Exception as problem:  # noqa: BLE001 - whatever was answered, the commands of last time still work
        _log.warning("commands not registered, to be tried again", reason=type(problem).__name__)
        return False
    if len(told) != len(payload):
        _log.warning("not all commands registered, to be tried again", registered=len(told), of=len(payload))
        return False
    _keep(home, written)
    return True


def _read(home: Path) -> str:
    kept = home / _KEPT
    return kept.read_text(encoding="utf-8", errors="replace") if kept.is_file() else ""


def _keep(home: Path, written: str) -> None:
    make_folder(home)
    write_file(home / _KEPT, written)
