from benchmarks import kill_digests


async def test_a_process_that_is_killed_in_the_middle_leaves_each_message_once(monkeypatch):
    monkeypatch.setattr(kill_digests, "LIVES_SECONDS", (2.5, 2.6))
    outcome, _ = await kill_digests.kill_in_a_loop(kill_digests.Trial("discord", kills=1, channels=3))
    assert outcome.is_good, outcome
    assert outcome.messages == 3 * 3
