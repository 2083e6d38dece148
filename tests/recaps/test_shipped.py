import pytest

from bot.recaps.shipped import check_shipped

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
def complaints_of(tmp_path):
    def write_and_check(text):
        path = tmp_path / "otters.md"
        path.write_text(text, encoding="utf-8")
        return [str(complaint).removeprefix(f"{path} ") for complaint in check_shipped(path)]

    return write_and_check


def test_a_recap_that_says_where_it_is_from_may_be_shipped(complaints_of):
    assert complaints_of(WHOLE) == []


@pytest.mark.parametrize("name", ["title", "edition", "date", "author", "licence"])
def test_a_recap_without_one_of_the_facts_is_told_which_one_to_add(complaints_of, name):
    without = "\n".join(line for line in WHOLE.splitlines() if not line.startswith(f"{name}:"))
    (complaint,) = complaints_of(without)
    assert complaint.startswith(f"line 1: `{name}` is missing; add ")


def test_an_empty_fact_is_missing_in_its_own_line(complaints_of):
    assert complaints_of(WHOLE.replace("CC-BY-4.0", "")) == [
        "line 6: `licence` is missing; add e.g. `licence: CC-BY-4.0`"
    ]


def test_a_recap_without_front_matter_lacks_every_fact(complaints_of):
    complaints = complaints_of("- Otters share their GPUs.\n")
    assert [complaint.split("`")[1] for complaint in complaints] == [
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
def test_a_source_without_address_or_title_is_counted_out(complaints_of, source, fault):
    head, _, rest = WHOLE.partition("  - url: https://recaps.example/otters\n    title: Otters\n")
    (complaint,) = complaints_of(f"{head}  - {source}\n{rest}")
    assert complaint.startswith(f"line 7: source 1 {fault}; list each post under `sources`")


def test_sources_written_as_one_address_are_one_faulty_source(complaints_of):
    head = WHOLE.partition("sources:")[0]
    (complaint,) = complaints_of(f"{head}sources: https://recaps.example/otters\n---\n\nOtters.\n")
    assert complaint.startswith("line 7: source 1 has no `url` and `title`;")
