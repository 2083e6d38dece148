from bot.errors import Diagnostic, RecapError


def test_a_diagnostic_says_where_what_and_what_to_do():
    diagnostic = Diagnostic("corpus/day-1.md", 4, "`edition` is missing", "add e.g. `edition: eu-2025`")
    assert str(diagnostic) == "corpus/day-1.md line 4: `edition` is missing; add e.g. `edition: eu-2025`"


def test_a_diagnostic_about_a_whole_file_names_no_line():
    assert str(RecapError(Diagnostic("a.md", 0, "the file is empty", "delete it"))) == (
        "a.md: the file is empty; delete it"
    )
