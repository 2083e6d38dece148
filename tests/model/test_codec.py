import datetime as dt
import json

import pytest

from bot.importer.feed_state import FeedState
from bot.importer.http_response import Validators
from bot.model.card import Action, ActionKind, Card, Item, Section, SourceLink
from bot.model.codec import from_json, to_fields, to_json
from bot.model.entry import Entry
from tests.fakes import takeaway

ITEMS = (
    Item(
        "Otters scale ponds.",
        SourceLink("A pond post", "https://example.org/pond"),
        "NA 2025",
        (SourceLink("Watch", "https://youtu.be/x"),),
        dt.date(2026, 12, 1),
    ),
    Item("Ponds “freeze”.", SourceLink("Ice")),
)
CARD = Card(
    "KubeCon digest, 23 November 2026",
    "3 topics",
    (Section("Takeaways on Otter", ITEMS),),
    (Action("More", ActionKind.MORE, "takeaway 3 otter"), Action("Kueue", ActionKind.LOOK_UP, "all 0 Kueue")),
    "as of November 2026",
    "A digest with 2 takeaways",
)
# as version 0.1 wrote them, by hand-written code
SAVED_ROW = (
    '{"title":"KubeCon digest, 23 November 2026","subtitle":"3 topics","sections":['
    '{"heading":"Takeaways on Otter","items":['
    '{"text":"Otters scale ponds.","source":{"label":"A pond post","url":"https://example.org/pond"},"badge":"NA 2025",'
    '"links":[{"label":"Watch","url":"https://youtu.be/x"}],"day":"2026-12-01"},'
    '{"text":"Ponds “freeze”.","source":{"label":"Ice","url":""},"badge":"","links":[],"day":null}]}],'
    '"actions":[{"label":"More","kind":"more","value":"takeaway 3 otter"},'
    '{"label":"Kueue","kind":"look_up","value":"all 0 Kueue"}],'
    '"footer":"as of November 2026","alt_text":"A digest with 2 takeaways"}'
)
SAVED_NOTES = (
    '{"url": "https://blog.example/feed.xml", "is_added": true, "version": {"etag": "\\"7\\"", "last_modified": ""}, '
    '"seen": ["a", "b"], "tried": {"https://blog.example/c": 2}, "read_at": "2026-11-23T09:00:00+00:00", '
    '"next_at": null, "failures": 0, "fault": ""}'
)


def test_a_card_that_an_older_version_stored_is_read():
    assert from_json(SAVED_ROW, Card) == CARD


def test_a_card_is_stored_as_before_and_with_more_so_that_an_older_version_reads_it():
    assert holds(json.loads(to_json(CARD)), json.loads(SAVED_ROW))


def holds(stored, before):
    """Return whether all that was stored before is stored as it was; an older version leaves other fields out."""
    if isinstance(before, dict):
        return all(name in stored and holds(stored[name], value) for name, value in before.items())
    if isinstance(before, list):
        return len(stored) == len(before) and all(map(holds, stored, before))
    return stored == before


def test_the_state_of_a_feed_that_an_older_version_stored_is_read():
    read_at = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
    stored = FeedState(
        "https://blog.example/feed.xml",
        is_added=True,
        version=Validators('"7"'),
        seen=("a", "b"),
        tried={"https://blog.example/c": 2},
        read_at=read_at,
    )
    assert from_json(SAVED_NOTES, FeedState) == stored


def test_empty_fields_take_no_room_and_come_back():
    entry = takeaway("Otters hold hands.")
    assert not {"speakers", "links", "also", "disputed"} & set(to_fields(entry))
    assert from_json(to_json(to_fields(entry)), Entry) == entry


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"title": 7}', '{"sections": []}', "\ud800"])
def test_what_does_not_fit_says_so(text):
    with pytest.raises(ValueError, match=r"."):
        from_json(text, Card)
