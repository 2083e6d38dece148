"""Log errors under a short id, which is shown to the person who met it."""

import secrets

from bot.event_log import EventLogger, trace_of

_log = EventLogger(__name__)


def note_fault(problem: BaseException, via: str = "", code: str = "") -> str:
    """Log where an error came from, and return its short id.

    `via` names the way the request came, `code` what a platform said. The message of the error is left out, as it may
    contain typed text or a token.
    """
    fault = secrets.token_hex(3)
    way = {"via": via} if via else {}
    error = f"{type(problem).__name__} {code}".rstrip()
    _log.error("fault", id=fault, **way, error=error, trace=trace_of(problem))
    return fault
