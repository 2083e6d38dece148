import pytest

from scripts.corpus_table import PAGE, make_table, with_table


def test_the_page_on_the_corpus_tells_how_much_there_is_now(shipped_engine):
    page = PAGE.read_text(encoding="utf-8")
    renewed = with_table(page, make_table(shipped_engine.entries()))
    assert page == renewed, "renew it with: .venv/bin/python -m scripts.corpus_table"


def test_the_table_counts_each_edition_and_all_together(shipped_engine):
    lines = make_table(shipped_engine.entries()).splitlines()
    cells = [[cell.strip().replace(",", "") for cell in line.strip("|").split("|")] for line in lines[2:]]
    *editions, total = cells
    assert total[0] == f"{len(editions)} editions"
    for column in (1, 3, 4):
        assert sum(int(row[column]) for row in editions) == int(total[column]) > 30


def test_a_page_without_a_table_is_left_alone_and_told_of():
    with pytest.raises(SystemExit, match="holds no table to renew"):
        with_table("# The corpus\n", "| edition |\n")
