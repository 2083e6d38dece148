"""Work out whether a recording that was found by its title is that of the talk.

Whoever found it compared the talk's title with the video's, and noted how alike the two are. A video is mostly called
by title and speakers ("Rivers - Ana Lee, Acme"), so that a short title and many speakers give a low figure though all
is right. Where the figure is just what the talk's own title and speakers give, the video is called so, and is the
talk's. It is also where no other talk of any year has a title that comes near to being as much alike.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from rapidfuzz import fuzz, process

from bot.model.entry import Speaker

SURE = 0.9
_BONUS = 0.08  # what the figure has on top of twice the shared letters by all letters
_CLOSE = 0.0015  # so near by chance comes one video in fourteen, of the few that are wrong at all
_OTHERWISE = 60.0  # per cent; a video found is at least 72 % like its talk's title
_NOT_COMPARED = re.compile(r"[^a-z0-9]+")
_LONGEST = 100  # letters of a video's title
_SHORT_NAMES = {"Cloud Native Computing Foundation": "CNCF"}


class Sureness(StrEnum):
    """Name what speaks for a recording."""

    ALIKE = "much alike"
    NAMED_SO = "called by title and speakers"
    ALONE = "no other talk is called nearly so"
    DOUBTFUL = "doubtful, shown only if it was read"


class RecordingJudge:
    """Judge recordings by the titles of all talks known, of every year."""

    def __init__(self, titles: Iterable[str]) -> None:
        known = [_compared(title) for title in titles]
        self._titles = sorted(set(known))
        self._repeated = {title for title, times in Counter(known).items() if times > 1}

    def is_sure(self, title: str, speakers: Sequence[Speaker], likeness: float) -> bool:
        """Return whether a video that is so much alike is the talk's."""
        return self.how_sure(title, speakers, likeness) is not Sureness.DOUBTFUL

    def how_sure(self, title: str, speakers: Sequence[Speaker], likeness: float) -> Sureness:
        """Return what speaks for a video that is so much alike."""
        if likeness >= SURE:
            return Sureness.ALIKE
        if _is_of(title, speakers, likeness):
            return Sureness.NAMED_SO
        return Sureness.ALONE if self._is_alone(_compared(title)) else Sureness.DOUBTFUL

    def _is_alone(self, title: str) -> bool:
        """Return whether no other talk is called nearly so."""
        alike = process.extract(title, self._titles, scorer=fuzz.ratio, score_cutoff=_OTHERWISE, limit=2)
        return title not in self._repeated and all(other == title for other, _, _ in alike)


def _is_of(title: str, speakers: Sequence[Speaker], likeness: float) -> bool:
    """Return whether the figure is what the title and its speakers give."""
    return any(abs(likeness - one) < _CLOSE for one in _expected(title, speakers))


def _expected(title: str, speakers: Sequence[Speaker]) -> Iterator[float]:
    length = len(_compared(title))
    for people in _ways_to_name(speakers):
        whole = _compared(f"{title} - {people}"[:_LONGEST])
        if whole.startswith(_compared(title)):
            yield 2 * length / (length + len(whole)) + _BONUS


def _ways_to_name(speakers: Sequence[Speaker]) -> set[str]:
    """Return the people with no company, each with their own, and with one that follows all who share it."""
    orgs = [_SHORT_NAMES.get(one.org, one.org) for one in speakers]
    with_own = [_of(one.name, org) for one, org in zip(speakers, orgs, strict=True)]
    shared = [
        one.name if org == following else _of(one.name, org)
        for one, org, following in zip(speakers, orgs, [*orgs[1:], None], strict=False)
    ]
    ways = ([one.name for one in speakers], with_own, shared)
    return {" & ".join(way) for way in ways if way}


def _of(name: str, org: str) -> str:
    return f"{name}, {org}" if org else name


def _compared(text: str) -> str:
    return _NOT_COMPARED.sub(" ", text.lower()).strip()
