import pytest

from scripts.reliability_table import PAGE, with_table


def marked(name, text):
    return f"<!-- {name}: written by scripts/reliability_table.py -->\n{text}\n<!-- {name} ends -->"


def test_what_stands_between_its_marks_is_updated_and_nothing_else():
    page = f"before\n{marked('kills', 'old')}\nbetween\n{marked('load', 'kept')}\nafter"
    assert with_table(page, "kills", "new") == page.replace("old", "new")


def test_a_page_without_marks_says_which_are_missing():
    with pytest.raises(SystemExit, match="lacks its marks; put back <!-- kills: written by"):
        with_table("nothing", "kills", "new")


@pytest.mark.parametrize("name", ["kills", "troubles", "load", "drops", "odd", "strangers", "hostile", "recaps"])
def test_the_page_has_all_marks(name):
    page = PAGE.read_text(encoding="utf-8")
    assert with_table(with_table(page, name, "x"), name, "y").count("\ny\n") == 1
