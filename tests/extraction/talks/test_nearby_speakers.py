"""Test that a title alone is given the speakers whom its text or the lines below it name."""

import pytest

from bot.extraction.extract import extract
from bot.model.entry import EntryKind


@pytest.fixture
def talks(write, catalogue):
    def found(post):
        entries = extract(write(post), catalogue)
        return [(one.title, *(person.name for person in one.speakers)) for one in entries if one.kind is EntryKind.TALK]

    return found


LINK = "[Taming the Queue](https://youtu.be/abcdefghijk)"


def test_who_presents_anywhere_in_a_text_gives_its_only_talk(talks):
    post = f"# Pond\n\nWe liked {LINK} a lot. It was long. Ada Birkenfeld showed how otters queue in a line."
    assert talks(post) == [("Taming the Queue", "Ada Birkenfeld")]


def test_of_several_people_nobody_is_guessed(talks):
    post = f"# Pond\n\nWe met Ada Birkenfeld at lunch. We liked {LINK} a lot. Later Bert Newtwick slept."
    assert talks(post) == [("Taming the Queue",)]


def test_labelled_speakers_may_stand_below_other_lines(talks):
    below = "[slides](https://speakerdeck.com/a/b)\n\nTrack: Ponds\n\nSpeakers: Ada Birkenfeld, Bert Newtwick\n"
    post = f"# Pond\n\n### {LINK}\n\n{below}"
    assert talks(post) == [("Taming the Queue", "Ada Birkenfeld", "Bert Newtwick")]


def test_the_sentence_after_a_title_may_announce_its_speakers(talks):
    post = f"# Pond\n\nNext is {LINK} in room 4. Speakers: Ada Birkenfeld and Bert Newtwick. Dora Vole sat beside me."
    assert talks(post) == [("Taming the Queue", "Ada Birkenfeld", "Bert Newtwick")]


def test_the_first_words_of_a_title_are_nobody(talks):
    post = (
        f"# Pond\n\nThe talk by Ada Birkenfeld and Bert Newtwick, {LINK.replace('Taming', 'Otters Taming')}, was long."
    )
    assert talks(post) == [("Otters Taming the Queue", "Ada Birkenfeld", "Bert Newtwick")]


def test_somebody_who_presents_in_other_words_gives_the_titled_talk_of_the_text(talks):
    told = "Then Ada Birkenfeld and Bert Newtwick of Acme gave a talk on queues, and otters."
    post = f"# Pond\n\n{told} We had met Dora Vole. I had picked the talk “Taming Queues: What Otters Know” at home."
    assert talks(post) == [("Taming Queues: What Otters Know", "Ada Birkenfeld", "Bert Newtwick")]
