"""Remove tags of site generators (Jekyll, Hugo, Docusaurus, Obsidian) from Markdown, keeping the words in them."""

import re

# In each pair below, the inside must not open the pair again, so that a text full of openings is read in linear time.
_COMMENTED = re.compile(r"\{%-?\s*comment\b(?:(?!\{%-?\s*comment\b).)*?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
_PAIRED = re.compile(
    r"""\{(?:%-?|\{[<%])\s*(?P<name>highlight|mermaid|plantuml|code|chart|gist|figure|img\w*|image|gallery)\b
        (?:(?!\{(?:%-?|\{[<%])\s*(?P=name)\b).)*?\{(?:%-?\s*end|\{[<%]\s*/\s*)(?P=name)\s*-?[%>]\}\}?""",
    re.DOTALL | re.VERBOSE,
)
_END = re.compile(r"\{[{%][<%-]?\s*(?:/|end)")
_YOUTUBE = re.compile(
    r"\{[{%][<%]?\s*(?:include\s+)?youtube\S*\s+(?:\w+\s*=\s*)?[\"']?([\w-]{11})\b[\"']?[^{}]*\}\}?", re.IGNORECASE
)
# A tag may go over several lines, but over no empty one: an unclosed tag swallows no paragraphs.
_TAG = re.compile(
    r"""\{\{ (?:[^{}\n] | \n(?![ \t]*\n) | \{(?!\{) | \}(?!\}))* \}\}
    |   \{% (?:[^{}%\n] | \n(?![ \t]*\n) | %(?!\}))* %\}""",
    re.VERBOSE,
)
_YOUTUBE_COMPONENT = re.compile(
    r"<\w*youtube\w*\s[^<>]*?\b(?:video)?id\s*=\s*[\"']([\w-]{11})[\"'][^<>]*?/?>", re.IGNORECASE
)
# Within a component on separate lines, MDX contains Markdown although CommonMark sees HTML.
_COMPONENT = re.compile(r"^[ \t]*</?[A-Z][\w.]*(?:\s[^<>]*)?/?>[ \t]*$", re.MULTILINE)
_FRAME = r'<iframe src="https://www.youtube.com/watch?v=\1"></iframe>'
_TEMPLATE_AS_CODE = re.compile(r"`\{\{-?([^{}<%`\n]++)\}\}`")
_WIKILINK = re.compile(r"!?\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
_ATTRIBUTES = re.compile(r"\{(?:[:#][^{}\n]*|\.[A-Za-z][\w-]*(?:\s[^{}\n]*)?)\}")
_JSX_VALUE = re.compile(r"(<[A-Za-z][^<>{}]*)=\{(?:[^{}]|\{[^{}]*\})*\}")
_JSX_COMMENT = re.compile(r"\{/\*(?:(?!\{/\*).)*?\*/\}", re.DOTALL)
_MDX_CODE = re.compile(
    r"""^(?:import\s(?:[^;'"`\n]|\n(?!import\s))*?\sfrom\s+['"][^'"\n]+['"];?
        |   import\s+['"][^'"\n]+['"];?
        |   export\s+(?:default|const)\s[^\n]*[{\[(]\n(?:(?!export\s)[^\n]*\n)*?[}\])]+;?
        |   export\s+(?:default|const)\s[^\n]*)[ \t]*$""",
    re.MULTILINE | re.VERBOSE,
)
_HIDDEN = re.compile(r"%%(?:(?!%%).)+%%", re.DOTALL)
_HIGHLIGHTED = re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]+)(?<=[^\s=])==(?![=\w])")
_NAMED_EMOJI = re.compile(r"(?<=\s):[a-z][a-z0-9_+-]+:(?=[.,!?)]|[ \t]*$)", re.MULTILINE)
_FORMULA = re.compile(r"\$\$?(?=[^$\n]*\\(?:color|text|math))([^$\n]++)\$\$?")
_COLOUR = re.compile(r"\\(?:textcolor|color|colorbox)\s*\{[^{}]*\}")
_COMMAND = re.compile(r"\\[A-Za-z]+\s?")
_ESCAPED = re.compile(r"\\(.)")


def without_site_tags(text: str) -> str:
    """Return the text with as many lines as before; a tag for a YouTube video becomes a frame with its address."""
    if "{" in text:
        text = _without_braces(text)
    if "<" in text:
        text = _COMPONENT.sub(_only_line_ends, _YOUTUBE_COMPONENT.sub(_FRAME, text))
    if "[[" in text:
        text = _WIKILINK.sub(_wikilink_to_link, text)
    if "\\" in text and "$" in text:
        text = _FORMULA.sub(lambda formula: _formula_to_words(formula[1]), text)
    if "import " in text or "export " in text:
        text = _MDX_CODE.sub(_only_line_ends, text)
    if "%%" in text:
        text = _HIDDEN.sub(_only_line_ends, text)
    if "==" in text:
        text = _HIGHLIGHTED.sub(r"\1", text)
    return _NAMED_EMOJI.sub("", text)


def _without_braces(text: str) -> str:
    if "={" in text:
        text = _replaced_until_stable(_JSX_VALUE, r'\1=""', text)
    if "{{" in text or "{%" in text:
        text = _TEMPLATE_AS_CODE.sub(_template_to_code, text)
        text = _YOUTUBE.sub(_FRAME, text)
        if _END.search(text):
            text = _COMMENTED.sub(_only_line_ends, text)
            text = _PAIRED.sub(_only_line_ends, text)
        text = _TAG.sub(_only_line_ends, text)
    if "{/*" in text:
        text = _JSX_COMMENT.sub(_only_line_ends, text)
    return _ATTRIBUTES.sub("", text)


def _replaced_until_stable(pattern: re.Pattern[str], replacement: str, text: str) -> str:
    for _ in range(8):
        text, count = pattern.subn(replacement, text)
        if not count:
            break
    return text


def _only_line_ends(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _wikilink_to_link(match: re.Match[str]) -> str:
    if match[0].startswith("!"):
        return ""
    page, words = match[1].strip(), (match[2] or match[1]).strip()
    return f"[{words}](<{page}>)"


def _template_to_code(match: re.Match[str]) -> str:
    return f"`{match[1].removesuffix('-').strip()}`"


def _formula_to_words(formula: str) -> str:
    words = _COMMAND.sub("", _COLOUR.sub("", formula).replace("\\ ", "\0"))
    words = _ESCAPED.sub(r"\1", words).replace("{", "").replace("}", "")
    return words.replace("\0", " ")
