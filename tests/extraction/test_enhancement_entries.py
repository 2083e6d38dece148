from pathlib import Path

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.load import load_catalogue
from bot.errors import RecapError
from bot.extraction.enhancement_entries import enhancements_to_entries
from bot.model.entry import EntryKind, Source
from bot.model.recap import Link
from bot.model.topic import Topic

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
CATALOGUE = Catalogue((Topic("Dapr", "project", "Building blocks"),))
LINES = (
    '{"kep": "7", "title": "Dapr swap", "url": "https://river.example/7", "sig": "SIG Rivers", "alpha": "1.28",'
    ' "gates": ["DaprSwap"], "topics": ["Swap"]}\n{"kep": "8", "title": "Dams", "url": "https://river.example/8"}\n'
)


def test_a_proposal_that_reached_a_stage_is_a_statement_of_no_event(tmp_path):
    path = tmp_path / "keps.jsonl"
    path.write_text(LINES, encoding="utf-8")
    (entry,) = enhancements_to_entries(path, CATALOGUE)
    assert (entry.kind, entry.event) == (EntryKind.TAKEAWAY, "")
    assert entry.text == "Dapr swap (KEP-7): alpha since Kubernetes 1.28; feature gate DaprSwap; kept by SIG Rivers."
    assert entry.source == Source("note-keps", "Kubernetes enhancement proposals", "", "SIG Rivers", 1)
    assert (entry.topics, entry.links) == (("Swap", "Dapr"), (Link("KEP-7", "https://river.example/7"),))


def test_a_faulty_file_is_told_of_with_the_line(tmp_path):
    path = tmp_path / "keps.jsonl"
    path.write_text(LINES + "otters\n", encoding="utf-8")
    with pytest.raises(RecapError, match=r"line 3 is no proposal .*; fix the line") as error:
        list(enhancements_to_entries(path, CATALOGUE))
    assert error.value.diagnostic.fatal


def test_every_shipped_proposal_leads_to_its_page_and_every_topic_of_one_is_known():
    catalogue = load_catalogue(CORPUS)
    told = list(enhancements_to_entries(CORPUS / "keps.jsonl", catalogue))
    assert len(told) > 400
    assert {entry.links[0].url.startswith("https://github.com/kubernetes/enhancements/tree/") for entry in told} == {
        True
    }
    assert [topic for topic in catalogue.enhancements if catalogue.topic(topic) is None] == []
    assert len(catalogue.enhancements) > 15
