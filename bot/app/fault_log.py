"""What is kept of a fault: where it came from, under an id that the person who met it is told."""

import logging
import secrets
import traceback

_log = logging.getLogger(__name__)


def note_fault(problem: BaseException, via: str = "", code: str = "") -> str:
    """Log where a fault came from, and return the short id under which it is found there.

    `via` names the way the request came, `code` what a platform said. The message of the fault is left out: it may
    hold what a person typed, or a token.
    """
    fault, trace = secrets.token_hex(3), "".join(traceback.format_tb(problem.__traceback__))
    error = f"{type(problem).__name__} {code}".rstrip()
    _log.error("fault id=%s%s error=%s\n%s", fault, f" door={via}" if via else "", error, trace)
    return fault
