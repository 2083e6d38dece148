"""Make a recap of a file's text, whatever it is written in."""

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

from bot.errors import Diagnostic
from bot.model.recap import Block, BlockKind, Recap
from bot.recaps.block_builder import BlockBuilder
from bot.recaps.cleanup.boilerplate import original_url, without_boilerplate
from bot.recaps.cleanup.line_repairs import repair_lines
from bot.recaps.cleanup.site_tags import without_site_tags
from bot.recaps.cleanup.summary import read_summary
from bot.recaps.formats.html import is_mostly_html, read_html
from bot.recaps.formats.markdown import read_markdown
from bot.recaps.formats.plain_text import is_plain, with_headings, with_marks
from bot.recaps.formats.web_page import is_web_page, read_web_page
from bot.recaps.front_matter.dates import date_in_file_name
from bot.recaps.front_matter.metadata import Metadata, read_metadata
from bot.recaps.front_matter.split import FrontMatter, split_front_matter
from bot.recaps.language import guess_language

_BLOCKS_FOR_LANGUAGE = 60
_NUMBERED = re.compile(r"[^\W\d]+\s?(?=\d)")


def text_to_recap(text: str, path: Path, diagnostics: Sequence[Diagnostic] = ()) -> Recap:
    """Read a post's facts and blocks; what was repaired or dropped on the way is in its diagnostics."""
    place = name_to_text(str(path))
    front = split_front_matter(text, place)
    told, blocks = _read_body(front, path)
    facts = _first_told(read_metadata(front, place), told)
    url = facts.url or original_url(blocks)
    blocks = without_boilerplate(blocks)
    blocks = [*read_summary(front, blocks), *blocks]
    diagnostics = (*diagnostics, *front.diagnostics, *facts.diagnostics)
    if not blocks:
        diagnostics += (
            Diagnostic(place, 0, "there is no text to find anything in", "write the recap below its facts"),
        )
    return Recap(
        name_to_text(path.stem),
        place,
        facts.title or _title_in(blocks),
        tuple(blocks),
        facts.author,
        facts.published_on or date_in_file_name(path.name),
        url,
        facts.event,
        facts.tags,
        facts.language or guess_language(" ".join(block.text for block in blocks[:_BLOCKS_FOR_LANGUAGE])),
        diagnostics,
    )


def name_to_text(name: str) -> str:
    """Return a file's name as it can be shown, also where it was written with letters that are not UTF-8."""
    return name.encode("utf-8", "replace").decode()


def _read_body(front: FrontMatter, path: Path) -> tuple[Metadata, list[Block]]:
    """Detect what the body is written in by what it holds; only of HTML without a head does the ending say more."""
    body, line = front.body, front.body_line
    if is_web_page(body):
        return read_web_page(body, line)
    if is_mostly_html(body, named_html=path.suffix.lower() in (".html", ".htm")):
        page = BlockBuilder()
        read_html(without_site_tags(body), line, page)
        return Metadata(), page.blocks
    body = repair_lines(body)
    if is_plain(body):
        return Metadata(), with_headings(read_markdown(with_marks(body), line, line_is_paragraph=True))
    return Metadata(), read_markdown(without_site_tags(body), line)


def _title_in(blocks: Sequence[Block]) -> str:
    """Return the first heading where it is of the first level and none of a series ("Day 1", "Day 2")."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    if not headings or headings[0].level != 1:
        return ""
    numbered = _NUMBERED.match(headings[0].text)
    series = [other for other in headings[1:] if other.level == 1 and numbered and other.text.startswith(numbered[0])]
    return "" if series else headings[0].text


def _first_told(front: Metadata, page: Metadata) -> Metadata:
    """Fill what the front matter leaves open with what the page itself says."""
    names = (part.name for part in fields(Metadata) if part.name != "diagnostics")
    return replace(front, **{name: getattr(front, name) or getattr(page, name) for name in names})
