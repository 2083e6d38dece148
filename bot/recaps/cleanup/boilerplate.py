"""Drop what a page shows around a post: menus, buttons, tag lists, notices."""

from collections.abc import Sequence
from dataclasses import replace

from bot.languages.pattern_templates import compile_words
from bot.model.recap import Block, BlockKind

_LONGEST = 200
_MORE = compile_words(r"{read_more}")
_ORIGINAL = compile_words(r"{original_post}")
_BUTTON = compile_words(r"{button}")
_NOTICE = compile_words(r"©|{notice}")
_TAGS = compile_words(r"{tag_line}\s?[:：]|(?:#\w[\w-]*\s*){2,}$")
_CONTENTS = compile_words(r"{contents}")
_OTHER_POSTS = compile_words(r"{other_posts}")
_SIGNS_AROUND = " \t.,:;!?…()[]{}<>«»|/\\*_~#-–—·•→←↑↗⟶▶►👉🔗'\"“”‘’：。、！？（）「」"


def without_boilerplate(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks that are the post's own; the address behind a "Read more" goes with the block before it."""
    sieve = _BoilerplateFilter(frozenset(block.text for block in blocks if block.kind is BlockKind.HEADING))
    for block in blocks:
        sieve.add(block)
    return sieve.kept


def original_url(blocks: Sequence[Block]) -> str:
    """Return the address where a post was first published, if it says so, or ""."""
    for block in blocks:
        if len(block.text) <= _LONGEST and block.links and _ORIGINAL.fullmatch(block.text.strip(_SIGNS_AROUND)):
            return next((link.url for link in block.links if "://" in link.url), "")
    return ""


class _BoilerplateFilter:
    """Filter blocks one by one, depending on the heading above them."""

    def __init__(self, headings: frozenset[str]) -> None:
        self.kept: list[Block] = []
        self._headings = headings
        self._is_contents = False
        self._left_out_level = 0

    def add(self, block: Block) -> None:
        """Keep a block, or leave it out."""
        words = block.text.strip(_SIGNS_AROUND) if len(block.text) <= _LONGEST else ""
        if block.kind is BlockKind.HEADING:
            self._enter(block, words)
        if self._left_out_level:
            return
        if words and self._is_clutter(block, words):
            if _MORE.fullmatch(words) and self.kept:
                self.kept[-1] = replace(self.kept[-1], links=self.kept[-1].links + block.links)
            return
        if any(link.url.startswith("#") for link in block.links):
            links = tuple(link for link in block.links if not link.url.startswith("#"))
            block = replace(block, links=links)
        self.kept.append(block)

    def _enter(self, heading: Block, words: str) -> None:
        if not self._left_out_level or heading.level <= self._left_out_level:
            self._left_out_level = heading.level if _OTHER_POSTS.fullmatch(words) else 0
        self._is_contents = False

    def _is_clutter(self, block: Block, words: str) -> bool:
        if _CONTENTS.fullmatch(words):
            self._is_contents = True
            return True
        if block.kind is BlockKind.HEADING:
            return False
        if block.kind is BlockKind.ITEM and self._repeats_heading(block):
            return True
        if block.kind is BlockKind.PARAGRAPH and (_TAGS.match(words) or _TAGS.match(block.text)):
            return True
        fits = _MORE.fullmatch(words) or _BUTTON.fullmatch(words) or _ORIGINAL.fullmatch(words)
        return bool(fits or _NOTICE.match(block.text))

    def _repeats_heading(self, item: Block) -> bool:
        if self._is_contents and item.text in self._headings:
            return True
        return bool(item.links) and all(link.url.startswith("#") and link.text == item.text for link in item.links)
