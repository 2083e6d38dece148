"""Test that the talks of a recap's author are found."""

import pytest

from bot.extraction.talks.first_person import find_own_talks


@pytest.fixture
def talks(outline):
    """Write a post by an author and return the talks they gave, with their speakers."""

    def find(text, author="Ada Birkenfeld"):
        seen = find_own_talks(outline(f"---\nauthor: {author}\n---\n\n{text}"))
        return [(one.title, *(speaker.name for speaker in one.speakers)) for one in seen]

    return find


@pytest.mark.parametrize(
    "post",
    [
        "On Tuesday I gave a lightning talk called “Taming the Queue”.",
        "My own session, “Taming the Queue”, was full.",
        "My talk [Taming the Queue](https://youtu.be/abcdefghijk) is online.",
        "Mein Vortrag „Taming the Queue“ war gut besucht.",
    ],
)
def test_what_the_author_gave_is_a_talk(post, talks):
    assert talks(post) == [("Taming the Queue", "Ada Birkenfeld")]


def test_its_title_may_be_lost(talks):
    assert talks("I presented a [lightning talk](https://youtu.be/abcdefghijk) on otters.") == [("", "Ada Birkenfeld")]


@pytest.mark.parametrize("post", ["My session notes are below.", "My first talk of the day was on newts."])
def test_what_the_author_heard_is_none_of_theirs(post, talks):
    assert talks(post) == []


def test_two_authors_or_none_gave_no_talk_of_their_own(talks):
    assert talks("I gave a talk on otters.", author="Ada Birkenfeld and Bert Newtwick") == []
    assert talks("I gave a talk on otters.", author="") == []


def test_an_author_without_a_full_name_gives_a_talk_under_a_handle(talks):
    assert talks("I gave a talk on queues.", "pond_otter") == [("", "pond_otter")]


def test_what_is_said_of_a_talk_without_title_is_said_of_one(talks):
    post = "I gave a talk on queues.\n\nMy talk went well.\n\nAfter my talk I slept."
    assert talks(post) == [("", "Ada Birkenfeld")]
