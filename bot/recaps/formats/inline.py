"""Parse inline Markdown: bold, italic, links and line breaks, without pictures."""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.recaps.rich_text import RichText, RichTextBuilder, collapse_blanks, is_address, joined, links_in

# Most paragraphs contain none of these signs, and many that do no markup; detecting both is faster than parsing.
_SIGN = re.compile(r"[\\`*\[~<&_]")
_MARKUP = re.compile(r"[\\`*\[]|~~|<[A-Za-z/!?]|&[#\w]+;|(?<!\w)_|_(?!\w)")
# CommonMark closes no bold run between a sign and a letter, as "**이름(name)**은" has it; Korean, Chinese and Japanese
# posts do so all the time.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BOLD = re.compile(r"\*\*(?=[^\s*])([^*`\n]+)(?<=[^\s*])\*\*")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*+)([^>]*)", re.DOTALL)
_ADDRESS = re.compile(r"""\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_RUNS = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}
_UNSEEN_TAGS = {"script", "style", "svg"}
_PLAYERS = {"iframe", "video", "source", "embed"}
# A line continues after the author's break if the sentence clearly does.
_GOES_ON = (":", ",", ";", "–", "—", "-", "&")


def read_inline(
    markdown: MarkdownIt, content: str, line: int, env: dict[str, object], *, line_is_paragraph: bool
) -> list[RichText]:
    """Return the words of a paragraph that begins at a line, split at deliberate line breaks."""
    if not (_SIGN.search(content) and _MARKUP.search(content)) and "  \n" not in content:
        return _plain(content, line, line_is_paragraph=line_is_paragraph)
    if "**" in content and _UNSPACED.search(content):
        content = _BOLD.sub(r"<strong>\1</strong>", content)
    tokens: list[Token] = []
    markdown.inline.parse(content, markdown, env, tokens)
    builder = RichTextBuilder(line)
    is_unseen = False
    for token in tokens:
        if token.type == "html_inline":
            is_unseen = _read_tag(builder, token.content, is_unseen=is_unseen)
        elif token.type == "softbreak" and line_is_paragraph:
            builder.break_line()
        elif not is_unseen:
            _READ.get(token.type, _ignore)(builder, token)
    pieces = builder.build()
    return pieces if line_is_paragraph else _with_sentences_whole(pieces)


def _plain(content: str, line: int, *, line_is_paragraph: bool) -> list[RichText]:
    parts = content.split("\n") if line_is_paragraph else [content]
    pieces = ((collapse_blanks(part), number) for number, part in enumerate(parts, line))
    return [RichText(text, number, links=links_in(text)) for text, number in pieces if text]


def _read_tag(builder: RichTextBuilder, tag: str, *, is_unseen: bool) -> bool:
    """Parse one HTML tag within a paragraph; return whether the following text is hidden."""
    found = _TAG.match(tag)
    if found is None:
        return is_unseen
    closes, name = found[1], found[2].lower()
    if name in _UNSEEN_TAGS:
        return not closes
    if name == "br":
        builder.break_line(0)
    elif closes:
        builder.close(_RUNS.get(name, name))
    elif name in _RUNS:
        builder.open(_RUNS[name])
    elif name in _PLAYERS or name == "a":
        _read_address(builder, name, found[3])
    return is_unseen


def _read_address(builder: RichTextBuilder, name: str, attributes: str) -> None:
    found = _ADDRESS.search(attributes)
    url = next((part for part in found.groups() if part), "") if found else ""
    if name == "a":
        builder.open("a", url)
    elif is_address(url):
        builder.add_link("", url)


def _with_sentences_whole(pieces: list[RichText]) -> list[RichText]:
    groups: list[list[RichText]] = []
    before = ""
    for piece in pieces:
        if groups and (not piece.text or before.endswith(_GOES_ON) or piece.text[:1].islower()):
            groups[-1].append(piece)
        else:
            groups.append([piece])
        before = piece.text or before
    return [joined(group) for group in groups]


def _ignore(_builder: RichTextBuilder, _token: Token) -> None:
    """Drop a picture or the number of a footnote."""


def _open_link(builder: RichTextBuilder, token: Token) -> None:
    builder.open("a", str(token.attrs.get("href", "")))


_READ: dict[str, Callable[[RichTextBuilder, Token], None]] = {
    "text": lambda builder, token: builder.add(token.content),
    "text_special": lambda builder, token: builder.add(token.content),
    "code_inline": lambda builder, token: builder.add(token.content),
    "softbreak": lambda builder, _: builder.wrap(),
    "hardbreak": lambda builder, _: builder.break_line(),
    "strong_open": lambda builder, _: builder.open("strong"),
    "strong_close": lambda builder, _: builder.close("strong"),
    "em_open": lambda builder, _: builder.open("em"),
    "em_close": lambda builder, _: builder.close("em"),
    "link_open": _open_link,
    "link_close": lambda builder, _: builder.close("a"),
}
