import datetime as dt
from dataclasses import replace

import pytest

from bot.index.edit_distance import likeness, slips_allowed
from bot.index.vocabulary import Vocabulary, write_vocabulary
from tests.fakes import takeaway, talk


@pytest.fixture
def names(tmp_path):
    entries = [
        talk("Otters in Production", ("Ola Otter", "Riverbank"), topics=("Karmada",)),
        takeaway("Karmada schedules otters.", topics=("Karmada",), recap="eu2024-dams", event="kubecon-eu-2024"),
    ]
    write_vocabulary(entries, tmp_path)
    return Vocabulary(tmp_path)


@pytest.mark.parametrize(("word", "slips"), [("dra", 0), ("vllm", 1), ("karmada", 1), ("kubernetes", 2), ("1.34", 0)])
def test_longer_words_may_hold_more_slips(word, slips):
    assert slips_allowed(word) == slips


def test_a_misspelt_word_finds_its_neighbour(names):
    assert [spelling.word for spelling in names.words_near("karmda")] == ["karmada"]


@pytest.mark.parametrize("typed", ["armada", "jarmada", "akrmada", "karmad", "karmadas", "karmaad"])
def test_a_slip_at_either_end_of_a_word_is_forgiven(names, typed):
    assert [spelling.word for spelling in names.words_near(typed)] == ["karmada"]


def test_swapped_letters_are_one_slip(names):
    assert [(spelling.word, spelling.slips) for spelling in names.words_near("otetrs")] == [("otters", 1)]


def test_three_letters_have_no_neighbours(names):
    assert names.words_near("ola") == ()


def test_a_beginning_finds_the_words_that_begin_so(names):
    assert [spelling.word for spelling in names.beginning_with("otte")] == ["otter", "otters"]


def test_a_topic_knows_how_many_recaps_speak_of_it_and_where(names):
    assert names.spoken_of("Karmada") == (2, ("kubecon-eu-2024", "kubecon-na-2025"))
    assert names.spoken_of("Flux") == (0, ())


def test_a_speaker_is_found_by_each_part_of_the_name(names):
    assert names.speakers_by_word["otter"] == ("Ola Otter",)


def test_the_nearest_names_are_spelt_much_like_what_was_typed(names):
    assert names.nearest_names("ola oter", 0.8, 3) == ["Ola Otter"]
    assert names.nearest_names("quark soup", 0.8, 3) == []


def test_a_name_is_not_near_because_a_word_of_it_was_typed(names):
    assert names.nearest_names("ola the queen of spain", 0.8, 3) == []


def test_the_order_of_words_does_not_make_texts_unlike():
    assert likeness(" otter river ", " river otter ") == 1.0


@pytest.mark.parametrize("typed", ["ola otter", "otter ola"])
def test_a_speaker_is_known_by_the_whole_name_in_any_order(names, typed):
    assert names.speaker_called(typed) == "Ola Otter"


def test_a_part_of_a_name_names_nobody(names):
    assert names.speaker_called("otter") == ""


def test_a_company_is_known_by_its_name(names):
    assert names.company_called("riverbank") == "Riverbank"


def test_an_event_tells_its_recaps_with_their_days_and_its_topics(names):
    assert names.told_of("kubecon-eu-2024") == ({"eu2024-dams": "2025-12-08"}, {"Karmada": 1})
    assert names.told_of("kubecon-na-1999") == ({}, {})


def test_talks_on_a_topic_are_counted_beside_all_of_their_event(tmp_path):
    entries = [
        talk("Otters at Dusk", topics=("Karmada",), event="kubecon-eu-2024"),
        talk("Otters at Dawn", topics=("Karmada", "Dapr"), event="kubecon-eu-2024"),
        talk("Beavers", event="kubecon-na-2025"),
        takeaway("Karmada floats.", topics=("Karmada",), event="kubecon-na-2025"),
        talk("Fish", event=""),
    ]
    write_vocabulary(entries, tmp_path)
    names = Vocabulary(tmp_path)
    assert names.talks_on("Karmada") == {"kubecon-eu-2024": (2, 2), "kubecon-na-2025": (0, 1)}
    assert names.talks_on("Otters") == {"kubecon-eu-2024": (0, 2), "kubecon-na-2025": (0, 1)}
    assert names.topics_of_talks("kubecon-eu-2024") == (2, {"Karmada": 2, "Dapr": 1})
    assert names.topics_of_talks("kubecon-eu-2031") == (0, {})


def test_the_day_of_a_scheduled_talk_is_not_the_day_on_which_a_recap_of_it_was_written(tmp_path):
    scheduled = talk("Otters at Dusk", recap="na2026-ahead", event="kubecon-na-2026")
    joined = replace(scheduled, date=dt.date(2026, 11, 10), also=(scheduled.source,))
    said = takeaway("Otters will come.", recap="na2026-ahead", event="kubecon-na-2026")
    write_vocabulary([joined, replace(said, date=dt.date(2026, 8, 1))], tmp_path)
    assert Vocabulary(tmp_path).told_of("kubecon-na-2026")[0] == {"na2026-ahead": "2026-08-01"}
