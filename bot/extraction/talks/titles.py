"""Decide whether a line is a title, a theme or a heading of the post itself."""

import re
from functools import lru_cache

from bot.extraction.sentences import split_sentences
from bot.extraction.talk_links import cut_material
from bot.extraction.word_lists import count_wide, is_made_of
from bot.languages.pattern_templates import compile_words, words_of_class

_QUOTES = '"“”„«»「」『』《》〈〉*_`'
_TIME = r"\d{1,2}[:h]\d{2}(?:\s?[ap]m)?"
_NUMBERING = compile_words(
    r"^(?:"
    r"{numbered_talk}\s*#?\d+(?:\.\d+)?\s*(?:[:：.)–—-]\s*|$)"
    r"|{title_before}\s*(?:[:：]|\s[–—-])\s*"
    r"|{counted_talk}\s*[一二三四五六七八九十\d]+\s*[:：、.]\s*"
    r"|#?\d{1,2}\s*[.):：]\s+"
    r"|" + _TIME + r"\s?(?:[-–—]\s?" + _TIME + r")?\s?[:：|–—-]?\s+"
    r")"
)
_ASIDE = re.compile(
    r"https?://\S+|^(?:watch|see|view|check out)?\s?(?:the|full)?\s?(?:recording|video|slides|replay|talk)\s?[:：]\s+",
    re.IGNORECASE,
)
_OF_EVENT = re.compile(  # "KubeCon EU 2025 - Title"
    r"^(?:kubecon|cloudnativecon)[^–—|:-]{0,40}\b(?:20\d\d|eu|na|europe|america|china|india|japan)\s*[–—|:-]\s+"
    r"(?=\S+\s+\S+\s+\S)",
    re.IGNORECASE,
)
_SIGNS_BEFORE = re.compile(r"^[^\w\s\"'“”‘„«「『《(\[#@$.*_`~+-]+\ufe0f?\s*")  # emoji
# What kind of session it is, said before the title; part of the title as schedules write it.
_SESSION_FORM = compile_words(r"^{session_form}\s*[:：|–—-]\s*(?=\S)")
_OF_TALKS = compile_words(r"{\bof_talks\b}")
_TALKS_FOLLOW = compile_words(r"\b{talks}\b[^.]{0,60}[:：]$", also="talks_follow")
_NOT_OF_TALKS = compile_words(r"\b{not_of_talks}\b")
_WORD = re.compile(r"[^\W_][\w'’.+#/-]*")
_SENTENCE_BEFORE = re.compile(r"[.!?。]\s+\S+\s+\S+\s+\S")
_WIDE_SENTENCE_ENDS = ("。", "、", "です", "ます", "た")
_LONGEST, _MOST_WORDS, _LONGEST_HEADING = 200, 30, 60
_FEWEST_WIDE, _WIDE_SHARE = 6, 1 / 3
_CAPITALS, _COLON, _LENGTH, _UNFINISHED = 0.75, 0.15, 0.025, 0.3  # what each adds to a title's shape, or takes off


@lru_cache(maxsize=10_000)
def clean_title(text: str) -> str:
    """Return a title without quotes around it, numbering, addresses and trailing signs."""
    said = cut_material(_SIGNS_BEFORE.sub("", _ASIDE.sub("", text).strip(), count=1))
    numbering = _NUMBERING.match(said)
    title = _OF_EVENT.sub("", said[numbering.end() if numbering else 0 :]).strip(" \t,;:：–—-|/")
    while len(title) > 1 and title[0] in _QUOTES and title[-1] in _QUOTES:
        title = title[1:-1].strip()
    is_open = title.count("(") - title.count(")") == 1
    return f"{title})" if is_open else title


def is_numbered(text: str) -> bool:
    """Return whether a line is counted as a talk ("Talk 3: …", "10:30 …"), not just numbered."""
    match = _NUMBERING.match(text.strip())
    return match is not None and not match.group().strip().rstrip(".):：").isdigit()


def has_session_form(title: str) -> bool:
    """Return whether a title begins with the kind of session ("Keynote: …", "Lightning Talk: …")."""
    return _SESSION_FORM.match(title) is not None


@lru_cache(maxsize=10_000)
def title_shape(title: str) -> float:
    """Return in 0..1 how much words look like a title: capitals, a colon, a fair length, no sentence."""
    words = _WORD.findall(title)
    wide = count_wide(title)
    if len(title) > _LONGEST or len(words) > _MOST_WORDS or not (words or wide) or _is_sentences(title):
        return 0.0
    if wide > len(title) * _WIDE_SHARE:
        return 0.6 if wide >= _FEWEST_WIDE and not title.endswith(_WIDE_SENTENCE_ENDS) else 0.2
    if len(words) == 1:
        return 0.1
    telling = [word for word in words if word[0].isalpha() and word.casefold() not in words_of_class("little_word")]
    capitals = sum(not word.islower() for word in telling) / max(1, len(telling))
    shape = _CAPITALS * capitals + _COLON * (":" in title) + _LENGTH * min(len(words), 6)
    return max(0.0, shape - _UNFINISHED * (title[-1] in ".,;" or title[0].islower()))


def _is_sentences(title: str) -> bool:
    return title.endswith((".", "。")) and _SENTENCE_BEFORE.search(title[:-1]) is not None


@lru_cache(maxsize=10_000)
def is_theme(heading: str) -> bool:
    """Return whether a heading names a part of the post or a field, not a talk ("Key takeaways", "Day 2: Keynotes")."""
    return is_made_of(heading, words_of_class("theme_word"))


@lru_cache(maxsize=1_000)
def holds_talks(heading: str) -> bool:
    """Return whether a heading or leading line announces talks ("Must-watch sessions", "Keynotes")."""
    last = heading if len(heading) <= _LONGEST_HEADING else split_sentences(heading)[-1]
    said = _OF_TALKS.search(last) if len(last) <= _LONGEST_HEADING else _TALKS_FOLLOW.search(last)
    return bool(said) and not _NOT_OF_TALKS.search(last)


@lru_cache(maxsize=1_000)
def holds_no_talks(heading: str) -> bool:
    """Return whether a heading announces something else ("Announcements", "Takeaways")."""
    return bool(_NOT_OF_TALKS.search(heading)) and not _OF_TALKS.search(heading) and len(heading) <= _LONGEST_HEADING
