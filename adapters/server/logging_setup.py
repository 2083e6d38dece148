"""Set up the log: coloured lines at a terminal, JSON everywhere else."""

import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

import structlog
from structlog.typing import EventDict, WrappedLogger

from bot.event_log import trace_of

# libraries that log each of their steps
_QUIET = {"alembic": logging.WARNING, "apscheduler": logging.ERROR, "discord": logging.WARNING}


def set_up_logging(level: str) -> None:
    """Write all that is logged to the standard error stream, from `level` on."""
    is_for_people = sys.stderr.isatty()
    last = structlog.dev.ConsoleRenderer() if is_for_people else structlog.processors.JSONRenderer()
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[withhold_contents],
        processors=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            last,
        ],
        pass_foreign_args=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    handler.addFilter(LibraryRate())
    logging.raiseExceptions = False  # else a line that cannot be written is written raw, with its arguments
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for library, least in _QUIET.items():
        logging.getLogger(library).setLevel(least)


class LibraryRate(logging.Filter):
    """Pass at most one line per second from each place in a library; the next line counts those left out.

    Malformed requests, and connections beyond the system's limits, can arrive at any rate.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._told_at: dict[tuple[str, int, str], float] = {}
        self._left_out: dict[tuple[str, int, str], int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a line is written."""
        if _is_own(record):
            return True
        place, now = (record.pathname, record.lineno, _error_name(record)), self._clock()
        if now - self._told_at.get(place, -1.0) < 1:
            self._left_out[place] = self._left_out.get(place, 0) + 1
            return False
        self._told_at[place] = now
        record.left_out = self._left_out.pop(place, 0)
        return True


def withhold_contents(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Remove from a library's line the values it was formatted with: requests, parameters, answers, tokens.

    The sentence without them, its place in the code, and the trace of an error remain.
    """
    record: logging.LogRecord = event["_record"]
    filled_in_with = event.pop("positional_args")
    kept = {name: value for name, value in event.items() if name.startswith("_")}
    # without arguments they may have been put into the sentence already
    kept["event"] = str(record.msg) if filled_in_with else "logged by a library"
    kept["where"] = f"{Path(record.pathname).name}:{record.lineno}"
    if left_out := getattr(record, "left_out", 0):
        kept["left_out"] = left_out
    if record.exc_info and (error := record.exc_info[1]):
        kept["error"] = type(error).__name__
        kept["trace"] = trace_of(error)
    return kept


def _is_own(record: logging.LogRecord) -> bool:
    """Return whether an event of the bot itself is logged, see bot.event_log."""
    return hasattr(record, "_logger")


def _error_name(record: logging.LogRecord) -> str:
    return type(record.exc_info[1]).__name__ if record.exc_info else ""
