"""Test that titles in quotes or bold are found beside words for talks."""

import pytest

from bot.extraction.evidence import ENOUGH
from bot.extraction.quoted_talks import find_quoted_talks


@pytest.fixture
def talks(outline):
    """Write a post and return the titles of the talks it quotes, with their speakers."""

    def find(text):
        seen = (one for one in find_quoted_talks(outline(text)) if one.evidence >= ENOUGH)
        return [(one.title, *(speaker.name for speaker in one.speakers)) for one in seen]

    return find


@pytest.mark.parametrize(
    "post",
    [
        "I enjoyed the talk “Taming the Queue” by Ada Birkenfeld.",
        "Ada Birkenfeld gave a session called “Taming the Queue”.",
        "“Taming the Queue” by Ada Birkenfeld was great.",
        "The keynote **Taming the Queue** by Ada Birkenfeld was great.",
        "Der Vortrag „Taming the Queue“ von Ada Birkenfeld war gut.",
        "La conférence « Taming the Queue » par Ada Birkenfeld.",
    ],
)
def test_a_title_is_quoted_beside_a_word_for_a_talk_or_its_speaker(post, talks):
    assert talks(post) == [("Taming the Queue", "Ada Birkenfeld")]


def test_a_quoted_title_may_have_no_speaker(talks):
    assert talks("I enjoyed the talk “Taming the Queue”.") == [("Taming the Queue",)]


@pytest.mark.parametrize(
    "post",
    [
        "They called it “a very good pond” all day.",
        "The motto was “Keep Swimming” this year.",
        "The keynote was **really good** this time.",
    ],
)
def test_other_quotes_are_no_titles(post, talks):
    assert talks(post) == []
