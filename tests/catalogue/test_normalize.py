import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.normalize import fold_characters, normalize, written_words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Otter CD", "otter cd"),
        ("otter-cd", "otter cd"),
        ("OTTER_CD!", "otter cd"),
        ("“Otter” CD’s", "otter cd s"),
        ("🦦 Otter 🚀", "otter"),
        ("kube-apiserver", "kube apiserver"),
        ("CI/CD", "ci cd"),
        ("K8s", "k8s"),
        ("#KubeCon", "kubecon"),
        ("Zażółć Bjørn, Łódź", "zazolc bjorn lodz"),
        ("Metal³ and Ｗｉｄｅ™", "metal3 and wide"),
        ("", ""),
        ("🦦—…", ""),
    ],
)
def test_case_accents_and_punctuation_do_not_count(text, folded):
    assert normalize(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"), [("C++ or C#", "c++ or c#"), ("C++20", "c 20"), ("issue #12", "issue 12"), ("a + b", "a b")]
)
def test_a_plus_or_hash_stays_only_at_the_end_of_a_word(text, folded):
    assert normalize(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"), [("1&1", "1&1"), ("AT&T", "at&t"), ("R & D", "r d"), ("Tom& Jerry", "tom jerry")]
)
def test_an_ampersand_within_a_word_holds_it_together(text, folded):
    assert normalize(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("v1.34", "1.34"),
        ("V1.34.2.", "1.34.2"),
        ("Otters 1.34", "otters 1.34"),
        ("av1.2", "av1.2"),
        ("v2", "v2"),
        ("1.34rc1", "1.34rc1"),
        ("70%", "70%"),
        ("70 %", "70%"),
        ("50-70%", "50-70%"),
        ("50 – 70 %", "50-70%"),
        ("9,000+", "9000+"),
        ("1,234,567", "1234567"),
        ("1,2", "1 2"),
        ("2025-11-10", "2025 11 10"),
    ],
)
def test_versions_percentages_and_thousands_stay_one_word(text, folded):
    assert normalize(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Otterドキュメント", "otter ドキュメント"),
        ("用ORA实现", "用 ora 实现"),
        ("Otter를 좋아해요", "otter 를 좋아해요"),
        ("ﾄﾞｷｭﾒﾝﾄ", "ドキュメント"),
        ("2025年", "2025 年"),
        ("ガラス・パン", "ガラス パン"),
    ],
)
def test_east_asian_letters_and_others_are_parted_and_kept_whole(text, folded):
    assert normalize(text) == folded


def test_marks_that_no_one_sees_do_not_part_a_word():
    assert normalize("ot\u00adter\u2060s") == "otters"


def test_written_words_keep_their_case():
    assert written_words("the eOtter's RIVER v1.2") == ["the", "eOtter", "s", "RIVER", "1.2"]


def test_flatten_leaves_punctuation_in_place():
    assert fold_characters("Élan, vital!") == "Elan, vital!"


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert normalize(normalize(text)) == normalize(text)


@given(st.text(alphabet="1.2,34-–%v+#& aİé가ト\u3099ﾞ½™\u200d\u0301_ß"))
def test_folding_twice_changes_nothing_in_numbers_and_odd_letters(text):
    assert normalize(normalize(text)) == normalize(text)


@given(st.text())
def test_there_are_as_many_written_words_as_folded_ones(text):
    assert len(written_words(text)) == len(normalize(text).split())
