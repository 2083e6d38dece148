from pathlib import Path

import pytest

from bot.answers.look_up import Answerer
from bot.answers.query_words import load_query_words
from bot.catalogue.load import load_catalogue
from bot.index.entry_store import entries_to_lines
from bot.index.search_index import SearchIndex, write_index
from tests.fakes import ENTRIES

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="session")
def catalogue():
    return load_catalogue(CORPUS)


@pytest.fixture(scope="session")
def answerer(catalogue, tmp_path_factory):
    """Return an answerer over the invented entries of tests.fakes, each recap's entries together."""
    folder = tmp_path_factory.mktemp("index")
    recaps = dict.fromkeys(entry.source.recap for entry in ENTRIES)
    lines = [
        line
        for recap in recaps
        for line in entries_to_lines([entry for entry in ENTRIES if entry.source.recap == recap])
    ]
    write_index(lines, folder)
    return Answerer(catalogue, load_query_words(CORPUS), SearchIndex(folder))
