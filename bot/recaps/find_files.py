"""Find recap files in folders; a separate module, because parsers take long to import and are rarely needed."""

import os
from pathlib import Path

ENDINGS = (".md", ".mdx", ".markdown", ".txt", ".html", ".htm")


def find_recaps(folder: Path) -> list[Path]:
    """Return the recap files below a folder, hidden ones left out, in the order of their paths."""
    found: list[Path] = []
    been: set[str] = set()
    for here, folders, files in os.walk(folder, followlinks=True):
        folders[:] = [name for name in folders if not name.startswith(".")]
        real = str(Path(here).resolve())
        if real in been:
            folders.clear()
            continue
        been.add(real)
        named = (Path(here) / name for name in files if not name.startswith(".") and name.lower().endswith(ENDINGS))
        found.extend(path for path in named if path.is_file() or path.is_symlink())
    return sorted(found)
