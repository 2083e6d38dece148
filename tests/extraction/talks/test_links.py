"""Test that talks are found by the links that lead to them."""

import pytest

from bot.extraction.talks.links import find_linked_talks
from bot.extraction.talks.scoring import ENOUGH

PAGE = "https://kccnceu2031.sched.com/event/1AbC/taming-the-queue-ada-birkenfeld-acme"
VIDEO = "https://youtu.be/abcdefghijk"


@pytest.fixture
def talks(outline):
    """Write a post and return the titles of the talks it links to, with their speakers."""

    def find(text):
        seen = (one for one in find_linked_talks(outline(text)) if one.evidence >= ENOUGH)
        return [(one.title, *(speaker.name for speaker in one.speakers)) for one in seen]

    return find


def test_the_words_of_a_link_are_the_title(talks):
    assert talks(f"I enjoyed [Taming the Queue]({PAGE}) by Ada Birkenfeld.") == [("Taming the Queue", "Ada Birkenfeld")]


def test_people_before_a_linked_title_give_the_talk(talks):
    post = f"Ada Birkenfeld from Acme presented [Taming the Queue of Otters]({VIDEO})."
    assert talks(post) == [("Taming the Queue of Otters", "Ada Birkenfeld")]


def test_a_link_that_says_this_talk_belongs_to_the_people_of_its_sentence(talks):
    post = f"Ada Birkenfeld from Acme showed in [this talk]({VIDEO}) how otters queue."
    assert talks(post) == [("", "Ada Birkenfeld")]


def test_two_links_in_a_sentence_have_each_their_speaker(talks):
    other = VIDEO.replace("abc", "xyz")
    post = f"We saw [Taming the Queue]({VIDEO}) by Ada Birkenfeld and [Sleeping Newts at Scale]({other}) by Bert Newt."
    assert talks(post) == [("Taming the Queue", "Ada Birkenfeld"), ("Sleeping Newts at Scale", "Bert Newt")]


def test_a_link_to_any_other_page_is_no_talk(talks):
    assert talks("I enjoyed [Taming the Queue](https://example.org/otters) by Ada Birkenfeld.") == []


def test_a_video_without_title_or_people_is_no_talk(talks):
    assert talks(f"There is a [recording]({VIDEO}) of it.") == []
