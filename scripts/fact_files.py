"""Find the files of gathered facts in the folder that is named on the command line."""

from pathlib import Path


def find_facts(facts: Path, name: str) -> Path:
    """Return where a file of facts is, or a folder of them; end with what to do where there is none."""
    path = facts / name
    what, shown = ("file", name) if path.suffix else ("folder", f"{name}/")
    if not path.exists():
        raise SystemExit(f"{path}: no such {what}; name the folder that holds the facts, with {shown} in it")
    return path
