"""Log what happens as an event with fields, which a machine can search."""

import logging
import traceback
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # see EventLogger
    from structlog.stdlib import BoundLogger
    from structlog.typing import EventDict, WrappedLogger


class EventLogger:
    """Log the events of one module.

    structlog is loaded with the first event, since loading it takes longer than a lookup.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def info(self, event: str, **fields: object) -> None:
        """Log that something went as it should."""
        self._logger.info(event, **fields)

    def warning(self, event: str, **fields: object) -> None:
        """Log something that the bot copes with, and that a person may want to know."""
        self._logger.warning(event, **fields)

    def error(self, event: str, **fields: object) -> None:
        """Log something that a person should look into."""
        self._logger.error(event, **fields)

    @cached_property
    def _logger(self) -> "BoundLogger":
        from structlog import stdlib, wrap_logger  # noqa: PLC0415 - see the class

        logger: BoundLogger = wrap_logger(
            logging.getLogger(self._name),
            processors=[_to_event, stdlib.ProcessorFormatter.wrap_for_formatter],
            wrapper_class=stdlib.BoundLogger,
        )
        return logger


def trace_of(fault: BaseException) -> str:
    """Return where an error came from, without its message, which may contain typed text or a token."""
    return "".join(traceback.format_tb(fault.__traceback__))


class _Event(dict[str, Any]):
    """An event that prints as one line with its trace if logging is not set up, as on the command line."""

    def __str__(self) -> str:
        fields = (f"{name}={value}" for name, value in self.items() if name not in ("event", "trace"))
        line = " ".join((self["event"], *fields))
        return f"{line}\n{self['trace']}" if "trace" in self else line


def _to_event(_logger: "WrappedLogger", _method: str, fields: "EventDict") -> "EventDict":
    return _Event(fields)
