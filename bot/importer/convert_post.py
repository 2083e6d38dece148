"""Convert a post from elsewhere to a recap: add its metadata above it, and extract its entries."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.catalogue.load import load_catalogue
from bot.catalogue.normalize import normalize
from bot.errors import BotError
from bot.extraction.extract import extract
from bot.extraction.find_event import event_of
from bot.importer.extract_article import page_to_markdown
from bot.importer.http_response import PAGES
from bot.importer.post import Post, RawPost, speaks_of_kubecon
from bot.importer.urls import host_of, same_address
from bot.model.recap import Recap
from bot.recaps.decode import decode_page
from bot.recaps.formats.web_page import is_web_page
from bot.recaps.front_matter.metadata import Metadata, read_metadata
from bot.recaps.front_matter.split import split_front_matter
from bot.recaps.front_matter.write import FETCHED_FROM, write_metadata, write_metadata_above
from bot.recaps.read_recap import text_to_recap

_TEXT_ENDINGS = (".md", ".mdx", ".markdown", ".txt")
_PAGE_ENDINGS = (".html", ".htm")
_LONGEST_NAME = 60
_LONGEST_TEXT = 1_000_000  # letters; it is read again whenever it changes


def convert_post(raw: RawPost, corpus: Path) -> Post:
    """Convert a post with the catalogue of `corpus`; raise BotError if it contains nothing to read."""
    text = decode_page(raw.body, raw.charset, raw.place)
    told, ending = Metadata(), Path(raw.name).suffix.lower()
    is_page = raw.media_type in PAGES or ending in _PAGE_ENDINGS or is_web_page(text)
    if is_page:
        told, text = page_to_markdown(text, raw.url, raw.place)
    if len(text) > _LONGEST_TEXT:
        raise BotError(f"{raw.place}: it is longer than any post ({len(text):,} letters); add the part that matters")
    catalogue = load_catalogue(corpus)
    stated = Metadata() if is_page else read_metadata(split_front_matter(text, ""), "")
    recap = _with_facts(text_to_recap(text, Path(raw.name)), told, raw.hints)
    names_kubecon = speaks_of_kubecon("\n".join((raw.name, recap.title, *recap.tags, text)))
    event = event_of(recap, catalogue)
    # a place and a year may be those of a KubeCon by chance
    edition = event if names_kubecon and catalogue.edition(event) else ""
    facts = {**_unstated(stated, recap, edition), **_origin(stated, recap, raw)}
    text = write_metadata_above(text, facts) if is_page else write_metadata(text, facts)
    name = _slug(recap.title) or _slug(Path(raw.name).stem) or "recap"
    ending = ending if ending in _TEXT_ENDINGS else ".md"
    kept = text_to_recap(text, Path(name + ending))
    return Post(
        raw.place,
        name,
        ending,
        text,
        kept,
        event_of(kept, catalogue),
        extract(kept, catalogue),
        names_kubecon,
        frozenset(_addresses(raw)),
    )


def _with_facts(recap: Recap, told: Metadata, hints: Metadata) -> Recap:
    """Return a recap with the metadata of its page, and otherwise of its feed."""
    return replace(
        recap,
        title=told.title or recap.title or hints.title,
        author=told.author or recap.author or hints.author,
        published_on=told.published_on or recap.published_on or hints.published_on,
        url=told.url or recap.url,
        tags=told.tags or recap.tags or hints.tags,
    )


def _unstated(stated: Metadata, recap: Recap, edition: str) -> dict[str, str | Sequence[str]]:
    """Return the facts known of a post that it does not state above its text."""
    facts: dict[str, str | Sequence[str]] = {
        "title": "" if stated.title else recap.title,
        "author": "" if stated.author else recap.author,
        "date": "" if stated.published_on or not recap.published_on else recap.published_on.isoformat(),
        "edition": "" if stated.event else edition,
        "tags": () if stated.tags else recap.tags,
    }
    return {key: value for key, value in facts.items() if value}


def _origin(stated: Metadata, recap: Recap, raw: RawPost) -> dict[str, str | Sequence[str]]:
    """Return the address a post came from; an address that the page gives itself counts only on the same site."""
    facts: dict[str, str | Sequence[str]] = {}
    addresses = _addresses(raw)
    is_own = not raw.url or host_of(recap.url) == host_of(raw.url)
    source = recap.url if recap.url and is_own else "".join(addresses[-1:])
    if source and not stated.url:
        facts["source"] = source
    if addresses:
        facts[FETCHED_FROM] = addresses if len(addresses) > 1 else addresses[0]
    return facts


def _addresses(raw: RawPost) -> list[str]:
    """Return the requested address, and the one where the post was found if it differs."""
    return list(dict.fromkeys(same_address(url) for url in (raw.asked, raw.url) if url))


def _slug(title: str) -> str:
    """Return a name for a file: words with hyphens between them, cut after a word."""
    words = re.sub(r"[^\w]+", "-", normalize(title)).strip("-_")
    return words if len(words) <= _LONGEST_NAME else words[:_LONGEST_NAME].rpartition("-")[0] or words[:_LONGEST_NAME]
