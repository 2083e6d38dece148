import re

import pytest

from scripts.corpus_table import PAGE, README, make_table, make_yearly_table, with_table


def test_the_page_on_the_corpus_tells_how_much_there_is_now(shipped_engine):
    page = PAGE.read_text(encoding="utf-8")
    updated = with_table(page, make_table(shipped_engine.entries()))
    assert page == updated, "update it with: .venv/bin/python -m scripts.corpus_table"


def test_the_readme_tells_how_much_there_is_of_each_year_now(shipped_engine):
    page = README.read_text(encoding="utf-8")
    updated = with_table(page, make_yearly_table(shipped_engine))
    assert page == updated, "update it with: .venv/bin/python -m scripts.corpus_table"


def test_the_table_counts_each_edition_and_all_together(shipped_engine):
    lines = make_table(shipped_engine.entries()).splitlines()
    cells = [[cell.strip().replace(",", "") for cell in line.strip("|").split("|")] for line in lines[2:]]
    *editions, others, total = cells
    assert total[0] == f"{len(editions)} editions"
    assert others[0] == "other conferences"
    for column in (1, 3, 4, 5, 6):
        assert sum(int(row[column]) for row in (*editions, others)) == int(total[column]) > 30


def test_the_corpus_holds_as_much_as_it_is_meant_to(shipped_engine):
    *_, total = make_table(shipped_engine.entries()).splitlines()
    editions, _, _, statements, talks, recorded, told, _ = (
        int(n.replace(",", "")) for n in re.findall(r"[\d,]+", total)
    )
    assert (editions >= 22, statements >= 2800, talks >= 7500, recorded >= 5300, told >= 1100) == (True,) * 5


def test_a_page_without_a_table_is_left_alone_and_told_of():
    with pytest.raises(SystemExit, match="holds no table to update"):
        with_table("# The corpus\n", "| edition |\n")
