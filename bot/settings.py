"""What an operator can set: the only place that reads the environment and the file .env."""

from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

_ENV_FILE = ".env"
_PREFIX = "KUBECON_"


def _existing_folders(typed: Any) -> tuple[Path, ...]:
    folders = tuple(Path(name.strip()).expanduser() for name in str(typed).split(":") if name.strip())
    missing = [str(folder) for folder in folders if not folder.is_dir()]
    if missing:
        raise ValueError(f"{', '.join(missing)}: no such folder; name folders that exist, with `:` between them")
    return folders


def _folder_to_be(typed: Any) -> Path:
    folder = Path(str(typed).strip()).expanduser()
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is a file; name a folder, it is made when it is missing")
    return folder


class Settings(BaseSettings):
    """Hold what an operator has set; each field is read from KUBECON_ and its name."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_file=_ENV_FILE,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_default=False,
    )

    recaps: Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_existing_folders)] = Field(
        default=(), description="Folders with more recaps, `:` between them; read beside the ones the bot comes with."
    )
    home: Annotated[Path, BeforeValidator(_folder_to_be)] = Field(
        default=Path("var"), description="Folder for the index and everything else the bot keeps."
    )


def load_settings() -> Settings:
    """Read the environment, and the file for what the environment leaves open; raise SettingsError with all faults."""
    try:
        return Settings()
    except ValidationError as faults:
        raise SettingsError("\n".join(_sentence(fault["loc"], fault["msg"]) for fault in faults.errors())) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{_ENV_FILE}: cannot be read as UTF-8 text ({fault}); mend or remove it") from None


def _sentence(location: tuple[int | str, ...], message: str) -> str:
    return f"{_PREFIX}{str(location[0]).upper()}: {message.removeprefix('Value error, ')}"
