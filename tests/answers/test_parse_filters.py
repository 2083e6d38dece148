import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.parse_filters import parse_filters
from bot.model.entry import EntryKind
from bot.model.lookup import Lookup


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("dra event:eu-2025", Lookup("dra", event="eu-2025")),
        ("by:otter dams", Lookup("dams", speaker="otter")),
        ("by:otter", Lookup("otter", speaker="otter")),
        ("from:acme event:eu-2025", Lookup("acme", company="acme", event="eu-2025")),
        ('dams from:"River Bank"', Lookup("dams", company="River Bank")),
        ("dams from:“River Bank”", Lookup("dams", company="River Bank")),
        ("dams from:„River Bank“", Lookup("dams", company="River Bank")),
        ("dams from:„River Bank”", Lookup("dams", company="River Bank")),
        ("dams from:”River Bank”", Lookup("dams", company="River Bank")),
        ("dams from:« River Bank »", Lookup("dams", company="River Bank")),
        ("dams from:»River Bank«", Lookup("dams", company="River Bank")),
        ("dams from:‹River Bank›", Lookup("dams", company="River Bank")),
        ("dams from:'River Bank'", Lookup("dams", company="River Bank")),
        ("dams from:‚River Bank‘", Lookup("dams", company="River Bank")),
        ("from:「River Bank」dams", Lookup("dams", company="River Bank")),
        ("dams from：『River Bank』", Lookup("dams", company="River Bank")),
        ("dams from:《River Bank》", Lookup("dams", company="River Bank")),
        ("dams from:'O’Otter & Sons'", Lookup("dams", company="O’Otter & Sons")),
        ("dams by:O'Otter", Lookup("dams", speaker="O'Otter")),
        ("dams from:„River Bank", Lookup("dams Bank", company="River")),
        ("event:„NA 2025“", Lookup("", event="NA 2025")),
        ("Kind:Talks dams", Lookup("dams", kind=EntryKind.TALK)),
        ("Talks dams", Lookup("dams", kind=EntryKind.TALK)),
        ("talks", Lookup("talks")),
        ("rust talks", Lookup("rust talks")),
        ("kind:sonnet dams", Lookup("dams")),
        ("event: dams", Lookup("dams")),
        ("https://example.com/by:otter", Lookup("https://example.com/by:otter")),
    ],
)
def test_filters_among_the_words_are_read(typed, read):
    assert parse_filters(Lookup(typed)) == read


def test_a_filter_given_apart_outranks_one_typed():
    assert parse_filters(Lookup("dra event:eu-2025", event="na-2024")).event == "na-2024"


def test_a_text_pasted_as_a_lookup_is_cut():
    assert len(parse_filters(Lookup("otter " * 10_000)).words) == 400


@given(st.text())
def test_anything_can_be_typed(words):
    read = parse_filters(Lookup(words))
    assert parse_filters(read) == read or ":" in read.words or "：" in read.words
