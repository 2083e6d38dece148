import io
import json
import logging

import pytest

from adapters.logs import set_up_logs, split_fields


@pytest.fixture
def written(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    root = logging.getLogger()
    kept, level = list(root.handlers), root.level
    set_up_logs("info")
    yield stream
    root.handlers[:] = kept
    root.setLevel(level)


def test_a_line_becomes_json_with_its_fields(written):
    logging.getLogger("otters").info("answered door=%s ms=%d", "web", 3)
    told = json.loads(written.getvalue())
    assert {name: told[name] for name in ("event", "door", "ms", "level", "logger")} == {
        "event": "answered",
        "door": "web",
        "ms": "3",
        "level": "info",
        "logger": "otters",
    }


@pytest.mark.parametrize("library", ["alembic.runtime.plugins", "apscheduler.scheduler", "discord.gateway"])
def test_what_libraries_tell_of_each_of_their_steps_is_left_out(written, library):
    logging.getLogger(library).info("a step")
    assert written.getvalue() == ""
    logging.getLogger(library).error("a fault")
    assert json.loads(written.getvalue())["event"] == "a fault"


def test_what_is_below_the_level_is_left_out(written):
    logging.getLogger("otters").debug("paddling")
    assert written.getvalue() == ""


def test_a_trace_stays_in_one_line_and_no_field_replaces_the_event():
    told = split_fields(None, "", {"event": "fault event=x id=1\n  File a", "level": "error"})
    assert told == {"event": "fault", "id": "1", "level": "error", "trace": "  File a"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "skipped due=2026-11-23 09:00 reason=too late",
            {"event": "skipped", "due": "2026-11-23 09:00", "reason": "too late"},
        ),
        ("delivery=7 was taken over", {"event": "was taken over", "delivery": "7"}),
        ("delivery=7 waits reason=busy now", {"event": "waits", "delivery": "7", "reason": "busy now"}),
        ("delivery=7 state=sent", {"event": "delivery", "delivery": "7", "state": "sent"}),
    ],
)
def test_a_reason_stays_whole_and_every_line_names_an_event(line, told):
    assert split_fields(None, "", {"event": line}) == told
