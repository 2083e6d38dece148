"""Read the text of notes that somebody attaches as a file."""

from pathlib import Path

from bot.errors import BotError
from bot.model.saved_recap import LONGEST_NOTES

NOTE_ENDINGS = (".md", ".txt", ".html")
LARGEST_NOTES = 200_000  # bytes
_NAME = Path("notes")


def check_notes(name: str, size: int) -> None:
    """Raise BotError if a file is no notes, or too large."""
    if Path(name).suffix.casefold() not in NOTE_ENDINGS:
        raise BotError(f"notes are files that end in {', '.join(NOTE_ENDINGS)}; this one is “{name}”")
    if size > LARGEST_NOTES:
        raise BotError(
            f"notes may have {LARGEST_NOTES:,} bytes, and these have {size:,}; split them into several files"
        )


def read_notes(name: str, content: bytes) -> tuple[str, str]:
    """Return the title of notes, "" for none, and their statements, one a line; raise BotError if there are none."""
    from bot.recaps.read_recap import text_to_recap  # noqa: PLC0415 - parsers take long to load

    check_notes(name, len(content))
    text = content.decode("utf-8-sig", errors="replace")
    recap = text_to_recap(text, _NAME.with_suffix(Path(name).suffix.casefold()))
    lines = "\n".join(block.text for block in recap.blocks if block.text != recap.title)
    if not lines.strip():
        raise BotError(f"there is no text in “{name}”; write what your team should find")
    if len(lines) > LONGEST_NOTES:
        told = f"notes may have {LONGEST_NOTES:,} characters, and “{name}” has {len(lines):,}"
        raise BotError(f"{told}; split them into several files")
    return recap.title, lines
