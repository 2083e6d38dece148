import io
import json
import logging
from pathlib import Path

import pytest

from adapters.server.logging_setup import LibraryRate, set_up_logging
from bot.event_log import EventLogger
from bot.store.database import open_database
from bot.store.subscriptions import Subscriptions
from tests.digests.conftest import subscribed


@pytest.fixture
def written(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    root = logging.getLogger()
    kept, level, raising = list(root.handlers), root.level, logging.raiseExceptions
    set_up_logging("info")
    yield stream
    root.handlers[:] = kept
    root.setLevel(level)
    logging.raiseExceptions = raising


def test_a_line_becomes_json_with_its_fields(written):
    EventLogger("bot.otters").info("answered", via="web", ms=3)
    told = json.loads(written.getvalue())
    assert {name: told[name] for name in ("event", "via", "ms", "level", "logger")} == {
        "event": "answered",
        "via": "web",
        "ms": 3,
        "level": "info",
        "logger": "bot.otters",
    }


@pytest.mark.parametrize("library", ["alembic.runtime.plugins", "apscheduler.scheduler", "discord.gateway"])
def test_what_libraries_tell_of_each_of_their_steps_is_left_out(written, library):
    logging.getLogger(library).info("a step")
    assert written.getvalue() == ""
    logging.getLogger(library).error("a fault")
    assert json.loads(written.getvalue())["logger"] == library


def test_what_is_below_the_level_is_left_out(written):
    logging.getLogger("otters").debug("paddling")
    assert written.getvalue() == ""


def test_a_trace_stays_in_one_line_and_a_reason_whole(written):
    EventLogger("bot.otters").error("fault", id="1", reason="too late for id=2", trace="  File a\n  File b")
    (line,) = written.getvalue().splitlines()
    told = json.loads(line)
    assert (told["event"], told["id"], told["reason"]) == ("fault", "1", "too late for id=2")
    assert told["trace"] == "  File a\n  File b"


def test_where_nobody_set_the_log_up_an_event_reads_as_one_line_and_its_trace(caplog):
    EventLogger("bot.otters").warning("waits", delivery=7, reason="busy now", trace="  File a")
    assert caplog.messages == ["waits delivery=7 reason=busy now\n  File a"]


def tell_in_every_way(library, typed):
    """Let a library log what somebody typed: filled in, put in beforehand, and as an error."""
    library.error("asked for %s", typed)
    library.error(f"asked for {typed}")
    try:
        int(typed)
    except ValueError:
        library.exception("a fault with %r", {"typed": typed})
        library.critical(typed, stack_info=True)


def test_a_library_tells_what_happened_and_where_but_not_with_what(written):
    tell_in_every_way(logging.getLogger("sqlalchemy.engine"), "secret-otter")
    assert "secret-otter" not in written.getvalue()
    filled_in, put_in, fault, *_ = map(json.loads, written.getvalue().splitlines())
    assert (filled_in["event"], put_in["event"]) == ("asked for %s", "logged by a library")
    assert filled_in["where"].startswith(f"{Path(__file__).name}:")
    assert (fault["error"], "tell_in_every_way" in fault["trace"]) == ("ValueError", True)


@pytest.fixture
def all_written(written, monkeypatch):
    """Write all that anything logs, however often."""
    monkeypatch.setattr(LibraryRate, "filter", lambda *_: True)
    set_up_logging("debug")
    return written


async def test_what_is_kept_in_the_database_is_not_logged_at_any_level(all_written, tmp_path):
    database = await open_database("", tmp_path)
    await Subscriptions(database).put(subscribed("secret-otter"), None)
    assert [one.topics for one, _ in await Subscriptions(database).all()] == [("secret-otter",)]
    await database.close()
    assert '"event": "executing %s"' in all_written.getvalue()
    assert "secret-otter" not in all_written.getvalue()


def test_a_line_that_cannot_be_written_is_left_out(written, capsys):
    record = logging.LogRecord("otters", logging.ERROR, "", 1, "asked for %d", ("secret-otter",), None)
    (own,) = (handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler)
    own.handle(record)
    assert (written.getvalue(), capsys.readouterr().err) == ("", "")


def test_the_bot_itself_tells_its_reasons(written):
    EventLogger("adapters.web").error("refused", reason="no key")
    assert json.loads(written.getvalue())["reason"] == "no key"


def test_what_a_library_says_again_and_again_is_told_once_a_second_with_how_often_it_was_left_out(caplog):
    now = [100.0]
    rate = LibraryRate(lambda: now[0])
    told = []
    with caplog.filtering(rate):
        for second in (0.0, 0.1, 0.9, 1.1):
            now[0] = 100 + second
            logging.getLogger("asyncio").error("no more room for %s", second)
            EventLogger("bot.otters").error("the bot is told of each time")
            told.append([record.args for record in caplog.records if record.name == "asyncio"])
    assert told[-1] == [(0.0,), (1.1,)]
    assert [record.left_out for record in caplog.records if record.name == "asyncio"] == [0, 2]
    assert caplog.text.count("the bot is told of each time") == 4
