"""Read a recap file in any format."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

from bot.errors import Diagnostic, RecapError
from bot.model.recap import Block, BlockKind, Recap
from bot.recaps.block_builder import BlockBuilder
from bot.recaps.cleanup.boilerplate import original_url, without_boilerplate
from bot.recaps.cleanup.markdown_layout import repair_lines
from bot.recaps.cleanup.site_tags import without_site_tags
from bot.recaps.decode import decode
from bot.recaps.formats.html import is_mostly_html, read_html
from bot.recaps.formats.markdown import read_markdown
from bot.recaps.formats.plain_text import is_plain, with_headings, with_marks
from bot.recaps.formats.web_page import is_web_page, read_web_page
from bot.recaps.front_matter.dates import date_in_file_name
from bot.recaps.front_matter.metadata import Metadata, read_metadata
from bot.recaps.front_matter.read_summary import read_summary
from bot.recaps.front_matter.split import FrontMatter, split_front_matter
from bot.recaps.language import guess_language

LARGEST_BYTES = 5_000_000
_AHEAD = dt.timedelta(days=31)  # some posts are dated by the event they announce
_BLOCKS_FOR_LANGUAGE = 60
_BODY_FIELDS = ("content", "body", "text", "markdown")
_FEWEST_LINE_ENDS = 2
_NUMBERED = re.compile(r"[^\W\d]+\s?(?=\d)")


def read_recap(path: Path, today: dt.date | None = None) -> Recap:
    """Read one recap; raise RecapError if the file contains nothing readable.

    Dates more than a month after `today` are ignored.
    """
    decoded = decode(read_bytes(path, LARGEST_BYTES), name_to_text(str(path)))
    if decoded is None:
        raise _unreadable(path, "this is no text", "save it as text in UTF-8, or move it elsewhere")
    text, diagnostics = decoded
    if not text.strip():
        raise _unreadable(path, "the file is empty", "write the recap into it, or remove it")
    recap = text_to_recap(text, path, diagnostics)
    return _without_future_date(recap, today) if today else recap


def _without_future_date(recap: Recap, today: dt.date) -> Recap:
    if recap.published_on is None or recap.published_on <= today + _AHEAD:
        return recap
    reason = f"the date {recap.published_on} is more than a month ahead, and was not used"
    diagnostic = Diagnostic(recap.path, 0, reason, "write the day on which it was published")
    return replace(recap, published_on=None, diagnostics=(*recap.diagnostics, diagnostic))


def read_bytes(path: Path, most: int) -> bytes:
    """Return the bytes of a file; raise RecapError if it cannot be read or is larger than `most` bytes."""
    if path.exists() and not path.is_file():
        raise _unreadable(path, "this is no file", "name a file, or the folder that contains it as one of the folders")
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except FileNotFoundError:
        raise _unreadable(path, "there is no such file", "check the name") from None
    except OSError as error:
        reason = f"the file cannot be opened ({error.strerror})"
        raise _unreadable(path, reason, "check that it is a file and that it may be read") from error
    if len(content) > most:
        reason = f"the file is over {most // 1_000_000} MB, the most a recap may hold"
        raise _unreadable(path, reason, "split it, or move it elsewhere")
    return content


def _unreadable(path: Path, reason: str, remedy: str) -> RecapError:
    return RecapError(Diagnostic(name_to_text(str(path)), 0, reason, remedy, fatal=True))


def text_to_recap(text: str, path: Path, diagnostics: Sequence[Diagnostic] = ()) -> Recap:
    """Parse a post's metadata and blocks; its diagnostics list what was repaired or dropped."""
    place = name_to_text(str(path))
    front = _with_body(split_front_matter(text, place))
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
    """Return a file's name as text, even if it is not valid UTF-8."""
    return name.encode("utf-8", "replace").decode()


def _with_body(front: FrontMatter) -> FrontMatter:
    """Return a post whose whole text is one field of its front matter with that text as its body.

    YAML makes one line end of a blank line within quotes, so each is taken for one there.
    """
    for key in () if front.body.strip() else _BODY_FIELDS:
        value = front.values.get(key)
        if isinstance(value, str) and value.count("\n") >= _FEWEST_LINE_ENDS:
            body = value if "\n\n" in value else value.replace("\n", "\n\n")
            values = {name: other for name, other in front.values.items() if name != key}
            return replace(front, body=body, body_line=front.lines.get(key, front.first_line), values=values)
    return front


def _read_body(front: FrontMatter, path: Path) -> tuple[Metadata, list[Block]]:
    """Detect the format of the body from its contents; only for an HTML fragment does the file's ending count."""
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
    """Return the first heading if it is of level 1 and not one of a series ("Day 1", "Day 2")."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    if not headings or headings[0].level != 1:
        return ""
    numbered = _NUMBERED.match(headings[0].text)
    series = [other for other in headings[1:] if other.level == 1 and numbered and other.text.startswith(numbered[0])]
    return "" if series else headings[0].text


def _first_told(front: Metadata, page: Metadata) -> Metadata:
    """Fill missing front matter with the metadata of the page."""
    names = (part.name for part in fields(Metadata) if part.name != "diagnostics")
    return replace(front, **{name: getattr(front, name) or getattr(page, name) for name in names})
