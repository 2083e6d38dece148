import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.text import badge_event, count, name_event, name_speakers, shorten
from bot.model.entry import Speaker


@given(st.text(), st.integers(2, 300))
def test_a_shortened_text_keeps_to_its_length(text, length):
    assert len(shorten(text, length)) <= length


def test_a_text_is_cut_at_a_word_and_says_so():
    assert shorten("Otters schedule themselves, mostly at night", 30) == "Otters schedule themselves…"


def test_a_text_that_fits_is_left_alone_but_for_its_white_space():
    assert shorten(" Otters \n sleep ", 13) == "Otters sleep"


def test_a_text_without_blanks_is_cut_where_it_must_be():
    assert shorten("獺祭" * 10, 8) == "獺祭獺祭獺祭獺…"


@pytest.mark.parametrize(
    ("event", "name", "badge"),
    [
        ("kubecon-na-2025", "KubeCon NA 2025", "NA 2025"),
        ("kubecon-japan-2026", "KubeCon Japan 2026", "Japan 2026"),
        ("kcd-new-york-2026", "KCD New York 2026", "KCD New York 2026"),
    ],
)
def test_an_event_is_called_what_people_call_it(event, name, badge):
    assert (name_event(event), badge_event(event)) == (name, badge)


@pytest.mark.parametrize(
    ("speakers", "phrase"),
    [
        ([], ""),
        ([("Ana Lee", "")], "Ana Lee"),
        ([("Ana Lee", "Acme"), ("Bo Kim", "Acme")], "Ana Lee & Bo Kim (Acme)"),
        ([("Ana Lee", "Acme"), ("Bo Kim", "Otter Inc")], "Ana Lee (Acme) & Bo Kim (Otter Inc)"),
        ([("Ana", ""), ("Bo", ""), ("Cy", "")], "Ana, Bo & Cy"),
        ([("Ana", ""), ("Bo", ""), ("Cy", ""), ("Di", "")], "Ana & Bo +2"),
        ([("", "Acme")], "Acme"),
    ],
)
def test_speakers_stand_in_one_phrase_with_their_company_once(speakers, phrase):
    assert name_speakers(tuple(Speaker(*speaker) for speaker in speakers)) == phrase


def test_a_noun_follows_its_number():
    assert (count(1, "talk"), count(2, "talk")) == ("1 talk", "2 talks")
    assert (count(1, "entry", "entries"), count(2, "entry", "entries")) == ("1 entry", "2 entries")


def test_a_conference_that_is_called_a_con_is_written_so():
    assert name_event("promcon-2024") == "PromCon 2024"
    assert name_event("kcd-munich-2024") == "KCD Munich 2024"


def test_a_company_that_speakers_write_differently_is_named_once():
    both = (Speaker("Ana Lee", "AWS"), Speaker("Bo Kim", "Amazon Web Services"))
    assert name_speakers(both) == "Ana Lee & Bo Kim (AWS)"
