"""Run one command of `kubecon`, and exit with its code."""

import io
import logging
import os
import sys
import traceback

import typer

from adapters.console.app import FAULT, OpenEngine, app
from adapters.wiring import Reach, command_context, open_shipped_engine
from bot.errors import BotError

_CUT_SHORT = 1
_USAGE = 2


class _FirstLine(logging.Formatter):
    """Drop tracebacks, which belong in the log of a serving bot."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the first line of a record."""
        return super().format(record).partition("\n")[0]


def main() -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if logging.lastResort:
        logging.lastResort.setFormatter(_FirstLine("kubecon: %(message)s"))
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str], open_engine_of: OpenEngine = open_shipped_engine, reach: Reach | None = None) -> int:
    """Run one command and return its exit code: 2 and one sentence if a person can fix it, never a traceback.

    Posts are fetched only from the public web; `reach` lets tests fetch from elsewhere.
    """
    try:
        code = app(
            arguments or ["--help"],
            prog_name="kubecon",
            obj=command_context(open_engine_of, reach),
            standalone_mode=False,
        )
        sys.stdout.flush()
    except typer.TyperException as problem:
        return _complain(f"{problem.format_message().rstrip('.')}; see kubecon --help", _USAGE)
    except BotError as problem:
        return _complain(str(problem), _USAGE)
    except BrokenPipeError:
        return _hush()
    except OSError as problem:
        return _complain(f"{problem.filename or 'the output'}: {problem.strerror}", _USAGE)
    except Exception as problem:  # noqa: BLE001 - the last resort: any error is reported in one line
        place = traceback.extract_tb(problem.__traceback__)[-1]
        return _complain(f"a fault of the bot: {problem!r} in {place.filename} line {place.lineno}", FAULT)
    return int(code or 0)


def _complain(message: str, code: int) -> int:
    for line in message.splitlines():
        sys.stderr.write(f"kubecon: {line}\n")
    return code


def _hush() -> int:
    """Drop the rest of the output, because its reader has closed it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _CUT_SHORT


if __name__ == "__main__":
    main()
