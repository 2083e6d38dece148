"""A page run together into one line is taken apart: its menu, its sentences, the items of its lists."""

import pytest

from bot.recaps.cleanup.run_on_lines import split_run_on_line

MENU = "Ropes and Knots on Deck The Harbour: Built for All of Us Talks and Demos on Stage Related Notes for Sailors"


def test_sentences_are_parted_where_they_end() -> None:
    assert split_run_on_line(
        "Ferries, e.g. big ones, cost 1.5 million. Is that much? “No.” It is v1.34 now. 船が来た。人も来た。"
    ) == [
        "Ferries, e.g. big ones, cost 1.5 million.",
        "Is that much?",
        "“No.”",
        "It is v1.34 now.",
        "船が来た。",
        "人も来た。",
    ]


def test_initials_and_titles_end_no_sentence() -> None:
    assert split_run_on_line("Dr. A. Bee met Mr. Dee. They spoke.") == ["Dr. A. Bee met Mr. Dee.", "They spoke."]


@pytest.mark.parametrize(
    "sentence",
    ["HarbourCon North once again brought people together.", "We went down to the harbour again."],
)
def test_a_menu_before_the_first_sentence_is_left_out(sentence: str) -> None:
    assert split_run_on_line(f"{MENU} {sentence} It was fun.") == [sentence, "It was fun."]


def test_a_sentence_whose_subject_is_lost_in_the_menu_is_left_out() -> None:
    assert split_run_on_line(f"{MENU} of once again brought people together. It was fun.") == ["It was fun."]


def test_a_long_sentence_with_names_at_its_start_is_no_menu() -> None:
    sentence = "Ada Bee of Acme and Cy Dee of Wave Labs spoke about ropes, knots and all the things that hold ships."
    assert split_run_on_line(sentence) == [sentence]


def test_a_list_that_lost_its_lines_is_parted_where_a_statement_begins() -> None:
    listed = (
        "These were the main points : Ropes are still the dominant way of holding ships in all harbours we know "
        "Container Ships need deeper water in most of the ports KTS (Knot Tying Service) is now the standard for ropes "
        "For more than two decades we have tied knots."
    )
    assert split_run_on_line(f"{MENU} We went down to the harbour. {listed}")[1:] == [
        "These were the main points:",
        "Ropes are still the dominant way of holding ships in all harbours we know",
        "Container Ships need deeper water in most of the ports",
        "KTS (Knot Tying Service) is now the standard for ropes",
        "For more than two decades we have tied knots.",
    ]


def test_a_text_that_kept_its_lines_is_parted_at_sentences_only() -> None:
    sentence = "These are the ropes that Acme Labs is proud of and we say Wave Labs is right about all of them."
    assert split_run_on_line(sentence) == [sentence]


def test_no_text_has_no_statements() -> None:
    assert split_run_on_line("") == []
