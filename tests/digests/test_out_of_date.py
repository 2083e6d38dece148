import datetime as dt

import pytest

from bot.digests.out_of_date import is_out_of_date, tells_of_old
from tests.digests.conftest import said
from tests.digests.test_compose import EDITIONS

BY_ID = {one.id: one for one in EDITIONS}
DAY = dt.date(2026, 11, 30)


@pytest.mark.parametrize(
    "text",
    [
        "Dens must be reported by 11 September 2026.",
        "Dens open in May 2026.",
        "Dams are expected in Q2 2026.",
        "The Otter Slam ran from 20 February to 20 March 2026.",
        "A dam is planned.",
        "An otter with a migration path is coming.",
        "Otter Day was a co-located event of KubeCon EU 2026.",
    ],
)
def test_what_awaits_a_day_that_is_over_is_out_of_date(text):
    assert is_out_of_date(said(text), DAY, BY_ID)


@pytest.mark.parametrize(
    "text",
    [
        "Dens must be reported by 11 September 2027.",
        "Otter graduated on 2 February 2026.",
        "Otters sleep.",
        "Support ended in May 2025.",
    ],
)
def test_what_holds_stays(text):
    assert not is_out_of_date(said(text), DAY, BY_ID)


def test_a_plan_is_told_while_it_is_young():
    assert not is_out_of_date(said("A dam is planned.", day=dt.date(2026, 10, 1)), DAY, BY_ID)


def test_what_was_announced_for_a_kubecon_ends_with_it():
    ahead = {"event": "kubecon-na-2026", "day": dt.date(2026, 10, 2)}
    assert is_out_of_date(said("KubeCon NA 2026 has a new track.", **ahead), DAY, BY_ID)
    assert not is_out_of_date(said("KubeCon NA 2026 has a new track.", **ahead), dt.date(2026, 11, 1), BY_ID)
    assert not is_out_of_date(said("Otter taints are stable.", **ahead), DAY, BY_ID)


def test_what_tells_of_old_days_is_old_whenever_it_was_written():
    assert tells_of_old(said("Otter 1.1 (May 2024) made dams stable."), dt.date(2025, 11, 30))
    assert not tells_of_old(said("Otter dams: alpha in May 2024, stable in May 2026."), dt.date(2025, 11, 30))
    assert not tells_of_old(said("Otters sleep."), dt.date(2025, 11, 30))


@pytest.mark.parametrize(
    ("text", "is_old"),
    [
        ("The otter plugin was removed in 1.30; dams take its place.", True),
        ("Otters sleep deeper since Kubernetes 1.30.", True),
        ("Otter dams: alpha in 1.30, stable in 1.36.", False),
        ("Otter 1.30 dives.", False),
    ],
)
def test_what_tells_of_an_old_release_is_old(text, is_old):
    releases = {30: dt.date(2024, 4, 17), 36: dt.date(2026, 4, 22)}
    assert tells_of_old(said(text), dt.date(2025, 11, 30), releases) == is_old
