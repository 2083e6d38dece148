"""Test that talks are read from tables."""

from bot.extraction.talks.scoring import ENOUGH
from bot.extraction.talks.table_rows import find_talks_in_rows


def rows(seen):
    found = (one for one in find_talks_in_rows(seen) if one.evidence >= ENOUGH)
    return [(one.title, *(f"{each.name} ({each.org})" for each in one.speakers)) for one in found]


def test_columns_say_what_is_title_and_who_speaks(outline):
    table = "| Session | Speaker | Company |\n| --- | --- | --- |\n| Taming the Queue | Ada Birkenfeld | Acme |"
    assert rows(outline(table)) == [("Taming the Queue", "Ada Birkenfeld (Acme)")]


def test_other_languages_name_the_columns_too(outline):
    table = "| Vortrag | Referent |\n| --- | --- |\n| Wenn der Otter ruht | Ada Birkenfeld (Acme) |"
    assert rows(outline(table)) == [("Wenn der Otter ruht", "Ada Birkenfeld (Acme)")]


def test_beside_speakers_a_title_is_known_by_how_it_is_written(outline):
    head = "| Day | What | Who | Why |\n| --- | --- | --- | --- |\n"
    table = f"{head}| Tue | Taming the Queue | Ada Birkenfeld, Acme | so good |"
    assert rows(outline(table)) == [("Taming the Queue", "Ada Birkenfeld (Acme)")]


def test_what_people_have_to_do_is_no_talk(outline):
    table = "| What | Who | Until |\n| --- | --- | --- |\n| Draft the disclosure wording | Ada Birkenfeld | June |"
    assert rows(outline(table)) == []


def test_a_table_of_anything_else_names_no_talks(outline):
    assert rows(outline("| Animal | Food |\n| --- | --- |\n| Otter | fish |\n| Newt | worms |")) == []


def test_what_a_column_says_of_the_talk_is_its_text(outline):
    table = "| Talk | Speaker | Notes |\n| --- | --- | --- |\n| Taming the Queue | Ada Birkenfeld | Otters queue. |"
    (talk,) = find_talks_in_rows(outline(table))
    assert talk.text == "Otters queue."
