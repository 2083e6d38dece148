"""Extract the post from a web page: Markdown without menus, and the page's metadata."""

from trafilatura import extract

from bot.errors import BotError
from bot.recaps.formats.web_page import read_web_page
from bot.recaps.front_matter.metadata import Metadata


def page_to_markdown(html: str, url: str, place: str) -> tuple[Metadata, str]:
    """Return the metadata and the text of the post on a page; raise BotError if there is none."""
    facts, _ = read_web_page(html, 1)
    markdown = extract(
        html,
        url=url or None,
        output_format="markdown",
        include_comments=False,
        include_formatting=True,
        include_links=True,
        include_tables=True,
        favor_recall=True,
    )
    if not markdown or not markdown.strip():
        raise BotError(f"{place}: no post can be found on the page; copy its text into a file and add that")
    return facts, markdown + "\n"
