from pathlib import Path

from bot.catalogue.common_words import CommonWords

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def test_words_of_everyday_speech_are_known_and_names_of_projects_are_not():
    words = CommonWords(CORPUS / "ordinary_words.txt")
    assert [word for word in ("weather", "president", "wetter") if word not in words] == []
    assert [word for word in ("karmada", "kyverno", "#") if word in words] == []


def test_a_corpus_may_have_no_such_list(tmp_path):
    assert "weather" not in CommonWords(tmp_path / "ordinary_words.txt")
