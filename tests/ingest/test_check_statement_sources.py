from dataclasses import replace
from pathlib import Path

import pytest

from bot.catalogue.load import load_catalogue
from bot.ingest.check_statement_sources import check_statement_sources
from bot.ingest.read_file import FileReader
from bot.model.recap import Link
from tests.fakes import takeaway, talk

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def faults(*urls):
    entry = replace(takeaway("Otters swim."), links=tuple(Link("who says so", url) for url in urls))
    return [f"{one.line} {one.reason}" for one in check_statement_sources("otters.md", (entry, talk("Otters")))]


def test_a_statement_with_a_page_is_sound():
    assert faults("https://otters.example/2026/swimming") == []
    assert faults("https://otters.example/?p=12") == []


def test_a_statement_without_a_source_is_complained_of():
    assert faults() == ["7 the statement has no source"]


@pytest.mark.parametrize("url", ["https://otters.example", "https://otters.example/"])
def test_the_front_page_of_a_site_is_no_source(url):
    assert faults(url) == [f"7 a source of the statement is only the front page of a site: {url}"]


@pytest.mark.parametrize(("folder", "is_checked"), [("corpus/recaps", True), ("posts", False)])
def test_statements_are_checked_where_they_are_shipped_alone(tmp_path, folder, is_checked):
    recap = tmp_path / folder / "otters.md"
    recap.parent.mkdir(parents=True)
    recap.write_text("# Otters at KubeCon NA 2025\n\n- Otters hold hands while they sleep in large clusters.\n")
    told = [str(one) for one in FileReader(load_catalogue(CORPUS), tmp_path / "corpus").read(recap).diagnostics]
    assert any("line 3: the statement has no source" in line for line in told) is is_checked
