import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.index.analyzer import split_words, stem_text, stem_word


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("用CRD实现接口", ["用", "crd", "实现", "现接", "接口"]),
        ("Argo CD, v1.34 & 50-70 %", ["argo", "cd", "1.34", "50-70%"]),
        ("파드 재시작", ["파드", "재시", "시작"]),
        ("", []),
    ],
)
def test_text_is_cut_into_words_and_unspaced_script_into_pairs(text, words):
    assert split_words(text) == words


def test_words_of_one_family_share_a_stem():
    assert stem_text("migrated migration") == ["migrat", "migrat"]


def test_a_word_has_the_same_stem_alone_as_in_a_text():
    assert [stem_word("policies")] == stem_text("Policies!")


@given(st.text())
def test_any_text_can_be_cut_and_stemmed(text):
    assert len(stem_text(text)) <= len(split_words(text))
