from benchmarks.soaking import LARGEST_MB, hold, rise


def test_memory_that_fills_caches_first_and_then_stays_is_flat(capsys):
    assert hold([100.0] * 5 + [140.0] * 5 + [150.0] * 20, {})
    assert "BROKEN" not in capsys.readouterr().out


def test_memory_that_goes_on_growing_is_not(capsys):
    assert not hold([100.0 + 2 * second for second in range(30)], {})
    assert "BROKEN memory is flat: +20.0 MB, at most 8" in capsys.readouterr().out


def test_a_single_peak_counts_towards_the_most_and_not_as_a_rise():
    memory = [100.0] * 29 + [LARGEST_MB + 1.0]
    assert rise(memory) == 0
    assert not hold(memory, {})


def test_one_bound_that_breaks_breaks_the_soak(capsys):
    assert not hold([100.0] * 9, {"every lookup is answered": False, "it ends cleanly": True})
    assert "BROKEN every lookup is answered\nheld   it ends cleanly\n" in capsys.readouterr().out
