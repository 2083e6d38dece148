"""Locate the folders of updated files and fetched posts below KUBECON_HOME."""

from pathlib import Path

from bot.catalogue.updated_files import FOLDER
from bot.private_files import make_folder

_POSTS = "posts"


def posts_folder(home: Path) -> Path:
    """Return the folder for posts of recommended feeds."""
    return home / FOLDER / _POSTS


def fetched_posts(home: Path) -> tuple[Path, ...]:
    """Return the folder of fetched posts, none before the first."""
    folder = posts_folder(home)
    return (folder,) if folder.is_dir() else ()


def updated_folder(home: Path) -> Path:
    """Return the folder of updated files; it is created, so that it can be watched."""
    folder = home / FOLDER
    make_folder(folder)
    return folder
