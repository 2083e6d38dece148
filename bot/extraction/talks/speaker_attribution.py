"""Decide who gives a talk, from the words around the people and around its title."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from bot.extraction.cues import (
    AFTER_PEOPLE,
    BEFORE_HEARD,
    BEFORE_PEOPLE,
    FAR_BEFORE_PEOPLE,
    GIVES_TALK,
    HEARD_TO,
    IN_TALK,
    LEADS_TO_PEOPLE,
    MANY_TALKS,
    PRESENTS,
)
from bot.extraction.people.find_people import PeopleSpan, people_between
from bot.extraction.people.person_names import LIKELY, SURE, NameClassifier
from bot.extraction.people.read_speakers import read_speakers
from bot.extraction.sentences import sentence_ends
from bot.extraction.talks.scoring import score
from bot.languages.pattern_templates import compile_words
from bot.model.entry import Speaker

_LONGEST_LINE = 160
_LOOK_BACK, _LOOK_AHEAD = 120, 160
_NEAREST = 8
_FEW_WORDS = 4  # between people and the title that follows: "Jane Roe and the session “…”"
_AFTER_TITLE = ' "”’»」』)*'
_BEFORE_NAME = ' "”’»」』),*:–—-'
_BRACKETS = re.compile(r"\((?P<inside>(?:[^()]|\([^()]*\))+)\)")
_JOIN_AT_END = compile_words(r"\s(?:{and}|[&,])\s?$", flags=re.NOFLAG)  # "[A] by Jane Roe and [B] by John Doe"
_JOINS = compile_words(r"{to_giver}?")


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the start and end of the sentences that contain a part of a text."""
    ends = sentence_ends(text)
    before, last = bisect_right(ends, start), bisect_left(ends, end)
    begin = ends[before - 1] if before else 0
    while begin < start and text[begin].isspace():
        begin += 1
    return begin, ends[min(last, len(ends) - 1)]


def presents(text: str, people: PeopleSpan) -> float:
    """Return points for the words around people that say that they give a talk; 0 for none."""
    before = text[max(0, people.start - _LOOK_BACK) : people.start]
    after = text[people.end : people.end + _LOOK_AHEAD]
    is_led_to = LEADS_TO_PEOPLE.search(before)
    if (is_led_to and BEFORE_PEOPLE.search(before)) or AFTER_PEOPLE.match(after):
        return score(gives_talk=True)
    if MANY_TALKS.search(after[: _LOOK_AHEAD // 3]):
        return 0.0
    if GIVES_TALK.match(after) or IN_TALK.match(after):
        return score(gives_talk=True)
    is_heard = BEFORE_HEARD.search(before) and HEARD_TO.match(after)
    return score(presents=bool(is_heard or PRESENTS.match(after) or (is_led_to and FAR_BEFORE_PEOPLE.search(before))))


def gives(text: str, people: PeopleSpan) -> bool:
    """Return whether the text has these people give a talk in so many words, as only people do."""
    return bool(GIVES_TALK.match(text[people.end : people.end + _LOOK_AHEAD]))


def speakers_after(
    text: str, judge: NameClassifier, people: Sequence[PeopleSpan], end: int, limit: int
) -> tuple[Speaker, ...]:
    """Return the speakers that a text names right after a title that ends at `end`, before `limit`."""
    rest = text[end : min(limit, end + 2 * _LONGEST_LINE)].lstrip(_AFTER_TITLE)
    brackets = _BRACKETS.match(rest)
    rest = brackets["inside"] if brackets else rest.lstrip(" –—-:|,(")
    if len(rest) <= _LONGEST_LINE and (speakers := read_speakers(_JOIN_AT_END.sub("", rest), judge, LIKELY)):
        return speakers
    near = next(iter(people_between(people, end, limit - 1)), None)
    if near is None or near.start > end + _LONGEST_LINE:
        return ()
    if near.sure < SURE and not any(one.org for one in near.speakers):
        return ()
    between = text[end : near.start].strip(_BEFORE_NAME)
    return near.speakers if _JOINS.fullmatch(between) and near.end <= limit + 1 else ()


def speakers_before(text: str, people: Sequence[PeopleSpan], start: int, limit: int) -> tuple[Speaker, ...]:
    """Return the speakers that a text names last before a title that begins at `start`, after `limit`."""
    near = [span for span in people_between(people, limit, start)[-_NEAREST:] if span.end <= start]
    told = [span for span in near if presents(text, span) or len(text[span.end : start].split()) <= _FEW_WORDS]
    sure = [span for span in told or near if span.sure >= SURE or gives(text, span)]
    return sure[-1].speakers if sure else ()
