"""Leave out what a page shows around a post: menus, buttons, tag lists, notices."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.model.recap import Block, BlockKind

_LONGEST = 200
_MORE = re.compile(
    r"""(?:read|learn|find\sout|see|show|view|continue)\s(?:more|reading)
    |   weiterlesen|mehr\s(?:lesen|erfahren)|lire\s(?:la\ssuite|plus)|en\ssavoir\splus|leer\smás
    |   続きを読む|더\s보기|阅读(?:更多|全文)""",
    re.IGNORECASE | re.VERBOSE,
)
_ORIGINAL = re.compile(
    r"""(?:open|read|view|see|visit)\s(?:the\s)?(?:full|original)\s(?:post|article|story|version)\b
        (?:.{0,30}|\W*https?://\S+)
    |   (?:this\s(?:blog\s)?(?:post|article)\s)?(?:was\s|has\sbeen\s)?(?:originally|first)\s
        (?:published|posted|appeared)\b.*
    |   (?:zum\soriginal|ursprünglich\s(?:erschienen|veröffentlicht)|article\soriginal|publié\sinitialement)\b.*
    |   元記事.*|원문.*|(?:原文|阅读原文).*""",
    re.IGNORECASE | re.VERBOSE,
)
_BUTTON = re.compile(
    r"""(?:back|go|jump|skip|scroll)\sto\s(?:the\s)?(?:top|main\scontent|content|home|blog)
    |   (?:previous|next|older|newer|prev)(?:\s(?:post|article|page|entry)s?)?
    |   (?:share|follow|subscribe|sign\sup|log\sin|tweet|print|edit)
        (?:\s(?:this|on|to|us|me|via|our|the|now|page|post|article|newsletter|blog|twitter|x|linkedin|facebook|reddit))*
    |   (?:leave|post|add|write)\sa\s(?:comment|reply)
    |   (?:vorheriger|nächster)\s(?:beitrag|artikel)|nach\soben|teilen|article\s(?:précédent|suivant)|partager
    |   \d+\s?(?:min(?:ute)?s?|分钟|分)(?:\sread)?
    |   menu|search|home|advertisement|cookies?""",
    re.IGNORECASE | re.VERBOSE,
)
_NOTICE = re.compile(
    r"""©|\(c\)\s|copyright\s(?:©|\(c\)|\d)|all\srights\sreserved
    |   (?:(?:this|our|the)\s(?:web\s?site|site|blog)\suses|we\suse)\scookies
    |   by\s(?:continuing|clicking)\b.*\bcookie""",
    re.IGNORECASE | re.VERBOSE,
)
_TAGS = re.compile(
    r"""(?:tags?|categor(?:y|ies)|filed\sunder|tagged(?:\swith|\sas)?|posted\sin|schlagwörter|kategorien?
        |étiquettes|mots-clés|etiquetas|タグ|标签|태그)\s?[:：]
    |   (?:\#\w[\w-]*\s*){2,}$""",
    re.IGNORECASE | re.VERBOSE,
)
_CONTENTS = re.compile(
    r"(?:table of )?contents|toc|on this page|inhalt(?:sverzeichnis)?|sommaire|table des matières|índice"
    r"|目次|目录|목차",
    re.IGNORECASE,
)
_OTHER_POSTS = re.compile(
    r"(?:related|similar|recent|popular) (?:posts?|articles?|reading|stories)|you (?:may|might) also (?:like|enjoy)"
    r"|leave a (?:comment|reply)|ähnliche (?:beiträge|artikel)|articles (?:similaires|liés)|関連記事|相关文章",
    re.IGNORECASE,
)
_SIGNS_AROUND = " \t.,:;!?…()[]{}<>«»|/\\*_~#-–—·•→←↑↗⟶▶►👉🔗'\"“”‘’：。、！？（）「」"


def without_boilerplate(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks that are the post's own; the address behind a "Read more" goes with the block before it."""
    sieve = _BoilerplateFilter(frozenset(block.text for block in blocks if block.kind is BlockKind.HEADING))
    for block in blocks:
        sieve.add(block)
    return sieve.kept


def original_url(blocks: Sequence[Block]) -> str:
    """Return where a post first stood, if it says so, or ""."""
    for block in blocks:
        if len(block.text) <= _LONGEST and block.links and _ORIGINAL.fullmatch(block.text.strip(_SIGNS_AROUND)):
            return next((link.url for link in block.links if "://" in link.url), "")
    return ""


class _BoilerplateFilter:
    """Take blocks one by one, knowing under what kind of heading they stand."""

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
