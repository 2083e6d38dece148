"""Compute the features of a bare heading: its own, its siblings', and those of its post."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.extraction.cues import OF_THIS_TALK, TALK_TOLD
from bot.extraction.outline import Outline
from bot.extraction.people.person_names import SURE
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.fitted_weights import Features
from bot.extraction.talks.scoring import ENOUGH
from bot.extraction.talks.titles import holds_no_talks, is_theme
from bot.extraction.word_lists import count_wide

FEATURES = (
    "evidence",
    "words",
    "theme",
    "own",
    "length",
    "empty",
    "below_theme",
    "below_no_talks",
    "siblings_told",
    "siblings_long",
    "siblings_of_post",
    "siblings_no_talks",
    "siblings_talks_inside",
    "siblings_people_inside",
    "siblings_people_first",
    "count",
    "elsewhere",
)
_OF_SIBLINGS = tuple(name.removeprefix("siblings_") for name in FEATURES if name.startswith("siblings_"))
_OWN = re.compile(r"\b(?:we|our|us|nous|notre|wir|unser\w*)\b")
_KUBECON = re.compile(r"kubecon|cloudnativecon", re.IGNORECASE)
_BEGINNING, _FIRST_BLOCKS = 300, 6  # of a section, which say what it is about
_MOST_WORDS, _WIDE_WORD, _LONG_TITLE = 12, 2, 90
_MOST_POINTS = 4.0
_OPENING, _AT_BEGINNING = 2, 80  # blocks of a section in which the first name counts, and characters before it


class FeatureReader:
    """Know what a post shows without siblings, and describe its headings."""

    def __init__(self, outline: Outline, candidates: Sequence[TalkCandidate]) -> None:
        """Initialize with all that was seen of talks in a post."""
        self._outline = outline
        proven = [one for one in candidates if one.evidence >= ENOUGH]
        self._titled = Counter(one.spot.index for one in proven if one.title)
        self._untitled = Counter(one.spot.index for one in proven if not one.title)

    def of_heading(self, one: TalkCandidate) -> Features:
        """Return the features of a heading itself."""
        direct = [spot.text for spot in self._outline.below(one.spot) if not spot.is_heading]
        told = " ".join(direct[:_FIRST_BLOCKS])[:_BEGINNING]
        words = len(one.title.split()) + count_wide(one.title) / _WIDE_WORD
        above = self._outline.nearest_heading(one.spot)
        return {
            "evidence": max(0.0, min(_MOST_POINTS, one.evidence)),
            "words": min(words, _MOST_WORDS) / _MOST_WORDS,
            "long": float(len(one.title) > _LONG_TITLE),
            "theme": float(is_theme(one.title)),
            "no_talks": float(holds_no_talks(one.title)),
            "of_post": float(bool(_KUBECON.search(one.title))),
            "told": float(bool(OF_THIS_TALK.search(told) or TALK_TOLD.search(told))),
            "own": float(bool(_OWN.search(told.lower()))),
            "length": math.log1p(sum(map(len, direct))),
            "empty": float(not direct),
            "below_theme": float(is_theme(above)),
            "below_no_talks": float(holds_no_talks(above)),
            "people_first": float(self._begins_with_people(one)),
            "talks_inside": float(any(map(self._titled.__getitem__, one.about))),
            "people_inside": float(any(map(self._untitled.__getitem__, one.about))),
        }

    def _begins_with_people(self, one: TalkCandidate) -> bool:
        """Return whether the section of a heading begins with somebody's name."""
        direct = (spot for spot in self._outline.below(one.spot) if not spot.is_heading)
        people = (span for spot in islice(direct, _OPENING) for span in self._outline.people(spot) if span.sure >= SURE)
        first = next(people, None)
        return first is not None and first.start < _AT_BEGINNING

    def elsewhere(self, rank: Sequence[TalkCandidate]) -> float:
        """Return how much a post proves outside of the sections of some headings."""
        inside = {index for one in rank for index in (one.spot.index, *one.about)}
        found = (self._titled, self._untitled)
        return math.log1p(sum(count for seen in found for index, count in seen.items() if index not in inside))


def of_siblings(rank: Sequence[Features]) -> Iterator[Features]:
    """Yield for each heading of a rank the average features of the others."""
    totals = {name: sum(one[name] for one in rank) for name in _OF_SIBLINGS}
    count = max(1, len(rank) - 1)
    for own in rank:
        yield {f"siblings_{name}": (totals[name] - own[name]) / count for name in _OF_SIBLINGS}
