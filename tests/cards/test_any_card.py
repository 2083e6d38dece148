import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.cards.answer_to_card import answer_to_card
from bot.cards.card_to_text import card_to_text
from bot.model.entry import Entry, EntryKind, Source, Speaker
from bot.model.lookup import Answer, Interpretation, Lookup, Match
from bot.model.recap import Link
from bot.model.topic import Topic
from bot.model.topic_summary import TopicSummary
from tests.strategies import many

HOW_TO_ADD_ONE = "Do you know a recap about it?"
names = st.text(min_size=1, max_size=12)
sources = st.builds(Source, names, st.text(), st.text(), st.text(), st.integers(0, 9))
entries = st.builds(
    Entry,
    st.sampled_from(EntryKind),
    st.text(),
    st.text(),
    sources,
    speakers=many(st.builds(Speaker, st.text(), st.text()), 2, 3),
    event=st.one_of(st.just("kubecon-na-2025"), st.text()),
    date=st.one_of(st.none(), st.dates()),
    links=st.lists(st.builds(Link, st.text(), st.text()), max_size=2).map(tuple),
)
matches = st.builds(Match, entries, st.floats(0, 1), st.just(()), st.lists(sources, max_size=3).map(tuple))
own = st.text(st.characters(exclude_categories=["Cc", "Cs"]))  # the catalogue's own texts are clean
topics = st.builds(Topic, own.filter(str.strip), own, own, related=st.lists(own, max_size=3).map(tuple))
answers = st.builds(
    Answer,
    st.builds(Lookup, st.text(), st.sampled_from([None, *EntryKind]), st.text(), st.text(), st.text()),
    st.lists(st.builds(Interpretation, st.text(), st.text(), st.sampled_from(["alias", "spelling"])), max_size=2).map(
        tuple
    ),
    st.lists(st.builds(TopicSummary, topics, st.integers(0, 9), st.text()), max_size=2).map(tuple),
    st.lists(st.text(), max_size=2).map(tuple),
    many(matches, 3, 4),
    st.lists(st.text(), max_size=3).map(tuple),
)


@given(answers)
def test_any_answer_gives_a_card_whose_every_line_has_words_and_a_source(found):
    card = answer_to_card(found)
    assert card.title
    assert card.alt_text
    told = [section for section in card.sections if section.heading not in ("How it was understood", HOW_TO_ADD_ONE)]
    for item in (item for section in told for item in section.items):
        assert item.text
        assert item.source.label


@given(answers, st.integers(1, 120))
def test_any_card_reads_as_plain_text_that_can_do_nothing_to_a_terminal(found, width):
    card = answer_to_card(found)
    text = card_to_text(card, width)
    assert all(section.heading in text for section in card.sections)
    assert not {letter for letter in text if unicodedata.category(letter) == "Cc"} - {"\n"}
