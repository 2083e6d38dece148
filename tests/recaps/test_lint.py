import pytest

from bot.recaps.lint import lint_recap

WHOLE = """---
title: Otters at KubeCon NA 2025
edition: kubecon-na-2025
date: 2025-11-20
author: Ola Otter
licence: CC-BY-4.0
sources:
  - url: https://recaps.example/otters
    title: Otters
  - url: ""
    title: A letter of which nobody knows the address
---

- Otters share their GPUs.
"""


@pytest.fixture
def diagnostics_of(tmp_path):
    def write_and_check(text):
        path = tmp_path / "otters.md"
        path.write_text(text, encoding="utf-8")
        return [str(diagnostic).removeprefix(f"{path} ") for diagnostic in lint_recap(path)]

    return write_and_check


def test_a_recap_that_says_where_it_is_from_may_be_shipped(diagnostics_of):
    assert diagnostics_of(WHOLE) == []


@pytest.mark.parametrize("name", ["title", "edition", "date", "author", "licence"])
def test_a_recap_without_one_of_the_facts_is_told_which_one_to_add(diagnostics_of, name):
    without = "\n".join(line for line in WHOLE.splitlines() if not line.startswith(f"{name}:"))
    (diagnostic,) = diagnostics_of(without)
    assert diagnostic.startswith(f"line 1: `{name}` is missing; add ")


def test_a_note_has_a_topic_where_a_recap_has_an_edition(tmp_path):
    path = tmp_path / "otters.md"
    path.write_text(WHOLE, encoding="utf-8")
    assert [diagnostic.reason for diagnostic in lint_recap(path, is_note=True)] == ["`topic` is missing"]
    path.write_text("\n".join(WHOLE.splitlines()).replace("edition: ", "topic: "), encoding="utf-8")
    assert lint_recap(path, is_note=True) == ()


def test_an_empty_fact_is_missing_in_its_own_line(diagnostics_of):
    assert diagnostics_of(WHOLE.replace("CC-BY-4.0", "")) == [
        "line 6: `licence` is missing; add e.g. `licence: CC-BY-4.0`"
    ]


def test_a_recap_without_front_matter_lacks_every_fact(diagnostics_of):
    diagnostics = diagnostics_of("- Otters share their GPUs.\n")
    assert [diagnostic.split("`")[1] for diagnostic in diagnostics] == [
        "title",
        "edition",
        "date",
        "author",
        "sources",
        "licence",
    ]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("https://recaps.example/otters", "has no `url` and `title`"),
        ("title: Otters", "has no `url`"),
        ("url: https://recaps.example/otters", "has no `title`"),
        ('{url: https://recaps.example/otters, title: ""}', "has no `title`"),
        ("{url: recaps.example, title: Otters}", "has a `url` that is no web address"),
    ],
)
def test_a_source_without_address_or_title_is_counted_out(diagnostics_of, source, fault):
    head, _, rest = WHOLE.partition("  - url: https://recaps.example/otters\n    title: Otters\n")
    (diagnostic,) = diagnostics_of(f"{head}  - {source}\n{rest}")
    assert diagnostic.startswith(f"line 7: source 1 {fault}; list each post under `sources`")


def test_sources_written_as_one_address_are_one_faulty_source(diagnostics_of):
    head = WHOLE.partition("sources:")[0]
    (diagnostic,) = diagnostics_of(f"{head}sources: https://recaps.example/otters\n---\n\nOtters.\n")
    assert diagnostic.startswith("line 7: source 1 has no `url` and `title`;")
