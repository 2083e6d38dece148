"""How the log is written: coloured lines for a person at a terminal, JSON for everyone else."""

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

# what libraries tell of each of their steps
_QUIET = {"alembic": logging.WARNING, "apscheduler": logging.ERROR}
_FIELD = re.compile(r"\s+([a-z_]+)=(\S*)")


def set_up_logs(level: str) -> None:
    """Write all that is logged to the standard error stream, from `level` on."""
    is_for_people = sys.stderr.isatty()
    last = structlog.dev.ConsoleRenderer() if is_for_people else structlog.processors.JSONRenderer()
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            split_fields,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            last,
        ],
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for library, least in _QUIET.items():
        logging.getLogger(library).setLevel(least)


def split_fields(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Take the `name=value` pairs of a line apart, so that a machine can search them."""
    line, _, trace = str(event["event"]).partition("\n")
    fields = dict(_FIELD.findall(line))
    told = {"event": _FIELD.sub("", line).strip(), **({"trace": trace} if trace.strip() else {})}
    return {**fields, **event, **told}
