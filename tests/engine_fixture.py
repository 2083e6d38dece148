"""A whole engine over the invented entries of tests.fakes, so that conversations can be tried without any recap."""

from functools import cache
from pathlib import Path

from bot.answers.answer_question import QuestionAnswerer
from bot.answers.autocomplete import Completer
from bot.answers.corpus_statistics import count_statistics
from bot.answers.look_up import Answerer
from bot.answers.phrase_tagger import load_phrase_tagger
from bot.answers.query_words import load_query_words
from bot.catalogue.load import load_catalogue
from bot.engine import Engine
from bot.index.entry_store import entries_to_lines
from bot.index.search_index import SearchIndex, write_index
from tests.fakes import ENTRIES

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def open_small_engine(folder, entries=ENTRIES):
    """Open an engine over entries, its index in an empty folder."""
    recaps = dict.fromkeys(entry.source.recap for entry in entries)
    lines = [
        line
        for recap in recaps
        for line in entries_to_lines([entry for entry in entries if entry.source.recap == recap])
    ]
    write_index(lines, folder)
    index, catalogue = SearchIndex(folder), load_catalogue(CORPUS)
    words = load_query_words(CORPUS)
    answerer = QuestionAnswerer(load_phrase_tagger(CORPUS), words, catalogue, index, Answerer(catalogue, words, index))
    return Engine(
        (), catalogue.editions, answerer, index, Completer(catalogue, index), cache(lambda: count_statistics(index))
    )
