"""Decide which links lead to one talk: its page in a schedule, its recording or its slides."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import unquote

from bot.catalogue.normalize import normalize
from bot.extraction.word_lists import is_made_of
from bot.languages.pattern_templates import words_of_class
from bot.model.recap import Link


class Leads(StrEnum):
    """List what a talk's link leads to."""

    SESSION = "session"
    VIDEO = "video"
    SLIDES = "slides"


@dataclass(frozen=True, slots=True)
class TalkLink:
    """A link to one talk.

    `id` is the same for every address of one page. `slug` are the normalized words of the address that spell title and
    speakers, as schedules write them.
    """

    link: Link
    leads: Leads
    id: str
    slug: str = ""


_SESSION = re.compile(
    r"//(?P<site>[\w-]+)\.sched\.com/event/(?P<id>\w+)(?:/(?P<slug>[^?#]*))?"
    r"|//(?P<short>sched)\.co/(?P<short_id>\w+)"
    r"|//(?P<sessionize>[\w-]+\.sessionize\.com)/session/(?P<session_id>\d+)"
    r"|(?<![\w./-])//(?P<pretalx>[\w.-]+/[\w./-]+)/talk/(?P<talk_id>\w+)"
)
_VIDEO = re.compile(
    r"(?:youtube(?:-nocookie)?\.com/(?:watch\S{0,200}?[?&]v=|embed/|live/|v/)|youtu\.be/)(?P<id>[\w-]{6,})"
    r"|vimeo\.com/(?:video/)?(?P<vimeo>\d{5,})|bilibili\.com/video/(?P<bilibili>\w+)"
)
_SLIDES = re.compile(
    r"static\.sched\.com/hosted_files/(?P<file>[^?#]+)|(?:www\.)?slideshare\.net/(?P<share>[^?#]+)"
    r"|speakerdeck\.com/(?P<deck>[^?#/]+/[^?#/]+)|docs\.google\.com/presentation/d/(?:e/)?(?P<google>[\w-]+)"
)

_IN_BRACKETS_AT_END = re.compile(r"\s\((?P<words>[^()]+)\)$")


@lru_cache(maxsize=10_000)
def read_talk_link(link: Link) -> TalkLink | None:
    """Return what a link leads to if that is one talk, otherwise None."""
    url = unquote(link.url)
    if match := _SESSION.search(url):
        parts = [part for name, part in match.groupdict().items() if part and name != "slug"]
        return TalkLink(link, Leads.SESSION, " ".join(parts), normalize((match["slug"] or "").replace("-", " ")))
    for leads, pattern in ((Leads.VIDEO, _VIDEO), (Leads.SLIDES, _SLIDES)):
        if (match := pattern.search(url)) and "list=" not in url.split(match.group(), 1)[0]:
            return TalkLink(link, leads, next(part for part in match.groups() if part))
    return None


@lru_cache(maxsize=10_000)
def is_material(words: str) -> bool:
    """Return whether a link's words only name its kind ("slides", "Watch the recording"), not a talk."""
    return is_made_of(words, words_of_class("material_word"))


def cut_material(line: str) -> str:
    """Return a line without brackets at its end that only name kinds of links: "Title (slides, video)"."""
    brackets = _IN_BRACKETS_AT_END.search(line) if line.endswith(")") else None
    return line[: brackets.start()] if brackets and is_material(brackets["words"]) else line
