"""Test that a line of speakers above a description stands for a talk whose title is lost."""

from bot.extraction.talks.scoring import ENOUGH
from bot.extraction.talks.talks_by_speaker_line import find_speaker_lines

TOLD = "This talk explored how otters queue along the northern bank of the pond, and nobody ever jumps it."


def lines(seen):
    found = (one for one in find_speaker_lines(seen) if one.evidence >= ENOUGH)
    return [(*(speaker.name for speaker in one.speakers), one.text) for one in found]


def test_speakers_with_a_company_above_a_description_give_a_talk(outline):
    assert lines(outline(f"Ada Birkenfeld (Acme)\n\n{TOLD}")) == [("Ada Birkenfeld", TOLD)]


def test_people_whose_words_are_quoted_give_none(outline):
    quoted = "Otters queue in a line along the northern bank of the pond, and nobody ever jumps it."
    assert lines(outline(f"Ada Birkenfeld (Acme)\n\n{quoted}\n\nBert Newtwick (Pondside)\n\n{quoted}")) == []


def test_the_title_on_the_line_beside_is_theirs(outline):
    post = f"# Pond\n\nSleeping All Winter\n\nAda Birkenfeld (Acme)\n\n{TOLD}"
    assert [one.title for one in find_speaker_lines(outline(post))] == ["Sleeping All Winter"]


def test_speakers_above_a_short_line_give_none(outline):
    assert lines(outline("Ada Birkenfeld (Acme)\n\nIt rained.")) == []


def test_a_name_alone_above_a_description_gives_none(outline):
    assert lines(outline(f"Ada Birkenfeld\n\n{TOLD}")) == []


def test_names_above_several_descriptions_give_talks(outline):
    post = (
        f"# Talks\n\nAda Birkenfeld (Acme)\n\n{TOLD}\n\nBert Newtwick (Pondside)\n\n{TOLD}\n\nCarl Cranewick\n\n{TOLD}"
    )
    assert [names[0] for names in lines(outline(post))] == ["Ada Birkenfeld", "Bert Newtwick", "Carl Cranewick"]
