"""Judge bare headings together with their siblings: one alone proves nothing, twelve of one rank do."""

import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.extraction.cues import OF_THIS_TALK
from bot.extraction.outline import Outline, Spot
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.scoring import ENOUGH
from bot.extraction.talks.titles import holds_no_talks, holds_talks, is_theme, title_shape
from bot.extraction.word_lists import count_wide
from bot.model.recap import BlockKind

Features = dict[str, float]

# Of the heading itself, of its siblings on average, and of the post.
FEATURES = (
    "evidence",
    "strong",
    "shape",
    "words",
    "theme",
    "of_post",
    "below_talks",
    "talks_inside",
    "siblings",
    "siblings_no_talks",
    "siblings_question",
    "siblings_people_inside",
    "siblings_noted",
    "siblings_told",
    "siblings_theme",
    "elsewhere",
    "post_talks",
)
_OF_SIBLINGS = tuple(name for name in FEATURES if name.startswith("siblings_"))
_TOLD = re.compile(
    r"\b(?:(?:this|the|a|ce|cette|la|diese[rms]?|der) (?:\w+ )?(?:talk|session|keynote|presentation|panel|workshop|demo"
    r"|tutorial|speaker|vortrag|conférence)s?|speakers?|presenters?"
    r"|(?:he|she|they) (?:showed|talked|explained|presented|discussed|spoke|demoed|described|started|went|gave))\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"[?？]\s*$")
_POST_OF_TALKS = re.compile(r"\b(?:talks?|sessions?|keynotes?|notes)\b", re.IGNORECASE)
_KUBECON = re.compile(r"kubecon|cloudnativecon", re.IGNORECASE)
_BEGINNING, _FIRST_BLOCKS = 300, 6  # of a section, which say what it is about
_MOST_WORDS, _MOST_POINTS = 12, 4.0
_WIDE_WORD = 2  # letters of a Chinese or Japanese word
_WEIGHTS = Path(__file__).with_name("talk_weights.toml")


def judge_bare_headings(outline: Outline, candidates: Sequence[TalkCandidate]) -> list[TalkCandidate]:
    """Return the candidates, those of headings with a title alone weighed by what they and their siblings are."""
    features = describe_headings(outline, candidates)
    return [
        replace(one, evidence=ENOUGH + _score(features[place])) if place in features else one
        for place, one in enumerate(candidates)
    ]


def describe_headings(outline: Outline, candidates: Sequence[TalkCandidate]) -> dict[int, Features]:
    """Return the features of each heading that has a title and no speakers, by its place among the candidates."""
    proven = _Proven(candidates)
    headings = ((place, one) for place, one in enumerate(candidates) if one.spot.is_heading and not one.at)
    signs = {place: _signs(outline, one, proven) for place, one in headings}
    ranks: defaultdict[int, list[int]] = defaultdict(list)
    for place in signs:
        ranks[candidates[place].spot.level].append(place)
    described: dict[int, Features] = {}
    for rank in ranks.values():
        elsewhere = math.log1p(proven.count_outside([candidates[place] for place in rank]))
        of_post = {"elsewhere": elsewhere, "post_talks": float(bool(_POST_OF_TALKS.search(outline.recap.title)))}
        for place in rank:
            if candidates[place].title and not candidates[place].speakers:
                siblings = _of_siblings([signs[other] for other in rank if other != place])
                described[place] = {**signs[place], **siblings, **of_post}
    return described


def _score(features: Features) -> float:
    """Return how far features speak for a talk: above 0 they do."""
    weights = _load_weights()
    return weights["bias"] + sum(weights[name] * features[name] for name in FEATURES)


@cache
def _load_weights() -> Mapping[str, float]:
    weights: dict[str, float] = tomllib.loads(_WEIGHTS.read_text(encoding="utf-8"))["headings"]
    return weights


class _Proven:
    """Know in which spots talks are proven without a look at their siblings."""

    def __init__(self, candidates: Sequence[TalkCandidate]) -> None:
        proven = [one for one in candidates if one.evidence >= ENOUGH]
        self._titled = Counter(one.spot.index for one in proven if one.title)
        self._untitled = Counter(one.spot.index for one in proven if not one.title)

    def titled_in(self, indexes: Sequence[int]) -> int:
        return sum(map(self._titled.__getitem__, indexes))

    def untitled_in(self, indexes: Sequence[int]) -> int:
        return sum(map(self._untitled.__getitem__, indexes))

    def count_outside(self, headings: Sequence[TalkCandidate]) -> int:
        """Return how many talks are proven neither by these headings nor below them."""
        inside = {index for one in headings for index in (one.spot.index, *one.about)}
        return sum(count for found in (self._titled, self._untitled) for i, count in found.items() if i not in inside)


def _signs(outline: Outline, one: TalkCandidate, proven: _Proven) -> Features:
    """Return the features of a heading by itself."""
    direct = [spot for spot in outline.below(one.spot) if not spot.is_heading]
    told = " ".join(spot.text for spot in direct[:_FIRST_BLOCKS])[:_BEGINNING]
    return {
        "evidence": max(0.0, min(_MOST_POINTS, one.evidence)),
        "strong": float(one.evidence >= ENOUGH),
        "shape": title_shape(one.title),
        "words": min(len(one.title.split()) + count_wide(one.title) / _WIDE_WORD, _MOST_WORDS) / _MOST_WORDS,
        "theme": float(is_theme(one.title)),
        "of_post": float(bool(_KUBECON.search(one.title))),
        "below_talks": float(any(map(holds_talks, _above(outline, one.spot)))),
        "talks_inside": float(proven.titled_in(one.about) > 0),
        "people_inside": float(proven.untitled_in(one.about) > 0),
        "no_talks": float(holds_no_talks(one.title)),
        "question": float(bool(_QUESTION.search(one.title))),
        "noted": float(sum(spot.block.kind is BlockKind.ITEM for spot in direct) > 1),
        "told": float(bool(OF_THIS_TALK.search(told) or _TOLD.search(told))),
    }


def _above(outline: Outline, spot: Spot) -> Iterator[str]:
    yield from (outline.spots[index].text for index in spot.headings[-2:])


def _of_siblings(siblings: Sequence[Features]) -> Features:
    """Return how many siblings there are, and what they are on average."""
    count = len(siblings)
    shares = {
        name: sum(one[name.removeprefix("siblings_")] for one in siblings) / max(1, count) for name in _OF_SIBLINGS
    }
    return {**shares, "siblings": math.log1p(count)}
