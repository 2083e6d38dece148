from pathlib import Path

import pytest

from bot.answers.query_words import load_query_words

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def shipped():
    return load_query_words(ROOT / "corpus")


@pytest.fixture
def small(tmp_path):
    (tmp_path / "query_words.toml").write_text(
        "[en]\nlittle = 'a, the'\nbinding = 'not'\nfiller = 'please'\n"
        "[fr]\nlittle = 'où'\n"
        "[same]\ngroups = ['pond, lake, body of water']\n"
        "[aspects]\nwords = 'alternatives Beispiele'\n"
        "[kinds]\ntalk = 'talks Vorträge'\n"
        "[asks]\nnumber = ['how many']\ndate = ['when']\n"
    )
    return load_query_words(tmp_path)


def test_little_words_are_folded(small):
    assert small.stop_words == {"a", "the", "not", "ou"}


def test_what_of_a_thing_is_wanted_counts_less_than_the_thing(small):
    assert small.aspects == {"alternatives", "beispiele"}


def test_words_of_one_group_stand_for_each_other(small):
    assert small.synonyms["pond"] == ("lake", "body of water")
    assert small.synonyms["body of water"] == ("pond", "lake")


def test_what_people_call_a_kind_leads_to_it(small):
    assert small.kinds == {"talks": "talk", "vortrage": "talk"}


def test_no_shipped_little_word_names_a_kind(shipped):
    assert shipped.stop_words.isdisjoint(shipped.kinds)


def test_the_shipped_words_know_how_people_ask_for_numbers_and_dates(shipped):
    assert "how many" in shipped.question_words["number"]
    assert "deadline" in shipped.question_words["date"]


@pytest.mark.parametrize("word", ["ai", "gpu", "mesh", "api"])
def test_no_shipped_little_word_is_what_people_look_for(shipped, word):
    assert word not in shipped.stop_words
