from bot.errors import Complaint, RecapError


def test_a_complaint_says_where_what_and_what_to_do():
    complaint = Complaint("corpus/day-1.md", 4, "`edition` is missing", "add e.g. `edition: eu-2025`")
    assert str(complaint) == "corpus/day-1.md line 4: `edition` is missing; add e.g. `edition: eu-2025`"


def test_a_complaint_about_a_whole_file_names_no_line():
    assert str(RecapError(Complaint("a.md", 0, "the file is empty", "delete it"))) == (
        "a.md: the file is empty; delete it"
    )
