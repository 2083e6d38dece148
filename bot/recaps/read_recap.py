"""Read a recap file, whatever it holds."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from bot.errors import Diagnostic, RecapError
from bot.model.recap import Recap
from bot.recaps.decode import decode
from bot.recaps.read_text import name_to_text, text_to_recap

LARGEST_BYTES = 5_000_000
_AHEAD = dt.timedelta(days=31)  # some posts are dated by the event they announce


def read_recap(path: Path, today: dt.date | None = None) -> Recap:
    """Read one recap; raise RecapError where the file holds nothing that can be read.

    A day of publishing that is more than a month after `today` is not used.
    """
    decoded = decode(read_bytes(path, LARGEST_BYTES), name_to_text(str(path)))
    if decoded is None:
        raise _unreadable(path, "this is no text", "save it as text in UTF-8, or move it elsewhere")
    text, diagnostics = decoded
    if not text.strip():
        raise _unreadable(path, "the file is empty", "write the recap into it, or remove it")
    recap = text_to_recap(text, path, diagnostics)
    return _without_future_date(recap, today) if today else recap


def _without_future_date(recap: Recap, today: dt.date) -> Recap:
    if recap.published_on is None or recap.published_on <= today + _AHEAD:
        return recap
    reason = f"the date {recap.published_on} is more than a month ahead, and was not used"
    diagnostic = Diagnostic(recap.path, 0, reason, "write the day on which it was published")
    return replace(recap, published_on=None, diagnostics=(*recap.diagnostics, diagnostic))


def read_bytes(path: Path, most: int) -> bytes:
    """Return what a file holds; raise RecapError where it cannot be read or holds more than `most` bytes."""
    if path.exists() and not path.is_file():
        raise _unreadable(path, "this is no file", "name a file, or the folder that holds it as one of the folders")
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except FileNotFoundError:
        raise _unreadable(path, "there is no such file", "check the name") from None
    except OSError as error:
        reason = f"the file cannot be opened ({error.strerror})"
        raise _unreadable(path, reason, "check that it is a file and that it may be read") from error
    if len(content) > most:
        reason = f"the file is over {most // 1_000_000} MB, the most a recap may hold"
        raise _unreadable(path, reason, "split it, or move it elsewhere")
    return content


def _unreadable(path: Path, reason: str, remedy: str) -> RecapError:
    return RecapError(Diagnostic(name_to_text(str(path)), 0, reason, remedy, fatal=True))
