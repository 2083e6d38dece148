import asyncio
import logging

from adapters.web.rejection_log import RejectionLog, ServerLog


async def test_however_many_are_refused_a_line_a_second_tells_of_all_of_them(caplog):
    caplog.set_level(logging.WARNING)
    refusals = RejectionLog()
    for _ in range(500):
        refusals.note("status 401 at /otters")
        await asyncio.sleep(0)
    refusals.note("too many connections")
    await asyncio.sleep(1.1)
    told = [(record.msg["requests"], record.msg["first"]) for record in caplog.records]
    assert {reason for _, reason in told[:2]} == {"status 401 at /otters"}
    assert len(told) < 10
    assert sum(number for number, _ in told) == 501
    assert refusals.counts == {"status 401 at /otters": 500, "too many connections": 1}


async def test_of_what_the_library_cannot_read_the_kind_alone_is_kept(caplog):
    refusals = RejectionLog()
    try:
        int("secret-otter")
    except ValueError:
        ServerLog(refusals).exception("Error handling request from %s", "secret-otter")
    ServerLog(refusals).error("secret-otter")
    await asyncio.sleep(0.01)
    assert refusals.counts == {"malformed: ValueError": 1, "malformed: unknown": 1}
    assert "secret-otter" not in caplog.text
