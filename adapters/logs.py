"""How the log is written: coloured lines for a person at a terminal, JSON for everyone else."""

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

# what libraries tell of each of their steps
_QUIET = {"alembic": logging.WARNING, "apscheduler": logging.ERROR, "discord": logging.WARNING}
_FIRST = re.compile(r"([a-z_]+)=(\S*)\s*")
_FIELD = re.compile(r"\s+([a-z_]+)=(.*?)(?=\s+[a-z_]+=|$)")


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
    """Take the `name=value` pairs of a line apart, so that a machine can search them.

    A value goes on to the next pair, for a reason has blanks in it; one word is the value of a pair that begins a line.
    """
    line, _, trace = str(event["event"]).partition("\n")
    first = _FIRST.match(line)
    rest = f" {line[first.end() :]}" if first else line
    fields = {**({first[1]: first[2]} if first else {}), **dict(_FIELD.findall(rest))}
    said = _FIELD.sub("", rest).strip() or (first[1] if first else "")
    told = {"event": said, **({"trace": trace} if trace.strip() else {})}
    return {**fields, **event, **told}
