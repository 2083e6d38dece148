"""Compare titles of talks, however a post or a schedule decorates them."""

import re
from dataclasses import dataclass

from bot.catalogue.normalize import normalize

_ELLIPSES = ("…", "...")
_SIGNS_BEFORE = re.compile(r"^[^\w(\"“'‘]+")
_NUMBER_OF_POSTER = re.compile(r"\s?\(PS ?\d+\)")
_PLACE_BEFORE = re.compile(
    r"^[^|]{2,40}(?:Con|Day|Summit|Theater|Theatre|Lounge|Demos?|BoF)\b[^|]{0,20}\s\|\s+(?=\S)|^BoF\s\|\s+"
)
JOINERS = frozenset({"and", "the", "a", "an"})
# What kind of session it is, as schedules say before the title and posts often do not.
_FORM_BEFORE = re.compile(
    r"^(?:(?:sponsored|opening|closing|project|cncf)\s+)*"
    r"(?:keynotes?|lightning talks?|tutorials?|workshops?|panel(?: discussion)?|fireside chat|poster session|demos?"
    r"|breakouts?|contribfest|learning lounge|maintainer (?:track|session)|hands[- ]on lab|birds of a feather|bof|ama)"
    r"(?:\s*[:：|]\s*|\s+[–—-]\s+)(?=\S)",
    re.IGNORECASE,
)
_OF_CEREMONIES = """
    welcome back opening closing remarks open close keynote keynotes intro introduction overview update updates awards
    award ceremony session sessions lightning talk talks panel day morning afternoon evening break end wrap up to of
    project projects community meeting town hall gathering party reception
"""
_CEREMONIES = frozenset(_OF_CEREMONIES.split())
_SHORT = 3
_PART_NUMBER = re.compile(r"\d[\w.]*|i{1,3}|iv|v|one|two|three|first|second|third")


@dataclass(frozen=True, slots=True)
class TalkTitle:
    """The words of a title without the kind of session; `is_cut` if the post cut it off with "…"."""

    words: tuple[str, ...]
    is_cut: bool = False

    @property
    def is_generic(self) -> bool:
        """Return whether many talks may be called so: a word or two, or "Welcome and opening remarks"."""
        return len(self.words) < _SHORT or self.is_ceremony

    @property
    def is_ceremony(self) -> bool:
        """Return whether only the day's ceremonies are named: "Welcome and opening remarks"."""
        return bool(self.words) and _CEREMONIES.issuperset(self.words)

    def begins(self, other: "TalkTitle") -> bool:
        """Return whether another title continues this one; the last word may be cut."""
        mine, others = " ".join(self.words), " ".join(other.words)
        return others.startswith(mine if self.is_cut else f"{mine} ")

    def likeness(self, other: "TalkTitle") -> float:
        """Return the share (0..1) of words that two titles have in common; 0 if their numbers differ."""
        mine, others = set(self.words), set(other.words)
        if any(_PART_NUMBER.fullmatch(word) for word in mine ^ others) or not (mine and others):
            return 0.0
        return len(mine & others) / len(mine | others)


def read_title(title: str) -> TalkTitle:
    """Return the essential words of a title: "⚡ Lightning Talk: Rust and Wasm" gives rust, wasm."""
    text, rest = title.strip(), ""
    while text and text != rest:
        rest = text
        text = _SIGNS_BEFORE.sub("", _NUMBER_OF_POSTER.sub("", text) if "(PS" in text else text)
        text = _FORM_BEFORE.sub("", _PLACE_BEFORE.sub("", text) if "|" in text else text)
    words = tuple(word for word in normalize(text).split() if word not in JOINERS)
    return TalkTitle(words, is_cut=title.rstrip().endswith(_ELLIPSES))
