"""Test that titles in quotes or bold are found beside words for talks."""

import pytest

from bot.extraction.talks.quotes import find_quoted_talks
from bot.extraction.talks.scoring import ENOUGH


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
        "The session ‘Taming the Queue’ by Ada Birkenfeld was great.",
        "My favourite was *Taming the Queue* from Ada Birkenfeld at Acme.",
        "We saw “Taming the Queue” (Ada Birkenfeld, Acme), which was full.",
        "Der Vortrag „Taming the Queue“ von Ada Birkenfeld war gut.",
        "La conférence « Taming the Queue » par Ada Birkenfeld.",
    ],
)
def test_a_title_is_quoted_beside_a_word_for_a_talk_or_its_speaker(post, talks):
    assert talks(post) == [("Taming the Queue", "Ada Birkenfeld")]


def test_words_with_capitals_before_their_speaker_need_no_quotes(talks):
    assert talks("My favourite was Taming the Very Hungry Queue by Ada Birkenfeld.") == [
        ("Taming the Very Hungry Queue", "Ada Birkenfeld")
    ]


@pytest.mark.parametrize(
    "post",
    [
        "In the keynote “How we taught otters to queue at night” we learnt a lot.",
        "Later the “How we taught otters to queue at night” keynote made us laugh.",
        "Then came a session on “How we taught otters to queue at night”.",
        "Ce fut la conférence « How we taught otters to queue at night ».",
    ],
)
def test_a_title_written_like_a_sentence_is_found_where_it_is_said_to_be_one(post, talks):
    assert talks(post) == [("How we taught otters to queue at night",)]


def test_what_was_said_in_a_talk_is_not_its_title(talks):
    assert talks("Ada Birkenfeld closed her keynote: “We all have to queue at night.”") == []


def test_a_talk_on_a_mere_subject_has_no_title(talks):
    assert talks("There was a talk on “Service Mesh”, and one session about **Otter Queue Management**.") == []


def test_a_japanese_title_is_quoted_before_a_word_for_a_talk(talks):
    assert talks("次は「川の流れを読むための七つの方法」と題されたセッションだ。") == [
        ("川の流れを読むための七つの方法",)
    ]


def test_a_quoted_title_may_have_no_speaker(talks):
    assert talks("I enjoyed the talk “Taming the Queue”.") == [("Taming the Queue",)]


@pytest.mark.parametrize(
    "post",
    [
        "They called it “a very good pond” all day.",
        "The motto was “Keep Swimming” this year.",
        "The keynote was **really good** this time.",
        "Ada Birkenfeld keynote **#**",
        "They gave away the book Taming the Very Hungry Queue by Ada Birkenfeld.",
        "I read the article “Taming the Queue” by Ada Birkenfeld.",
        "They run “Otter Queue Management” (Ada Birkenfeld), they said.",
    ],
)
def test_other_quotes_are_no_titles(post, talks):
    assert talks(post) == []
