"""Add a post to the recaps, from a file or from its address."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from bot.errors import BotError
from bot.importer.http_response import LARGEST_PAGE, POSTS, Fetch
from bot.importer.parse_feed import FeedPost
from bot.importer.post import Post, RawPost
from bot.importer.recap_folder import RecapFolder, SavedPost
from bot.importer.urls import without_secrets
from bot.recaps.front_matter.metadata import Metadata
from bot.recaps.read_recap import read_bytes

# Runs work that may take long, or never end, where it does no harm.
RunIsolated = Callable[..., Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class PostImporter:
    """Put posts into a folder of recaps, read with the catalogue in `corpus`."""

    corpus: Path
    folder: RecapFolder
    fetch: Fetch
    run_isolated: RunIsolated

    async def add_file(self, path: Path, *, force: bool = False) -> SavedPost:
        """Add the post in a file; raise BotError if it cannot be read or, unless forced, is off topic."""
        return await self._keep(await self._read(self._raw_in(path)), force=force)

    async def add_address(self, url: str, *, force: bool = False) -> SavedPost:
        """Add the post at an address; raise BotError if it cannot be fetched or, unless forced, is off topic."""
        return await self._keep(await self._fetch_and_read(url, Metadata()), force=force)

    async def add_from_feed(self, feed_post: FeedPost) -> SavedPost | None:
        """Add a post of a feed; return None if it does not mention KubeCon.

        If its page cannot be fetched, the text in the feed is used, provided that it is complete.
        """
        try:
            post = await self._fetch_and_read(feed_post.url, feed_post.facts)
        except BotError:
            if not feed_post.page:
                raise
            post = await self._read(_raw_of(feed_post))
        # a person's changes in a saved post stay, unless they ask for it again
        return await asyncio.to_thread(self.folder.keep, post, update=False) if post.names_kubecon else None

    def _raw_in(self, path: Path) -> RawPost:
        if path.resolve().is_relative_to(self.folder.folder.resolve()):
            raise BotError(f"{path}: it is already among the recaps, and is read as it is")
        return RawPost(str(path), path.name, read_bytes(path, LARGEST_PAGE))

    async def _fetch_and_read(self, url: str, hints: Metadata) -> Post:
        page = await self.fetch(url, POSTS)
        name = _name_in(page.url)
        place = without_secrets(url)
        return await self._read(RawPost(place, name, page.body, page.media_type, page.charset, url, page.url, hints))

    async def _read(self, raw: RawPost) -> Post:
        post: Post = await self.run_isolated(_read_post, raw, self.corpus)
        return post

    async def _keep(self, post: Post, *, force: bool) -> SavedPost:
        is_about_other = post.event and not post.event.startswith("kubecon-")
        if not (post.names_kubecon or is_about_other or force):
            raise BotError(
                f"{post.place}: it does not mention KubeCon, so it was not added; add --force to keep it anyway"
            )
        return await asyncio.to_thread(self.folder.keep, post)


def _read_post(raw: RawPost, corpus: Path) -> Post:
    # what reads posts is large, and not loaded in a process that runs it isolated
    from bot.importer.convert_post import convert_post  # noqa: PLC0415

    return convert_post(raw, corpus)


def _raw_of(post: FeedPost) -> RawPost:
    place, name = without_secrets(post.url), _name_in(post.url)
    return RawPost(place, name, post.page.encode(), "text/html", "utf-8", post.url, post.url, post.facts)


def _name_in(url: str) -> str:
    """Return the file name in an address."""
    return PurePosixPath(unquote(urlsplit(url).path)).name
