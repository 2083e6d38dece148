"""Parse a saved web page: its article without menus, and the metadata in its head."""

import logging
import re

from bot.model.recap import Block
from bot.recaps.block_builder import BlockBuilder
from bot.recaps.formats.html import read_html
from bot.recaps.front_matter.dates import read_date
from bot.recaps.front_matter.metadata import Metadata, distinct, is_web_address, plain
from bot.recaps.language import read_language

_DOCUMENT = re.compile(
    r"\s*+(?:<!--(?>.*?-->)\s*+)*+(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE | re.DOTALL
)
_LANGUAGE = re.compile(r"<html\b[^<>]*\blang\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_CANONICAL = re.compile(
    r"<link\b(?=[^<>]*\brel\s*=\s*[\"']?canonical\b)[^<>]*\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE
)
_LOCAL = re.compile(r"https?://(?:localhost|127\.|0\.0\.0\.0|\[)", re.IGNORECASE)
_NOT_LETTERS = re.compile(r"[\W_]+")


def is_web_page(text: str) -> bool:
    """Distinguish a whole HTML document from a post that only uses some HTML."""
    return _DOCUMENT.match(text[:5_000]) is not None


def read_web_page(html: str, first_line: int) -> tuple[Metadata, list[Block]]:
    """Return the metadata and the blocks of a page's article; all text if no article can be found."""
    # Imported here because it takes a third of a second, and most recaps are not web pages.
    from trafilatura import bare_extraction  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # that a page has no article is no one's error
    page = BlockBuilder()
    read_html(html, first_line, page)
    found = bare_extraction(
        html,
        favor_recall=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or isinstance(found, dict):
        return Metadata(url=_canonical(html), language=_language(html)), page.blocks
    facts = Metadata(
        plain(found.title or ""),
        ", ".join(name.strip() for name in (found.author or "").split(";") if name.strip()),
        read_date(found.date or ""),
        _canonical(html) or (found.url if found.url and not _LOCAL.match(found.url) else ""),
        "",
        distinct(tag.strip() for tags in found.tags or () for tag in tags.split(",")),
        _language(html),
    )
    return facts, _within(page.blocks, found.text or "", facts.title)


def _within(blocks: list[Block], article: str, title: str) -> list[Block]:
    """Keep the blocks whose words are in the article."""
    letters = _letters(article)
    return [block for block in blocks if _letters(block.text) in letters and block.text != title] or blocks


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()


def _canonical(html: str) -> str:
    found = _CANONICAL.search(html)
    return found[1] if found and is_web_address(found[1]) and not _LOCAL.match(found[1]) else ""


def _language(html: str) -> str:
    found = _LANGUAGE.search(html[:5_000])
    return read_language(found[1]) if found else ""
