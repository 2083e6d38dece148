"""What an operator can set: the only place that reads the environment and the file .env."""

import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from bot.errors import SettingsError

_ENV_FILE = ".env"


def _read_folders(typed: str) -> tuple[Path, ...]:
    folders = tuple(Path(name.strip()).expanduser() for name in typed.split(":") if name.strip())
    missing = [str(folder) for folder in folders if not folder.is_dir()]
    if missing:
        raise ValueError(f"{', '.join(missing)}: no such folder; name folders that exist, with `:` between them")
    return folders


def _read_folder_to_be(typed: str) -> Path:
    folder = Path(typed).expanduser()
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is a file; name a folder, it is made when it is missing")
    return folder


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold what an operator has set; a field's name in the environment is KUBECON_ and its own in capitals."""

    recaps: tuple[Path, ...] = field(
        default=(),
        metadata={
            "read": _read_folders,
            "meaning": "Folders with more recaps, `:` between them; read beside the ones the bot comes with.",
        },
    )
    home: Path = field(
        default=Path("var"),
        metadata={"read": _read_folder_to_be, "meaning": "Folder for the index and everything else the bot keeps."},
    )


def load_settings() -> Settings:
    """Read .env, and before it the environment; raise SettingsError with everything that is wrong."""
    typed = {**_read_env_file(), **os.environ}
    values: dict[str, Any] = {}
    faults: list[str] = []
    for one in fields(Settings):
        name = f"KUBECON_{one.name.upper()}"
        try:
            if text := (typed.get(name) or "").strip():
                values[one.name] = one.metadata["read"](text)
        except ValueError as fault:
            faults.append(f"{name}: {fault}")
    if faults:
        raise SettingsError("\n".join(faults))
    return Settings(**values)


def _read_env_file() -> dict[str, str | None]:
    try:
        return dotenv_values(_ENV_FILE)
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{_ENV_FILE}: cannot be read as UTF-8 text ({fault}); mend or remove it") from None
