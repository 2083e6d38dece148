"""Whatever a file holds, reading it gives a recap or says why not, and nothing else."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import RecapError
from bot.model.recap import BlockKind, Recap
from bot.recaps.read_recap import read_recap

# Pieces that mean something to a reader, in any order: most faults hide where two of them meet.
PIECES = st.sampled_from(
    [
        *(
            "---\n",
            "+++\n",
            "{\n",
            "}\n",
            "title: a: b\n",
            "date: 2025-13-77\n",
            "tags: [a, *b\n",
            "x = 1\n",
            "\t- y\n",
        ),
        *(
            "# ",
            "- ",
            "  - ",
            "\t* ",
            "1. ",
            "> ",
            "> [!NOTE]\n",
            "| a | b |\n|---|---|\n",
            "|\n",
            "=====\n",
            ":::tip\n",
        ),
        *(
            ":::\n",
            "!!! note\n    ",
            "```\n",
            "**",
            "*",
            "__",
            "`",
            "[",
            "](",
            ")",
            "[^1]",
            "[^1]: ",
            "![",
            "[[",
            "|",
            "]]",
        ),
        *("\\", "~~", "{{<", ">}}", "{{", "}}", "{%", "%}", "{#a}", "={", "$\\textcolor{red}{", "}$", "<", ">", "<p>"),
        *("</p>", "<table><tr>", "<td>", "</table>", "<!--", "-->", "<a href=", "<br>", "<ul><li>", "<iframe src=//x>"),
        *(
            "<!doctype html>",
            "<html>",
            "&amp;",
            "&#0;",
            "\r\n",
            "\r",
            "\n",
            "\n\n",
            "  \n",
            " ",
            "\ufeff",
            "\x00",
            "...\n",
        ),
        *(
            "Words here. ",
            "日本",
            "語",
            "https://a.example/",
            "summary: |\n  Some Words Of A Title Go On And we read it\n",
        ),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=30).map("".join)
ENDINGS = st.sampled_from([".md", ".txt", ".html"])
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(path: Path, content: bytes) -> Recap | RecapError:
    path.write_bytes(content)
    try:
        return read_recap(path)
    except RecapError as error:
        return error


@UNHURRIED
@given(text=TEXTS, ending=ENDINGS)
def test_any_text_gives_a_recap_or_a_reason(tmp_path: Path, text: str, ending: str) -> None:
    outcome = read(tmp_path / f"any{ending}", text.encode("utf-8", "surrogatepass"))
    if isinstance(outcome, RecapError):
        assert outcome.diagnostic.fatal
        return
    lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    for block in outcome.blocks:
        assert block.text == " ".join(block.text.split()) != ""
        assert 1 <= block.line <= lines
        assert len(block.cells) == len(block.columns)
        assert bool(block.cells) == (block.kind is BlockKind.ROW)


@UNHURRIED
@given(content=st.binary(max_size=400), ending=ENDINGS)
def test_any_bytes_give_a_recap_or_a_reason(tmp_path: Path, content: bytes, ending: str) -> None:
    assert isinstance(read(tmp_path / f"any{ending}", content), Recap | RecapError)


@UNHURRIED
@given(text=TEXTS.map(lambda text: text.replace("\r", "").replace("\ufeff", "").replace("\x00", "")))
def test_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "same.md"
    plain, marked = (
        read(path, content.encode("utf-8", "replace")) for content in (text, "\ufeff" + text.replace("\n", "\r\n"))
    )
    assert str(plain) == str(marked)
    if isinstance(plain, Recap) and isinstance(marked, Recap):
        assert plain.blocks == marked.blocks


def test_a_reason_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(RecapError, match=r"gone\.md: there is no such file; check the name"):
        read_recap(tmp_path / "gone.md")
