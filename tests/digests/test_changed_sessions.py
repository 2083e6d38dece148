import datetime as dt
from dataclasses import replace

import pytest

from bot.cards.digest_cards import digest_to_cards
from bot.digests.changed_sessions import changes_to_entries, with_changed_days
from bot.digests.compose import compose
from bot.digests.entry_pool import EntryPool
from bot.digests.recurrence import due_digests_after, on_demand
from bot.model.channel import Seen
from bot.model.digest import EmptyDigest, PartKind
from bot.model.due_digest import DigestKind
from bot.model.schedule_change import ScheduleChange
from tests.digests.conftest import said, subscribed, topics_named
from tests.digests.test_compose import EDITIONS

EU = EDITIONS[-1]
SEEN_ON = dt.date(2027, 2, 24)  # a Wednesday
NEXT_DAY = dt.datetime(2027, 2, 25, 9, tzinfo=dt.UTC)
CHANGES = tuple(
    changes_to_entries(
        (
            ScheduleChange(EU.id, SEEN_ON.isoformat(), "Otters at Scale", "“Otters at Scale” moved to 16 March, 11:00"),
            ScheduleChange(EU.id, SEEN_ON.isoformat(), "Otters for All", "“Otters for All” is off the schedule"),
            ScheduleChange(EU.id, SEEN_ON.isoformat(), "Badgers", "“Badgers” has a new speaker: Bo Badger"),
            ScheduleChange("kubecon-moon-2069", SEEN_ON.isoformat(), "Otters", "“Otters” is off the schedule"),
        ),
        EDITIONS,
        lambda title: (title.split()[0].removesuffix("s"),),
    )
)
CHANGED = with_changed_days(EDITIONS, CHANGES)


def made(subscription, at=NEXT_DAY, shown=None, entries=()):
    entry_pool = EntryPool(lambda: entries, topics_named, frozenset(), (), CHANGED, CHANGES)
    due = next(due_digests_after(subscription, CHANGED, at - dt.timedelta(minutes=1)))
    return compose(entry_pool, CHANGED, subscription, due, shown or Seen())


def told(digest):
    lead = [digest.headline] if digest.headline else []
    return [entry.text for entry in (*lead, *(entry for part in digest.parts for entry in part.entries))]


def test_the_day_after_a_change_is_due_once_at_the_channel_s_hour():
    after = dt.datetime(2027, 2, 23, 12, tzinfo=dt.UTC)
    dues = list(due_digests_after(subscribed(is_weekly=False), CHANGED, after))
    assert [(due.at, due.kind, due.edition) for due in dues[:2]] == [
        (NEXT_DAY, DigestKind.CHANGES, EU.id),
        (dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC), DigestKind.COUNTDOWN, EU.id),
    ]
    assert on_demand(subscribed(), CHANGED, NEXT_DAY).kind is DigestKind.CHANGES


def test_a_channel_is_told_what_changed_on_its_topics():
    digest = made(subscribed("Otter"))
    assert told(digest) == ["“Otters at Scale” moved to 16 March, 11:00", "“Otters for All” is off the schedule"]
    parent, thread = digest_to_cards(digest)
    assert parent.title == "KubeCon EU 2027: changes in the schedule"
    assert (thread.title, parent.footer) == ("Changes in the schedule", "In the thread: 1 change in the schedule")


def test_a_channel_without_topics_is_told_all():
    assert len(told(made(subscribed()))) == 3


def test_nothing_is_posted_where_no_change_is_on_a_channel_s_topics():
    assert isinstance(made(subscribed("Ferret")), EmptyDigest)


def test_what_was_told_is_not_told_again():
    shown = Seen(dict.fromkeys(made(subscribed("Otter")).keys, 1))
    assert isinstance(made(subscribed("Otter"), shown=shown), EmptyDigest)


def test_a_channel_that_does_not_count_down_gets_no_changes():
    dues = due_digests_after(subscribed(has_countdown=False), CHANGED, NEXT_DAY - dt.timedelta(days=2))
    assert next(dues).kind is DigestKind.WEEKLY


@pytest.mark.parametrize(
    ("at", "kind"), [(NEXT_DAY, DigestKind.WEEKLY), (NEXT_DAY.replace(month=3, day=1), DigestKind.COUNTDOWN)]
)
def test_on_the_day_of_another_digest_changes_are_a_part_of_that_one(at, kind):
    subscription = subscribed("Otter", weekday=NEXT_DAY.weekday())
    digest = made(subscription, at, entries=[said("Otters carry stones.", "Otter", event=EU.id, day=SEEN_ON)])
    assert digest.due.kind is kind
    assert "“Otters for All” is off the schedule" in told(digest)


def test_changes_of_long_ago_or_of_a_kubecon_that_is_over_are_not_told():
    late = replace(EU, changed_on=(EU.ends_on,))
    dues = due_digests_after(subscribed(is_weekly=False), (late,), NEXT_DAY.replace(month=3, day=16))
    assert DigestKind.CHANGES not in {due.kind for due in dues}
    digest = made(subscribed("Otter"), NEXT_DAY.replace(month=3, day=8), entries=[said("Otters swim.", "Otter")])
    assert PartKind.CHANGES not in {part.kind for part in digest.parts}
