"""Read a post's metadata from its front matter: title, author, day, address, event, tags and language."""

import datetime as dt
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.errors import Diagnostic
from bot.recaps.front_matter.dates import read_date
from bot.recaps.front_matter.parse_front_matter import Value
from bot.recaps.front_matter.split import FrontMatter
from bot.recaps.language import read_language
from bot.recaps.rich_text import collapse_blanks

_TITLES = ("title", "name", "ogtitle", "headline")
_AUTHORS = ("author", "authors", "contributors", "writer", "creator", "by")
_DATES = (
    "date",
    "published",
    "publishedon",
    "publishedat",
    "publishdate",
    "pubdate",
    "datepublished",
    "datetime",
    "created",
)
_URLS = ("canonicalurl", "canonical", "externalurl", "originalurl", "url", "permalink", "link", "source", "sourceurl")
_EVENTS = ("event", "edition", "conference")
_TAGS = ("tags", "tag", "categories", "category", "keywords", "topics")
_LANGUAGES = ("lang", "language", "languagecode", "locale")
_NAMES = ("name", "title", "label", "id")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of a post; "" and None if unknown."""

    title: str = ""
    author: str = ""
    published_on: dt.date | None = None
    url: str = ""
    event: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def read_metadata(front: FrontMatter, path: str) -> Metadata:
    """Return the facts, with a diagnostic for a date that cannot be used."""
    published_on, diagnostics = _read_date(front, path)
    return Metadata(
        _first_text(front, _TITLES),
        ", ".join(dict.fromkeys(_texts(front, _AUTHORS[:2]) or _texts(front, _AUTHORS))),
        published_on,
        next((url for url in _texts(front, _URLS) if is_web_address(url)), ""),
        _first_text(front, _EVENTS),
        distinct(_read_tags(front)),
        next((code for text in _texts(front, _LANGUAGES) if (code := read_language(text))), ""),
        diagnostics,
    )


def is_web_address(text: str) -> bool:
    """Return whether a text is the whole address of a page on the web."""
    return text.lower().startswith(("http://", "https://")) and " " not in text


def distinct(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags once each, however they are capitalised."""
    once: dict[str, str] = {}
    for tag in tags:
        once.setdefault(tag.casefold(), tag)
    return tuple(once.values())


def _read_date(front: FrontMatter, path: str) -> tuple[dt.date | None, tuple[Diagnostic, ...]]:
    diagnostics: list[Diagnostic] = []
    for key in _DATES:
        for text in _texts(front, (key,)):
            day = read_date(text)
            if day is not None:
                return day, tuple(diagnostics)
            reason = f'the date "{text[:40]}" is no certain day'
            diagnostics.append(Diagnostic(path, front.lines.get(key, 0), reason, "write it as YYYY-MM-DD"))
    return None, tuple(diagnostics)


def _read_tags(front: FrontMatter) -> list[str]:
    tags: list[str] = []
    for key in _TAGS:
        value = front.values.get(key, "")
        parts = value.split(",") if isinstance(value, str) else _flat(value)
        tags.extend(tag for part in parts if (tag := plain(part).lstrip("#")))
    return tags


def _first_text(front: FrontMatter, keys: Iterable[str]) -> str:
    return next(iter(_texts(front, keys)), "")


def _texts(front: FrontMatter, keys: Iterable[str]) -> list[str]:
    return [text for key in keys for part in _flat(front.values.get(key, "")) if (text := plain(part))]


def _flat(value: Value) -> list[str]:
    """Return the texts in a value: itself, those of a list, the name in a person's own facts."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        named = [value[name] for name in _NAMES if name in value]
        return _flat(named[0]) if named else []
    return [text for part in value for text in _flat(part)]


def plain(text: str) -> str:
    """Return a fact without links, entities and line ends."""
    if "](" in text:
        text = _MARKDOWN_LINK.sub(r"\1", text)
    return collapse_blanks(html.unescape(text))
