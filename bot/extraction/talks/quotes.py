"""Find talks whose title is quoted or bold beside words like "talk" or "keynote"."""

import re
from collections.abc import Iterator, Sequence

from bot.extraction.cues import AFTER_TITLE, BEFORE_PRESENTED, BEFORE_SEEN, BEFORE_SUBJECT, BEFORE_TITLE, OTHER_WORK
from bot.extraction.outline import Outline, Spot
from bot.extraction.people.find_people import people_between
from bot.extraction.people.person_names import SURE
from bot.extraction.sentences import first_statement
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.scoring import score
from bot.extraction.talks.speaker_attribution import sentence_around, speakers_after, speakers_before
from bot.extraction.talks.titles import clean_title, is_theme, title_shape
from bot.languages.pattern_templates import compile_words
from bot.model.recap import BlockKind

_QUOTES = '"“”„«»「」『』《》'
_QUOTED = re.compile(
    rf"[\"“„«「『《‘(](?:(?<=[\"“„«「『《])(?P<quoted>[^{_QUOTES}]{{4,200}})[\"”“»」』》]"
    r"|(?<=‘)(?P<single>(?:[^‘’]|’(?=\w)){4,200})’(?!\w)"
    r"|(?<=\()(?P<bracketed>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){2,})\))"
)
_WORD = r"[A-Z0-9][\w’'/+-]{0,40}+"
_SMALL = r"(?:an?|the|and|or|of|in|on|at|to|for|from|with|as|is|are|your|our|my|how|into)"
_UNQUOTED = re.compile(rf"\b{_WORD}(?::? (?:{_SMALL} ){{0,3}}{_WORD}){{3,14}}(?= by [A-Z])")
_BY = compile_words(r"\s?,?\s?{by_writer}\s+[A-Z]", flags=re.NOFLAG)
_LEAST_SHAPE = 0.5
_FEWEST_WORDS = 4  # of a quote that is a title though written like a sentence, or said after "talk on"
_LOOK_BACK, _LOOK_AHEAD = 60, 30


def find_quoted_talks(outline: Outline) -> Iterator[TalkCandidate]:
    """Return a candidate for every quoted or bold title with a word for a talk right beside it.

    Without quotes it must be written in capitals and be followed by who gave it: "Taming Very Old Queues by Jane Roe".
    """
    for spot in outline.spots:
        if spot.block.kind is not BlockKind.ROW:
            for start, end, title in _titles(outline, spot):
                if _is_title(title) or (title[:1].isupper() and _is_said_to_be(spot.text, start, end)):
                    yield _candidate(outline, spot, start, end, title)


def _is_title(title: str) -> bool:
    return title_shape(title) >= _LEAST_SHAPE and not is_theme(title)


def _is_said_to_be(text: str, start: int, end: int) -> bool:
    """Return whether a talk is called so, though it reads like a sentence: `the session "How we do it at night"`."""
    is_speech = text[:start].rstrip().endswith((":", ","))
    begins = not start and text[0] in _QUOTES and _BY.match(text, end)
    return bool(begins) or (
        not is_speech and _is_long_quote(text, start, end) and _is_beside_talk_word(text, start, end)
    )


def _is_beside_talk_word(text: str, start: int, end: int) -> bool:
    before, behind = text[max(0, start - _LOOK_BACK) : start], text[end : end + _LOOK_AHEAD]
    is_after_subject = _is_long_quote(text, start, end) and (
        BEFORE_SUBJECT.search(before) or BEFORE_SEEN.search(before) or BEFORE_PRESENTED.search(before)
    )
    return bool(is_after_subject or AFTER_TITLE.match(behind) or BEFORE_TITLE.search(before))


def _is_long_quote(text: str, start: int, end: int) -> bool:
    return text[start] in f"{_QUOTES}‘" and len(text[start:end].split()) >= _FEWEST_WORDS


def _titles(outline: Outline, spot: Spot) -> Iterator[tuple[int, int, str]]:
    """Return possible titles in a text, with their positions."""
    for match in _QUOTED.finditer(spot.text):
        yield match.start(), match.end(), clean_title(match["quoted"] or match["single"] or match["bracketed"])
    unquoted = _UNQUOTED.finditer(spot.text) if " by " in spot.text else ()
    yield from ((match.start(), match.end(), clean_title(match.group())) for match in unquoted if match.start())
    for runs in (spot.block.strong, spot.block.emphasis):
        for start, run in _located(spot.text, runs):
            if start and set(run).isdisjoint(_QUOTES) and outline.judge.score(run) < SURE:
                yield start, start + len(run), clean_title(run)


def _located(text: str, runs: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Return the position of each run in a text that has them in this order."""
    end = 0
    for run in runs:
        start = text.find(run, end)
        if start >= 0:
            yield start, run
            end = start + len(run)


def _candidate(outline: Outline, spot: Spot, start: int, end: int, title: str) -> TalkCandidate:
    text = spot.text
    begin, finish = sentence_around(text, start, end)
    near = people_between(outline.people(spot), begin, finish)
    people = [span for span in near if span.end <= start or span.start >= end]
    after = speakers_after(text, outline.judge, people, end, finish)
    is_in_brackets = text.startswith(" (", end) and any(one.org for one in after)
    is_other_work = OTHER_WORK.search(text, max(begin, start - _LOOK_BACK), start)
    by_follows = bool(is_in_brackets or _BY.match(text, end)) and not is_other_work
    evidence = score(
        beside_talk_word=_is_beside_talk_word(text, start, end),
        by_follows=by_follows,
        presents=by_follows and bool(after),
    )
    return TalkCandidate(
        title=title,
        speakers=after or speakers_before(text, people, start, begin),
        spot=spot,
        evidence=evidence + max(_LEAST_SHAPE, title_shape(title)),
        text=first_statement(text, begin),
        at=start,
    )
