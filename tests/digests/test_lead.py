import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from bot.digests.compose import compose
from bot.digests.entry_pool import EntryPool, told_on
from bot.digests.select_entries import in_turn
from bot.digests.topic_filter import count_before, is_of_longer_name
from bot.model.channel import Seen
from bot.model.due_digest import DueDigest
from bot.model.recap import Link
from tests.digests.conftest import MONDAY, recorded, said, subscribed, topics_named
from tests.digests.test_compose import EDITIONS

PLAIN = "Otters take turns to watch the river at night while others sleep."


def weeks_of(entries, *topics, number=1):
    pool, times = EntryPool(lambda: entries, topics_named, editions=EDITIONS), Counter()
    for week in range(number):
        due = DueDigest(MONDAY + dt.timedelta(weeks=week))
        digest = compose(pool, EDITIONS, subscribed(*topics), due, Seen(dict(times)))
        times.update(digest.keys)
        yield digest


@pytest.mark.parametrize(
    "better",
    [
        "Otters went stable in Pond 1.4, after two years in which few knew of them.",
        "Otters of one pond cut the time that a dam takes by 40% with this.",
    ],
)
def test_what_is_settled_or_measured_leads(better):
    plain = [said(PLAIN, "Otter", recap="plain", day=dt.date(2026, 3, 30))]
    (digest,) = weeks_of([*plain, said(better, "Otter", recap="better")], "Otter")
    assert digest.headline.text == better


@pytest.mark.parametrize(
    "worse",
    [
        "Otters are alpha in Pond 1.4, and need a gate to be opened by hand.",
        "Otters are planned as stable in Pond 1.6, if all of them agree on it.",
        "Otters!",
        "In Badger 3, and in all that came before it, an otter may rest in each den.",
    ],
)
def test_what_is_early_short_or_about_another_topic_does_not_lead(worse):
    told = said(
        worse, *(("Badger", "Otter") if "Badger" in worse else ("Otter",)), recap="worse", day=dt.date(2026, 3, 30)
    )
    (digest,) = weeks_of([told, said(PLAIN, "Otter", recap="plain")], "Otter")
    assert digest.headline.text == PLAIN


def test_topics_lead_in_turn():
    deeds = {
        "Otter": ("carries stones to quiet pools", "waits for ferries before dawn", "hears rain sooner than people"),
        "Badger": (
            "digs beneath every orchard wall",
            "shares winter stores among cousins",
            "fears neither bees nor foxes",
        ),
    }
    entries = [said(f"{name} {deed}.", name, recap=f"{name}-{deed}") for name in deeds for deed in deeds[name]]
    led = [digest.headline.topics[0] for digest in weeks_of(entries, "Otter", "Badger", number=2)]
    assert sorted(led) == ["Badger", "Otter"]


def test_one_source_does_not_fill_several_weeks_while_others_are_left():
    many = [
        said(f"Otters of the first pond carry {number} stones.", "Otter", recap="one", day=dt.date(2026, 9, number))
        for number in range(1, 8)
    ]
    others = [said(f"Otters elsewhere build {number} dams.", "Otter", recap=f"other-{number}") for number in range(3)]
    told = [
        entry.source.recap
        for digest in weeks_of([*many, *others], "Otter", number=2)
        for entry in (digest.headline, *digest.parts[0].entries)
    ]
    assert told.count("one") == 1


def test_what_names_the_topic_first_comes_before_what_mentions_it():
    mentioned = said("Badgers let an otter in.", "Badger", "Otter", recap="a")
    about = said("An otter came in.", "Otter", recap="b", day=dt.date(2025, 12, 1))
    assert in_turn([mentioned, about], ("Otter",), Seen()) == [about, mentioned]
    assert count_before(recorded("Badgers and the otter"), ("Otter",)) == 0


def test_the_name_of_another_topic_that_holds_that_of_a_topic_is_not_about_it():
    assert is_of_longer_name(said("River Otter Trail opened.", "River Otter Trail"), "Otter")
    assert not is_of_longer_name(said("River Otter Trail met the otter.", "River Otter Trail", "Otter"), "Otter")


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://ponds.example/blog/2025/02/03/otters/", dt.date(2025, 2, 3)),
        ("https://ponds.example/blog/2025/02/31/otters/", dt.date(2026, 3, 24)),
        ("https://ponds.example/blog/2027/01/01/otters/", dt.date(2026, 3, 24)),
        ("https://ponds.example/otters", dt.date(2026, 3, 24)),
    ],
)
def test_a_statement_is_as_old_as_the_page_it_is_from(address, day):
    assert told_on(replace(said("Otters swim.", "Otter"), links=(Link("page", address),))) == day
