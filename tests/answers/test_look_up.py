from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.look_up import Answerer
from bot.answers.query_words import load_query_words
from bot.index.entry_store import entries_to_lines
from bot.index.search_index import SearchIndex, write_index
from bot.model.entry import EntryKind
from bot.model.lookup import Lookup
from tests.fakes import ENTRIES, takeaway, talk

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
TITLES = [entry.title for entry in ENTRIES if entry.title]


@pytest.fixture
def ask(answerer):
    def ask(words, **filters):
        return answerer.look_up(Lookup(words, **filters))

    return ask


def texts(answer):
    return [match.entry.title or match.entry.text for match in answer.matches]


def test_an_abbreviation_finds_what_it_stands_for_and_not_what_looks_like_it(ask):
    said = " ".join(f"{match.entry.title} {match.entry.text}" for match in ask("dra").matches)
    assert "whole-GPU requests" in said
    assert "Hydra" not in said
    assert "Drasi" not in said


def test_an_alias_says_what_it_was_read_as_and_where_the_name_is_from(ask):
    (read,) = ask("dra").read_as
    assert (read.typed, read.means, read.why) == ("dra", "Dynamic Resource Allocation", "alias")
    assert read.source


def test_a_topic_asked_for_by_name_shows_itself_first(ask):
    answer = ask("karmada")
    assert answer.matches[0].entry.kind is EntryKind.PROJECT
    assert texts(answer)[0] == "Karmada"
    assert answer.topics[0].recaps == 1


@pytest.mark.parametrize("title", TITLES)
def test_an_exact_title_is_first(ask, title):
    assert texts(ask(title))[0] == title


@pytest.mark.parametrize(
    ("typed", "means", "found"),
    [
        ("karmda", "Karmada", "Karmada places"),
        ("promethues operator", "Prometheus Operator", "Prometheus Operator watches"),
        ("vlmm", "vLLM", "vLLM serves"),
        ("pryia burow", "Priya Burrow", "Sharing Dens"),
        ("otter ola", "", "The Otter Who"),
    ],
)
def test_a_misspelt_name_finds_the_right_thing_and_says_how_it_was_read(ask, typed, means, found):
    answer = ask(typed)
    assert any(text.startswith(found) for text in texts(answer)[:2])
    assert [read.means for read in answer.read_as][:1] == ([means] if means else [])


@pytest.mark.parametrize("typed", ["asdkjh qwoeiru", "mortgage rates", "sourdough", "", "?!", "kubecon sydney 2031"])
def test_nonsense_and_other_fields_of_life_give_nothing_at_all(ask, typed):
    answer = ask(typed)
    assert answer.matches == ()
    assert answer.did_you_mean == ()


def test_a_guess_at_a_spelling_that_finds_nothing_is_kept_to_oneself(ask):
    answer = ask("badgres mortgage")
    assert answer.matches == ()
    assert answer.read_as == ()


def test_a_near_miss_gives_suggestions(ask):
    assert "Étienne Blaireau" in ask("etiene blareaux").did_you_mean or texts(ask("etiene blareaux"))


@pytest.mark.parametrize(
    "typed", ["cilium paris 2024", "Cilium EU24", "event:eu-2024 cilium", "cilium kubecon europe 2024"]
)
def test_an_edition_in_the_words_people_use_keeps_out_the_others(ask, typed):
    assert texts(ask(typed)) == ["Cilium was on every stage."]


def test_an_edition_alone_shows_what_was_said_there(ask):
    assert "オッターはCRDで川を管理した。" in texts(ask("yokohama"))


def test_newer_editions_come_first_among_equals(ask):
    assert texts(ask("cilium", kind=EntryKind.TAKEAWAY))[0] == "Cilium met eBPF again."


def test_the_same_statement_in_two_recaps_is_shown_once_with_both_sources(ask):
    (match,) = [match for match in ask("whole gpu requests").matches if "replaces" in match.entry.text]
    assert len(match.also_in) == 1
    assert {match.entry.source.recap, match.also_in[0].recap} == {"na2025-pond", "na2025-brook"}


def test_little_words_of_a_question_do_not_decide(ask):
    assert texts(ask("how many animals came to atlanta?"))[0] == "More than 9,000 animals came to Atlanta."


def test_an_abbreviation_and_a_word_find_a_date(ask):
    assert texts(ask("CRA deadline"))[0].startswith("The reporting duty")


def test_unspaced_script_is_found(ask):
    assert texts(ask("川を管理")) == ["オッターはCRDで川を管理した。"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("by:otter outage", ["The Otter Who Cried Outage"]),
        ("from:riverbank otter", ["The Otter Who Cried Outage"]),
        ("by:burrow outage", []),
    ],
)
def test_a_speaker_or_company_can_be_asked_for(ask, typed, found):
    assert texts(ask(typed)) == found


def test_a_kind_can_be_asked_for(ask):
    kinds = {match.entry.kind for match in ask("dra", kind=EntryKind.TALK).matches}
    assert kinds == {EntryKind.TALK}


def test_projects_are_those_that_the_matches_speak_of(ask):
    answer = ask("atlanta beavers clusters", kind=EntryKind.PROJECT)
    assert texts(answer) == ["Karmada"]


def test_an_ambiguous_name_shows_its_readings(ask):
    assert len(ask("cdi").readings) > 1


def test_every_match_says_what_made_it_match(ask):
    assert all(match.why for match in ask("dra gpu").matches)


def test_the_limit_cuts_matches_and_totals_count_them_all(ask):
    answer = ask("dra", limit=1)
    assert len(answer.matches) == 1
    assert sum(number for _, number in answer.totals) > 1


@pytest.mark.parametrize("typed", ["étienne  BLAIREAU!", "Etienne 'Blaireau'", "“étienne blaireau” 🦡"])
def test_case_accents_quotes_and_emoji_never_matter(ask, typed):
    assert texts(ask(typed)) == texts(ask("etienne blaireau"))


@settings(deadline=None)
@given(st.text(max_size=80))
def test_whatever_is_typed_gets_an_answer(answerer, typed):
    answer = answerer.look_up(Lookup(typed))
    assert all(0 <= match.score <= 1 for match in answer.matches)


@settings(deadline=None)
@given(st.sampled_from(["dra", "Karmada", "cilium paris 2024", *TITLES]), st.sampled_from("!?.,;:“”'()🦦"))
def test_a_lookup_is_stable_under_case_and_punctuation(answerer, typed, sign):
    plain = texts(answerer.look_up(Lookup(typed)))
    assert texts(answerer.look_up(Lookup(f"{sign} {typed.upper()} {sign}"))) == plain


@pytest.mark.parametrize(
    "typed", ['"', "title:otter AND (", "otter^2~ -dra", "kind:", "[* TO *]", "a\x00b", "\\", "otter OR *"]
)
def test_what_a_person_types_never_breaks_the_index(ask, typed):
    ask(typed)


def test_a_project_named_by_an_ordinary_word_comes_first_where_nothing_else_was_typed(ask):
    assert ask("volcano").matches[0].entry.title == "Volcano"
    assert [match for match in ask("volcano badgers").matches if match.entry.kind is EntryKind.PROJECT] == []


def test_an_ordinary_word_is_not_taken_for_a_slip_in_somebody_s_name(ask):
    assert ask("why do we borrow so much money").matches == ()
    assert ask("burrov").read_as[0].means == "Priya Burrow"


def test_where_nothing_says_all_that_was_typed_the_topics_among_it_are_offered(ask):
    assert ask("karmada versus drasi lawsuit").did_you_mean == ("Karmada", "Drasi")


def test_a_name_that_was_only_guessed_is_not_offered_as_a_part(ask):
    assert ask("karmda sourdough mortgage").did_you_mean == ()


def test_what_only_other_editions_say_is_noted(ask):
    answer = ask("karmada beavers kubecon eu 2024")
    assert texts(answer)[0].startswith("Karmada places work")
    assert [(read.typed, read.means) for read in answer.read_as if read.why == "edition"] == [
        ("kubecon eu 2024", "other editions")
    ]


def test_a_filter_that_leaves_nothing_suggests_no_other_name(ask):
    assert ask("karmda by:nobody").did_you_mean == ()


def test_statements_are_found_beside_many_talks_whose_titles_say_the_same(catalogue, tmp_path):
    talks = [talk(f"Fjord Ferries {number}", recap=f"na2025-{number}") for number in range(80)]
    said = takeaway(
        "What the harbour master learnt of every ferry in the fjord fills many a book.", recap="na2025-book"
    )
    write_index(entries_to_lines([*talks, said]), tmp_path)
    answer = Answerer(catalogue, load_query_words(CORPUS), SearchIndex(tmp_path)).look_up(
        Lookup("fjord ferries", limit=75)
    )
    assert {match.entry.kind for match in answer.matches} == {EntryKind.TALK, EntryKind.TAKEAWAY}
