import json

import pytest

from bot.model.enhancement import Enhancement, read_enhancements
from scripts.build_keps import main

ROWS = [
    {"kep": "753", "title": "`Otter`  Containers", "sig": "sig-node", "status": "implemented", "stage": "stable",
     "alpha": "v1.28", "beta": "v1.29", "stable": "v1.30", "feature_gates": ["OtterContainers", "NA"]},
    {"kep": "8", "title": "KEP Template", "path": "keps/sig-node/8-river-beds/kep.yaml", "stage": "alpha",
     "alpha": "1.29", "beta": "v1.31", "stable": "TBD"},
    {"kep": "9", "title": "Ponds", "feature_gates": ["RiverBank"], "stage": "beta", "beta": "v1.30", "stable": "v1.29"},
    {"kep": "10", "title": "Lakes", "status": "withdrawn"},
    {"kep": "a non-empty string", "title": "Seas"},
    {"kep": "12", "title": "Sidecars", "status": "withdrawn", "alpha": "v1.20", "feature_gates": ["OtterContainers"]},
    {"kep": "11", "title": "Puddles", "path": "testdata/keps/x/11-x/kep.yaml"},
]  # fmt: skip


@pytest.fixture
def built(corpus, tmp_path, capsys):
    """Build the file with two releases out; give its proposals by number and what was told."""
    (corpus / "topics.yaml").write_text(
        "topics:\n- {name: River banks, kind: feature, description: Hold rivers}\n"
        "- {name: Native sidecar containers, kind: feature, description: Sidecars}\n",
        encoding="utf-8",
    )
    releases = [{"version": version, "released": f"2031-01-{day}"} for version, day in (("1.29", "01"), ("1.30", "02"))]
    (corpus / "releases.jsonl").write_text("\n".join(map(json.dumps, releases)), encoding="utf-8")
    given = {"path": "keps/x/1-x/kep.yaml", "url": "https://river.example/"}
    (tmp_path / "keps.jsonl").write_text("\n".join(json.dumps(given | row) for row in ROWS), encoding="utf-8")
    main(tmp_path, corpus)
    return {one.kep: one for _, one in read_enhancements(corpus / "keps.jsonl")}, capsys.readouterr().out


def test_a_proposal_has_its_stages_gates_and_topic(built):
    assert built[0]["753"] == Enhancement(
        "753",
        "Otter Containers",
        "https://river.example/",
        "SIG Node",
        "1.28",
        "1.29",
        "1.30",
        gates=("OtterContainers",),
        topics=("Native sidecar containers",),
        earlier=(("12", "https://river.example/", "1.20"),),
    )


def test_a_version_to_come_is_planned_and_a_template_goes_by_its_folder(built):
    beds = built[0]["8"]
    assert (beds.title, beds.alpha, beds.beta, beds.planned) == ("River beds", "1.29", "", (("beta", "1.31"),))


def test_a_stage_beyond_that_which_it_says_it_is_at_was_not_reached(built):
    ponds = built[0]["9"]
    assert (ponds.beta, ponds.stable, ponds.planned) == ("1.30", "", ())


def test_a_feature_gate_called_as_a_topic_joins_it(built):
    assert built[0]["9"].topics == ("River banks",)


def test_what_was_withdrawn_or_has_no_number_is_left_out(built):
    assert sorted(built[0]) == ["753", "8", "9"]
    assert "3 proposals, 2 of them of a topic" in built[1]


def test_missing_facts_are_told_of(corpus, tmp_path):
    with pytest.raises(SystemExit, match=r"keps.jsonl: no such file; name the folder that holds the facts"):
        main(tmp_path / "nowhere", corpus)
