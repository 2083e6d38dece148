"""The text above a post's body counts where the body says less."""

from pathlib import Path

from bot.model.recap import Recap
from bot.recaps.read_recap import text_to_recap

FERRY = "The ferry was late again this year."
ROPES = "Ropes are now made of steel, as the keynote on the second day told us."


def read(text: str) -> Recap:
    return text_to_recap(text, Path("post.md"))


def told(text: str) -> list[tuple[int, str]]:
    return [(block.line, block.text) for block in read(text).blocks]


def test_the_summary_of_a_link_is_its_text_with_the_lines_it_stands_on() -> None:
    text = f"---\ntitle: Ferries\nsummary: >\n  {FERRY}\n  {ROPES}\n---\nOpen the original post ↗ https://a.example/x\n"
    assert told(text) == [(4, FERRY), (5, ROPES)]
    assert read(text).url == "https://a.example/x"


def test_a_text_that_another_repeats_is_told_once() -> None:
    text = f"---\ntldr: '{FERRY}'\nsummary: '{FERRY} {ROPES}'\ndescription: {FERRY[:-1]}…\n---\n"
    assert told(text) == [(3, FERRY), (3, ROPES)]


def test_a_teaser_above_a_longer_body_is_left_out() -> None:
    assert told(f"---\ndescription: {FERRY}\n---\n{ROPES}") == [(4, ROPES)]
