import pytest

from bot.model.enhancement import Enhancement, load_enhancements, read_enhancements

LINE = (
    '{"kep": "7", "title": "Otter swap", "url": "https://river.example/7", "alpha": "1.28", "beta": "1.30",'
    ' "planned": [["stable", "1.99"]], "gates": ["OtterSwap"], "topics": ["Swap"],'
    ' "earlier": [["3", "https://river.example/3", "1.20"]]}\n'
)
SWAP = Enhancement(
    "7",
    "Otter swap",
    "https://river.example/7",
    "",
    "1.28",
    "1.30",
    "",
    (("stable", "1.99"),),
    ("OtterSwap",),
    ("Swap",),
    (("3", "https://river.example/3", "1.20"),),
)


def test_a_line_holds_one_proposal(tmp_path):
    path = tmp_path / "keps.jsonl"
    path.write_text(LINE, encoding="utf-8")
    assert list(read_enhancements(path)) == [(1, SWAP)]
    assert load_enhancements(path) == {"Swap": (SWAP,)}


def test_a_corpus_without_the_file_knows_no_proposals(tmp_path):
    assert load_enhancements(tmp_path / "keps.jsonl") == {}


def test_the_stage_it_is_at_comes_first_and_plans_are_told_as_such():
    assert SWAP.stages == "beta since Kubernetes 1.30, alpha 1.28, stable planned for 1.99"
    assert Enhancement("8", "Dams", "", planned=(("alpha", "1.99"),)).stages == "alpha planned for 1.99"
    assert Enhancement("9", "Ponds", "").stages == ""


def test_feature_gates_are_named():
    assert SWAP.gate_words == "feature gate OtterSwap"
    assert Enhancement("8", "Dams", "", gates=("A", "B")).gate_words == "feature gates A, B"
    assert Enhancement("9", "Ponds", "").gate_words == ""


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("otters", "Expecting value"),
        ("[]", "no attribute"),
        ('{"kep": "7"}', "missing 2 required"),
        ('{"kep": 7, "title": "A", "url": "b"}', "`kep` is no text"),
        ('{"kep": "7", "title": "A", "url": "b", "stage": "beta"}', "`stage` is not known here"),
        ('{"kep": "7", "title": "A", "url": "b", "planned": ["beta"]}', "too many values"),
    ],
)
def test_a_faulty_line_is_named(tmp_path, line, reason):
    path = tmp_path / "keps.jsonl"
    path.write_text(LINE + line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"line 2 is no proposal \(.*{reason}"):
        list(read_enhancements(path))
