"""Make a recap of a file's text, whatever it is written in."""

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

from bot.errors import Complaint
from bot.recaps.clutter import original_url, without_clutter
from bot.recaps.dates import date_in_file_name
from bot.recaps.facts import Facts, read_facts
from bot.recaps.front_matter import FrontMatter, split_front_matter
from bot.recaps.language import guess_language
from bot.recaps.leads import read_leads
from bot.recaps.markdown import read_markdown
from bot.recaps.page import Page
from bot.recaps.plain_text import first_line_title, is_plain, with_headings, with_marks
from bot.recaps.raw_html import is_mostly_html, read_html
from bot.recaps.recap import Block, BlockKind, Recap
from bot.recaps.site_tags import without_site_tags
from bot.recaps.web_page import is_web_page, read_web_page

_WORDS_FOR_LANGUAGE = 60


def text_to_recap(text: str, path: Path, complaints: Sequence[Complaint] = ()) -> Recap:
    """Read a post's facts and blocks; what was repaired or dropped on the way is in its complaints."""
    place = str(path)
    front = split_front_matter(text, place)
    told, blocks = _read_body(front, path)
    facts = _first_told(read_facts(front, place), told)
    url = facts.url or original_url(blocks)
    blocks = without_clutter(blocks)
    blocks = [*read_leads(front, blocks), *blocks]
    complaints = (*complaints, *front.complaints, *facts.complaints)
    if not blocks:
        complaints += (Complaint(place, 0, "there is no text to find anything in", "write the recap below its facts"),)
    return Recap(
        path.stem,
        place,
        facts.title,
        tuple(blocks),
        facts.author,
        facts.published_on or date_in_file_name(path.name),
        url,
        facts.event,
        facts.tags,
        facts.language or guess_language(" ".join(block.text for block in blocks[:_WORDS_FOR_LANGUAGE])),
        complaints,
    )


def _read_body(front: FrontMatter, path: Path) -> tuple[Facts, list[Block]]:
    body, line = front.body, front.body_line
    if is_web_page(body):
        return read_web_page(body, line)
    if is_mostly_html(body, named_html=path.suffix.lower() in (".html", ".htm")):
        page = Page()
        read_html(without_site_tags(body), line, page)
        return Facts(title=_title_in(page.blocks)), page.blocks
    if is_plain(body):
        blocks = with_headings(read_markdown(with_marks(body), line, line_is_paragraph=True))
        return Facts(title=_title_in(blocks) or first_line_title(blocks)), blocks
    blocks = read_markdown(without_site_tags(body), line)
    return Facts(title=_title_in(blocks)), blocks


def _title_in(blocks: Sequence[Block]) -> str:
    """Return the first heading where it is of the first level and none of a series ("Day 1", "Day 2")."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    if not headings or headings[0].level != 1:
        return ""
    title = headings[0].text
    begins_alike = (other.text.split()[0] == title.split()[0] for other in headings[1:] if other.level == 1)
    return "" if any(begins_alike) else title


def _first_told(front: Facts, page: Facts) -> Facts:
    """Fill what the front matter leaves open with what the page itself says."""
    names = (part.name for part in fields(Facts) if part.name != "complaints")
    return replace(front, **{name: getattr(front, name) or getattr(page, name) for name in names})
