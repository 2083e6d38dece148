"""Bring the levels of CNCF projects in corpus/topics.yaml up to date from a newer CNCF landscape.

    python -m scripts.refresh_landscape LANDSCAPE COMMIT DATE corpus/

LANDSCAPE is landscape.yml of https://github.com/cncf/landscape at COMMIT, DATE is that commit's day, e.g. 2026-11-30.
Names, aliases and descriptions stay as they are; new projects come with a description to be written. A level announced
after DATE stays. What changed is told, and so is what a person should look at.
"""

import datetime as dt
import sys
from pathlib import Path

from bot.catalogue.load import load_catalogue
from bot.catalogue.updated_files import UpdatedFiles
from bot.errors import BotError, CatalogueError
from bot.updates.landscape import read_landscape
from bot.updates.update_projects import NAME, refresh_topics


def main(landscape: Path, commit: str, date: str, corpus: Path) -> None:
    """Refresh topics.yaml, tell what changed, and fail when a new name leads to two topics."""
    try:
        projects = read_landscape(landscape.read_bytes())
        text, told = refresh_topics(UpdatedFiles(corpus), projects, commit, dt.date.fromisoformat(date))
    except (OSError, BotError) as error:
        raise SystemExit(f"{landscape}: {error}") from error
    (corpus / NAME).write_text(text, encoding="utf-8")
    for sentence in told:
        print(sentence)
    try:
        load_catalogue(corpus)
    except CatalogueError as error:
        raise SystemExit(f"Mend these by hand, then run the tests:\n{error}") from error


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4]))
