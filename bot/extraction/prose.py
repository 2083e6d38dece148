"""Tell who is said to give a talk, by the words around their names and around its title."""

from collections.abc import Sequence

from bot.extraction.cues import AFTER_PEOPLE, BEFORE_PEOPLE, FAR_BEFORE_PEOPLE, GIVES_TALK, MANY_TALKS, PRESENTS
from bot.extraction.entry import Speaker
from bot.extraction.evidence import weigh
from bot.extraction.people_in_prose import PeopleSpan
from bot.extraction.person_names import LIKELY, SURE, NameJudge
from bot.extraction.sentences import split_sentences
from bot.extraction.speakers import read_speakers

_LONGEST_LINE = 160
_LOOK_BACK, _LOOK_AHEAD = 120, 160
_FEW_WORDS = 4  # between people and the title that follows: "Jane Roe and the session “…”"
_AFTER_TITLE = ' "”’»」』)*'
_BEFORE_NAME = ' "”’»」』),*:–—-'
_JOINS = {"", "by", "from", "with", "von", "par", "de", "mit", "avec", "given by", "presented by", "donné par", "feat."}


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence or sentences begin and end that hold the part of a text from start to end."""
    begin = position = 0
    for sentence in split_sentences(text):
        position = text.find(sentence, position)
        if position <= start:
            begin = position
        position += len(sentence)
        if position >= end:
            return begin, position
    return begin, len(text)


def presents(text: str, people: PeopleSpan) -> float:
    """Return the points of what the words around people say of their giving a talk; 0 where they say nothing."""
    before = text[max(0, people.start - _LOOK_BACK) : people.start]
    after = text[people.end : people.end + _LOOK_AHEAD]
    if BEFORE_PEOPLE.search(before) or AFTER_PEOPLE.search(after):
        return weigh(gives_talk=True)
    if MANY_TALKS.search(after[: _LOOK_AHEAD // 3]):
        return 0.0
    does_present = bool(PRESENTS.search(after)) or bool(FAR_BEFORE_PEOPLE.search(before))
    return weigh(gives_talk=True) if GIVES_TALK.search(after) else weigh(presents=does_present)


def gives(text: str, people: PeopleSpan) -> bool:
    """Say whether the text has these people give a talk in so many words, as only people do."""
    return bool(GIVES_TALK.search(text[people.end : people.end + _LOOK_AHEAD]))


def speakers_after(
    text: str, judge: NameJudge, people: Sequence[PeopleSpan], end: int, limit: int
) -> tuple[Speaker, ...]:
    """Return the speakers that a text names right after a title that ends at `end`, before `limit`."""
    rest = text[end:limit].lstrip(_AFTER_TITLE).lstrip(" –—-:|,(")
    if len(rest) <= _LONGEST_LINE and (speakers := read_speakers(rest, judge, LIKELY)):
        return speakers
    near = next((span for span in people if end <= span.start < limit), None)
    if near is None or (near.sure < SURE and not any(one.org for one in near.speakers)):
        return ()
    between = text[end : near.start].strip(_BEFORE_NAME).casefold()
    return near.speakers if between in _JOINS and near.end <= limit + 1 else ()


def speakers_before(text: str, people: Sequence[PeopleSpan], start: int, limit: int) -> tuple[Speaker, ...]:
    """Return the speakers that a text names last before a title that begins at `start`, after `limit`."""
    near = [span for span in people if limit <= span.start and span.end <= start]
    told = [span for span in near if presents(text, span) or len(text[span.end : start].split()) <= _FEW_WORDS]
    sure = [span for span in told or near if span.sure >= SURE or gives(text, span)]
    return sure[-1].speakers if sure else ()
