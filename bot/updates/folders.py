"""Work out which folders below KUBECON_HOME hold what was renewed."""

from pathlib import Path

from bot.catalogue.updated_files import FOLDER
from bot.private_files import make_folder

_POSTS = "posts"


def posts_folder(home: Path) -> Path:
    """Return where the posts of recommended feeds go."""
    return home / FOLDER / _POSTS


def fetched_posts(home: Path) -> tuple[Path, ...]:
    """Return the folder of posts that were fetched, none before any was."""
    folder = posts_folder(home)
    return (folder,) if folder.is_dir() else ()


def updated_folder(home: Path) -> Path:
    """Return the folder of all that is renewed; it is made, so that it can be watched."""
    folder = home / FOLDER
    make_folder(folder)
    return folder
