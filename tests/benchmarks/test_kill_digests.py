from benchmarks import kill_digests


async def test_a_process_that_is_killed_at_random_leaves_each_message_once(monkeypatch):
    monkeypatch.setattr(kill_digests, "LIVES_SECONDS", (1.5, 3.0))
    outcome = await kill_digests.kill_in_a_loop(kills=2, channels=4, url="")
    assert outcome.is_good, outcome
    assert outcome.messages == 4 * 3
