import re
from pathlib import Path

import pytest

from bot.catalogue.data_files import read_sections
from bot.catalogue.topics.name_index import name_key

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
FILES = [CORPUS / "topics.yaml", CORPUS / "editions.yaml"]


def test_it_holds_all_topics_and_editions(shipped):
    assert len(shipped.topics) == 923
    assert len(shipped.editions) == 39


def test_it_names_whose_work_it_builds_on_and_that_it_was_changed():
    head = FILES[0].read_text(encoding="utf-8").partition("\ntopics:")[0]
    for words in ("CNCF landscape", "153d699bddf7", "Kubernetes glossary", "CNCF glossary", "CC BY 4.0", "was changed"):
        assert words in head


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_line_names_a_file_that_readers_do_not_have(path):
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"seed \d|facts/|\w+_[0-9a-f]{16}", text) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_its_files_are_written_in_the_shape_that_loads_fast(path, monkeypatch):
    monkeypatch.setattr("bot.catalogue.data_files.read_yaml", lambda _: pytest.fail("a line is no JSON"))
    assert read_sections(path)


def test_every_alias_says_where_it_is_taken_from(shipped):
    sources = {alias.source for topic in shipped.topics for alias in topic.aliases}
    assert sources == {"project", "common usage", "CNCF landscape", "CNCF glossary", "Kubernetes glossary"}


def test_dra_is_dynamic_resource_allocation_by_the_kubernetes_glossary(shipped):
    named = shipped.named("dra")
    assert [topic.name for topic in named.topics] == ["Dynamic Resource Allocation"]
    assert named.via.source == "Kubernetes glossary"


def test_no_ambiguous_name_is_taken_for_one_thing_in_silence(shipped):
    assert len(shipped.ambiguous) == 35
    for name in shipped.ambiguous:
        assert len(shipped.named(name).readings) > 1


def test_every_name_and_alias_finds_its_topic(shipped):
    for topic in shipped.topics:
        for name in (topic.name, *(alias.name for alias in topic.aliases)):
            assert topic in shipped.named(name).topics


def test_every_alias_is_found_among_other_words(shipped):
    for topic in shipped.topics:
        for name in (topic.name, *(alias.name for alias in topic.aliases)):
            found = shipped.named_in(f"please {name} zzz")
            assert any(topic in named.topics for named in found), name


@pytest.mark.parametrize("word", ["score", "ray", "spin", "harbor", "kind", "helm"])
def test_ordinary_words_are_flagged(shipped, word):
    assert shipped.named(word).plain


def test_a_graduated_project_says_since_when_and_by_whose_word(shipped):
    cilium = shipped.topic("cilium")
    assert (cilium.maturity, cilium.maturity_since, cilium.source) == ("graduated", "2023-10-11", "CNCF landscape")
    assert ("incubating", "2021-10-13") in cilium.milestones


def test_a_level_that_changed_after_the_snapshot_has_its_own_source(shipped):
    karmada = shipped.topic("karmada")
    assert (karmada.maturity, karmada.maturity_since) == ("graduated", "2026-09-07")
    assert karmada.source.startswith("https://www.cncf.io/announcements/")


def test_dates_that_no_source_confirms_are_not_certain(shipped):
    uncertain = {edition.id for edition in shipped.editions if not edition.dates_certain}
    assert uncertain == {"kubecon-china-2020", "kubecon-na-2027", "kubecon-eu-2028"}


def test_nothing_is_told_of_an_edition_that_was_only_announced(shipped):
    edition = shipped.edition("kubecon-na-2026")
    assert (edition.status, edition.attendance) == ("announced", "")


def test_attendance_names_its_source(shipped):
    told = [edition.attendance for edition in shipped.editions if edition.attendance]
    assert told
    assert all(", source: " in attendance for attendance in told)


def test_editions_are_named_briefly(shipped):
    assert shipped.edition("kubecon-na-2025").short_name == "KubeCon NA 2025"
    assert shipped.edition("kubecon-japan-2026").short_name == "KubeCon Japan 2026"


def test_neighbours_that_look_like_topics_are_spelt_like_them(shipped):
    names = {name_key(topic.name): topic.name for topic in shipped.topics}
    related = {name for topic in shipped.topics for name in topic.related}
    assert {name for name in related if names.get(name_key(name), name) != name} == set()


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        ("Hydra and Drasi while draining nodes", ("Drasi",)),
        ("GPUs are shared by DRA", ("GPU", "Dynamic Resource Allocation")),
        ("open source as a service or as a product", ()),
        ("the CA issues a certificate", ()),
        ("MIG slices an NVIDIA GPU", ("Multi-Instance GPU", "GPU")),
        ("Argo CD, Flux and Helm", ("Argo CD", "Flux", "Helm")),
        ("what kind of score would you draft?", ()),
        ("Kubernetesの監視", ("Kubernetes",)),
    ],
)
def test_topics_are_read_from_running_text(shipped, text, mentioned):
    assert shipped.mentions(text) == mentioned
