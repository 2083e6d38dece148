"""Judge bare headings together with their siblings: one proves nothing, twelve of one rank do."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.extraction.outline import Outline
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.fitted_weights import Features, weigh
from bot.extraction.talks.scoring import CERTAIN, ENOUGH
from bot.extraction.talks.sibling_features import FeatureReader, of_siblings

_LONELY = 1.0  # what a heading needs more where few of its level are talks
_FEWEST, _FEW = 3, 1 / 3


def judge_bare_headings(outline: Outline, candidates: Sequence[TalkCandidate]) -> list[TalkCandidate]:
    """Return the candidates; headings with only a title are weighed by their features and their siblings'."""
    scores = {place: weigh("headings", features) for place, features in describe_headings(outline, candidates).items()}
    judged = [replace(one, evidence=scores[place]) if place in scores else one for place, one in enumerate(candidates)]
    lonely = _levels_of_few_talks(judged)
    return [
        replace(one, evidence=one.evidence - _LONELY) if place in scores and one.spot.level in lonely else one
        for place, one in enumerate(judged)
    ]


def _levels_of_few_talks(judged: Sequence[TalkCandidate]) -> set[int]:
    """Return the levels whose headings are mostly no talks: one that looks like a talk there hardly is one."""
    headings = [one for one in judged if one.spot.is_heading and not one.at]
    all_of = Counter(one.spot.level for one in headings)
    talks = Counter(one.spot.level for one in headings if one.evidence >= ENOUGH)
    return {level for level, count in all_of.items() if count >= _FEWEST and talks[level] <= _FEW * count}


def describe_headings(outline: Outline, candidates: Sequence[TalkCandidate]) -> dict[int, Features]:
    """Return the features of each heading that has a title and proves nothing, by its place among the candidates.

    Its siblings are the headings of its level, whichever headings they are below.
    """
    reader = FeatureReader(outline, candidates)
    ranks: defaultdict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(candidates):
        if one.spot.is_heading and not one.at:
            ranks[one.spot.level].append(place)
    described: dict[int, Features] = {}
    for places in ranks.values():
        described |= _describe_rank(reader, {place: candidates[place] for place in places})
    return described


def _describe_rank(reader: FeatureReader, rank: Mapping[int, TalkCandidate]) -> dict[int, Features]:
    alone = {place: reader.of_heading(one) for place, one in rank.items()}
    siblings = dict(zip(alone, of_siblings(tuple(alone.values())), strict=True))
    elsewhere = reader.elsewhere(tuple(rank.values()))
    return {
        place: {
            **alone[place],
            **siblings[place],
            "count": math.log1p(len(rank)),
            "elsewhere": elsewhere,
        }
        for place, one in rank.items()
        if one.title and not one.speakers and one.evidence < CERTAIN
    }
