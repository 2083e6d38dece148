from pathlib import Path

import pytest

from bot.answers.phrase_tagger import load_phrase_tagger

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
QUERY_WORDS = """
[en]
little = "the"
binding = "not"
filler = "show me"
[en.about]
summary = "recap, what happened"
[ja]
filler = "とは"
[ja.means]
words = '''
security: セキュリティ, 安全性
'''
[off_topic]
words = "weather"
[off_topic.meanings]
words = "Helm: ship, boat"
"""


@pytest.fixture
def tagger(tmp_path):
    (tmp_path / "query_words.toml").write_text(QUERY_WORDS, encoding="utf-8")
    return load_phrase_tagger(tmp_path)


def test_each_word_has_the_tags_of_all_phrases_that_cover_it(tagger):
    tags = tagger.tag(["show", "me", "what", "happened"])
    assert tags == [{"filler"}, {"filler"}, {"about.summary"}, {"about.summary"}]


def test_little_words_are_fillers_unless_they_bind_a_name(tagger):
    assert tagger.tag(["the", "not"]) == [{"filler"}, frozenset()]


def test_a_part_of_a_phrase_has_no_tag(tagger):
    assert tagger.tag(["show", "happened"]) == [frozenset(), frozenset()]


def test_phrases_are_parted_where_a_script_has_no_blanks(tagger):
    assert tagger.space_out("セキュリティとは") == "セキュリティ とは"
    assert tagger.space_out("plain text") == "plain text"


def test_words_of_other_languages_lead_to_english_ones(tagger):
    assert tagger.means["安全性"] == "security"


def test_a_name_knows_its_other_meanings(tagger):
    assert tagger.other_meanings["helm"] == {"ship", "boat"}


def test_the_names_of_the_glossary_say_where_they_are_from():
    tagger = load_phrase_tagger(CORPUS)
    assert tagger.means["servicio de proxy"] == "Service Proxy"
    assert tagger.sources["servicio de proxy"] == "https://glossary.cncf.io/"


def test_no_word_of_the_shipped_grammar_is_filler_and_off_topic():
    tags = load_phrase_tagger(CORPUS).tags
    assert [phrase for phrase, found in tags.items() if {"filler", "off_topic"} <= found] == []
