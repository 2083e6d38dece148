"""Read recap files, one or a whole folder, whatever they hold."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bot.errors import Complaint, RecapError
from bot.recaps.dates import date_in_file_name
from bot.recaps.decoding import decode
from bot.recaps.facts import read_facts
from bot.recaps.front_matter import FrontMatter, split_front_matter
from bot.recaps.language import guess_language
from bot.recaps.markdown import read_markdown
from bot.recaps.plain_text import first_line_title, is_plain, with_bullets, with_headings
from bot.recaps.recap import Block, BlockKind, Recap
from bot.recaps.site_tags import without_site_tags

ENDINGS = (".md", ".mdx", ".markdown", ".txt", ".html", ".htm")
LARGEST_BYTES = 5_000_000
_TOO_LARGE = f"the file is over {LARGEST_BYTES // 1_000_000} MB, the most a recap may hold"


def read_recap(path: Path) -> Recap:
    """Read one recap; raise RecapError where the file holds nothing that can be read."""
    place = str(path)
    content = _read_bytes(path)
    decoded = decode(content, place)
    if decoded is None:
        raise _unreadable(place, "this is no text", "save it as text in UTF-8, or move it elsewhere")
    text, complaints = decoded
    if not text.strip():
        raise _unreadable(place, "the file is empty", "write the recap into it, or remove it")
    front = split_front_matter(text, place)
    facts = read_facts(front, place)
    blocks = _read_body(front)
    complaints += front.complaints + facts.complaints
    if not blocks:
        complaints += (Complaint(place, front.body_line, "there is no text below the facts", "write the recap"),)
    return Recap(
        path.stem,
        place,
        facts.title or _title_in(blocks, front),
        tuple(blocks),
        facts.author,
        facts.published_on or date_in_file_name(path.name),
        facts.url,
        facts.event,
        facts.tags,
        facts.language or guess_language(" ".join(block.text for block in blocks[:60])),
        complaints,
    )


def read_recaps(folder: Path) -> Iterator[Recap | Complaint]:
    """Read every recap in a folder, at any depth, in the order of their paths; a file that cannot be read is named."""
    seen: dict[str, str] = {}
    for path in find_recaps(folder):
        try:
            recap = read_recap(path)
        except RecapError as error:
            yield error.complaint
            continue
        if recap.id in seen:
            reason = f'another recap is named "{recap.id}" as well: {seen[recap.id]}'
            same = Complaint(recap.path, 0, reason, "rename one, so that answers tell them apart")
            recap = replace(recap, complaints=(*recap.complaints, same))
        seen.setdefault(recap.id, recap.path)
        yield recap


def find_recaps(folder: Path) -> list[Path]:
    """Return the recap files below a folder, hidden ones left out, in the order of their paths."""
    found: list[Path] = []
    been: set[str] = set()
    for here, folders, files in os.walk(folder, followlinks=True):
        folders[:] = [name for name in folders if not name.startswith(".")]
        real = str(Path(here).resolve())
        if real in been:
            folders.clear()
            continue
        been.add(real)
        names = (name for name in files if not name.startswith(".") and name.lower().endswith(ENDINGS))
        found.extend(Path(here) / name for name in names)
    return sorted(found)


def _read_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except FileNotFoundError:
        raise _unreadable(str(path), "there is no such file", "check the name") from None
    except OSError as error:
        reason = f"the file cannot be opened ({error.strerror})"
        raise _unreadable(str(path), reason, "check that it is a file and that it may be read") from error
    if len(content) > LARGEST_BYTES:
        raise _unreadable(str(path), _TOO_LARGE, "split it, or move it elsewhere")
    return content


def _unreadable(path: str, reason: str, remedy: str) -> RecapError:
    return RecapError(Complaint(path, 0, reason, remedy, fatal=True))


def _read_body(front: FrontMatter) -> list[Block]:
    if is_plain(front.body):
        return with_headings(read_markdown(with_bullets(front.body), front.body_line, line_is_paragraph=True))
    return read_markdown(without_site_tags(front.body), front.body_line)


def _title_in(blocks: list[Block], front: FrontMatter) -> str:
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING and block.level == 1), "")
    return heading or (first_line_title(blocks) if is_plain(front.body) else "")
