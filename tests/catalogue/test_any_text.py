"""Type anything at all: nothing may break, and case or punctuation may not change what is found."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.normalize import normalize

# Words that the rules look at, so that any text is not only letters that they never see.
TELLING = (
    "KubeCon EU NA '25 2025 2031 in London Sydney 上海 KCD Rejekts NewtCon and on CNCF Flux CA Ray Helm DRA kind 1.34 %"
)
ANY_TEXT = st.one_of(
    st.text(),
    st.lists(st.one_of(st.sampled_from([*TELLING.split(), ".", ",", "-", "\n", "“", "🚀"]), st.text(max_size=4))).map(
        " ".join
    ),
)


@given(text=ANY_TEXT)
def test_no_text_breaks_the_reading_of_names(shipped, text):
    words = len(normalize(text).split())
    known = {topic.name for topic in shipped.topics}
    assert known.issuperset(shipped.mentions(text))
    assert shipped.named(text) is None or shipped.named(text).topics
    assert all(0 <= named.start < named.end <= words for named in shipped.named_in(text))


@given(text=ANY_TEXT, year=st.none() | st.integers(2014, 2030))
def test_no_text_breaks_the_reading_of_editions(shipped, text, year):
    words = len(normalize(text).split())
    for mention in shipped.edition_mentions(text, year):
        assert 0 <= mention.start < mention.end <= words
        assert all(shipped.edition(edition_id) for edition_id in mention.edition_ids)


@given(text=ANY_TEXT)
def test_no_text_breaks_the_reading_of_other_events(shipped, text):
    words = len(normalize(text).split())
    for event in shipped.other_conferences(text):
        assert 0 <= event.start < event.end <= words
        assert re.fullmatch(r"[\w+#&.%]+(-[\w+#&.%]+)*", event.slug)


@pytest.fixture(scope="session")
def names(shipped):
    """Return all names and aliases."""
    return [name for topic in shipped.topics for name in (topic.name, *(alias.name for alias in topic.aliases))]


@given(picked=st.data(), mark=st.sampled_from(" -_.,:;!?'\"“”’()[]/|…—🚀"))
def test_case_and_punctuation_do_not_change_what_a_name_means(shipped, names, picked, mark):
    name = picked.draw(st.sampled_from(names))
    means = shipped.named(name).topics
    for typed in (name.upper(), name.lower(), name.replace(" ", mark), f"{mark}{name}{mark}", normalize(name)):
        assert shipped.named(typed).topics == means
