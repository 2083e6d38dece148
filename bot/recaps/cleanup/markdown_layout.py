"""Repair lines whose layout means more than Markdown understands."""

import re

# Five blanks after a bullet make code of its text.
_FAR_BULLET = re.compile(r"^([ \t]*(?:[-*+]|\d{1,3}[.)]))[ \t]{5,}(?=\S)", re.MULTILINE)
# Words after a wide gap are a separate column.
_COLUMN = re.compile(r"(?<=[^\W\d_][\w)?!.\"’”'])(?: {4,}|\t+ *)(?=[^\s|])")
_LABEL = re.compile(
    r"(?:\*\*|__)?[^\W\d_](?:[^\W_]|[ /-]){1,24}(?:\([^()\n]{1,3}\))?(?:[:：](?:\*\*|__)|(?:\*\*|__)?[:：])"
    r"(?!//)(?=[ \t]*\S)"
)
_OPEN_LINK = re.compile(r"\]\(https?://[^()\s]{1,500}(?=[ \t]*$)", re.MULTILINE)  # whose bracket is never closed
_ORG_LINK = re.compile(r"\[\[(https?://[^\[\]\s]{1,500})\]\[([^\[\]\n]{1,300})\]\]")  # as Org mode writes links
_LONGEST_LABELLED_LINE = 300


def repair_lines(text: str) -> str:
    """Return a text with as many lines, in which indented bullets are items and wide gaps separate columns."""
    text = _FAR_BULLET.sub(r"\1 ", text) if "     " in text or "\t" in text else text
    text = _ORG_LINK.sub(r"[\2](\1)", text) if "[[http" in text else text
    text = _OPEN_LINK.sub(r"\g<0>)", text) if "](" in text else text
    return _COLUMN.sub(" · ", text) if "    " in text or "\t" in text else text


def break_label_lines(paragraph: str) -> str:
    """End each line of a paragraph before a label on purpose: "**Title**: …", below it "**Speakers**: …"."""
    if "\n" not in paragraph or not _LABEL.match(paragraph):
        return paragraph
    lines = paragraph.split("\n")
    labelled = [bool(_LABEL.match(line)) and len(line) <= _LONGEST_LABELLED_LINE for line in lines]
    ends = (*("  \n" if is_label else "\n" for is_label in labelled[1:]), "")
    return "".join(line.rstrip() + end for line, end in zip(lines, ends, strict=True))
