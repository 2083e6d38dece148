"""Describe the people whom running text names: what is said of them, beside them, and elsewhere in the post."""

import math
import re
from collections.abc import Iterator, Sequence

from bot.catalogue.normalize import normalize
from bot.extraction.cues import BEFORE_HEARD, BY_WRITER, OF_A_TALK, ON_STAGE, THANKS, TOLD_ON
from bot.extraction.find_event import names_other_event
from bot.extraction.outline import Outline, Spot
from bot.extraction.people.find_people import PeopleSpan
from bot.extraction.people.person_names import SURE
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.fitted_weights import Features
from bot.extraction.talks.marked_titles import marked_runs
from bot.extraction.talks.scoring import ENOUGH, score
from bot.extraction.talks.speaker_attribution import gives, presents, sentence_around
from bot.extraction.talks.titles import holds_no_talks, holds_talks
from bot.model.entry import Speaker
from bot.model.recap import BlockKind

FEATURES = (
    "points",
    "gives",
    "sure",
    "full_name",
    "company",
    "several",
    "begins",
    "begins_text",
    "bold",
    "verb_follows",
    "held",
    "talk_in_sentence",
    "talk_before",
    "on_stage",
    "thanked",
    "heard",
    "told_on",
    "other_event",
    "quoted",
    "in_item",
    "below_talks",
    "below_no_talks",
    "many_people",
    "earlier",
    "is_author",
    "others_present",
    "elsewhere",
)
_OPENING_SIGNS = 2  # quotes before the first word of a sentence
_LOOK_BACK, _LOOK_AHEAD = 120, 60
_VERB = re.compile(r"^(?:\s*\([^)]*\))?(?:\s*,[^.;:]{0,90},|,)?\s(?:[a-zà-ÿ]+ly\s)?[a-zà-ÿ]+")
_HELD = re.compile(r"^['’]s?\s")
_TO_AUTHOR = re.compile(r"^\W*\w+ (?:me|(?:to|with) (?:me|us)|at (?:the|their|our|his|her) (?:booth|stand))\b")
_CLOSING_QUOTES = '"”“»'
_MUCH_LONGER = 1.5  # than the people within it
_MOST_POINTS, _MANY_PEOPLE = 6.0, 6


class PeopleReader:
    """Know what a post shows of people, and describe those in running text, in the order of the post."""

    def __init__(self, outline: Outline, candidates: Sequence[TalkCandidate], points: Sequence[float]) -> None:
        """Initialize with all that was seen of talks in a post, and the points of all its people."""
        self._outline = outline
        self._author = frozenset(normalize(outline.recap.author).split())
        self._elsewhere = math.log1p(sum(one.evidence >= ENOUGH for one in candidates))
        self._presenting, self._others = sum(map(bool, points)), max(1, len(points) - 1)
        self._seen: set[str] = set()

    def describe(self, spot: Spot, people: PeopleSpan, points: float) -> Features:
        """Return the features of the next people."""
        features = {
            "points": points / _MOST_POINTS,
            **_of_names(spot, people),
            **_of_words(self._outline, spot, people),
            **_of_place(self._outline, spot),
            **self._of_post(people, points),
        }
        return {name: float(value) for name, value in features.items()}

    def _of_post(self, people: PeopleSpan, points: float) -> Features:
        names = {normalize(one.name) for one in people.speakers}
        is_again = not names.isdisjoint(self._seen)
        self._seen |= names
        return {
            "earlier": is_again,
            "is_author": any(self._author.issuperset(name.split()) for name in names),
            "others_present": (self._presenting - bool(points)) / self._others,
            "elsewhere": self._elsewhere,
        }


def people_in(outline: Outline, spot: Spot) -> Iterator[PeopleSpan]:
    """Yield the people of a text, without words within a title or a quote that look like a name."""
    everybody = outline.people(spot)
    runs = [(start, end) for start, end, _ in marked_runs(spot)] if everybody else []
    for people in everybody:
        is_within = any(_is_within(people, start, end) for start, end in runs)
        if not is_within and any(_is_somebody(outline, one) for one in people.speakers):
            yield people


def _is_within(people: PeopleSpan, start: int, end: int) -> bool:
    is_inside = start <= people.start and people.end <= end
    return is_inside and end - start > _MUCH_LONGER * (people.end - people.start)


def _is_somebody(outline: Outline, speaker: Speaker) -> bool:
    """Return whether a name is more than one Latin word, or belongs to a company or to somebody named in full."""
    name = speaker.name
    is_more = " " in name or not name.isascii() or name.startswith("@") or bool(speaker.org)
    return is_more or outline.names_in_full(name)


def count_points(outline: Outline, spot: Spot, people: PeopleSpan) -> float:
    """Return the points of people who are said to present something; 0 for others."""
    said = 0.0 if is_of_other_work(spot.text, people) else presents(spot.text, people)
    begin, _ = sentence_around(spot.text, people.start, people.end) if said else (0, 0)
    return said and said + score(
        company=any(one.org for one in people.speakers),
        several_people=len(people.speakers) > 1,
        full_name=people.sure >= SURE and any(" " in one.name for one in people.speakers),
        people_first=people.start - begin <= _OPENING_SIGNS,
        unsure_name=people.sure < SURE and not gives(spot.text, people),
        below_talks=holds_talks(outline.nearest_heading(spot)),
    )


def is_of_other_work(text: str, people: PeopleSpan) -> bool:
    """Return whether people wrote a book or a post, or showed something only to the author."""
    before, after = text[max(0, people.start - _LOOK_BACK) : people.start], text[people.end : people.end + _LOOK_AHEAD]
    return bool(BY_WRITER.search(before) or _TO_AUTHOR.match(after))


def _of_names(spot: Spot, people: PeopleSpan) -> Features:
    return {
        "sure": people.sure >= SURE,
        "full_name": any(" " in one.name for one in people.speakers),
        "company": any(one.org for one in people.speakers),
        "several": len(people.speakers) > 1,
        "begins_text": people.start <= _OPENING_SIGNS,
        "bold": any(one.name in run for one in people.speakers for run in spot.block.strong),
    }


def _of_words(outline: Outline, spot: Spot, people: PeopleSpan) -> Features:
    """Return what the sentence of people says, and those around it."""
    text, behind = spot.text, spot.text[people.end : people.end + _LOOK_BACK]
    begin, end = sentence_around(text, people.start, people.end)
    previous = sentence_around(text, max(0, begin - 2), max(0, begin - 2))[0] if begin else 0
    beside = f"{text[begin : people.start]} {text[people.end : end]}"
    return {
        "gives": gives(text, people),
        "begins": people.start - begin <= _OPENING_SIGNS,
        "verb_follows": bool(_VERB.match(behind)),
        "held": bool(_HELD.match(behind)),
        "talk_in_sentence": bool(OF_A_TALK.search(beside)),
        "talk_before": bool(OF_A_TALK.search(text[previous:begin])),
        "on_stage": bool(ON_STAGE.search(beside)),
        "thanked": bool(THANKS.search(beside)),
        "heard": bool(BEFORE_HEARD.search(text[begin : people.start])),
        "told_on": bool(TOLD_ON.match(text[end : end + _LOOK_AHEAD])),
        "other_event": names_other_event(text[begin:end], outline.event, outline.catalogue),
        "quoted": not set(text[end - 2 : end]).isdisjoint(_CLOSING_QUOTES),
    }


def _of_place(outline: Outline, spot: Spot) -> Features:
    return {
        "in_item": spot.block.kind is BlockKind.ITEM,
        "below_talks": any(map(holds_talks, outline.above(spot))),
        "below_no_talks": holds_no_talks(outline.nearest_heading(spot)),
        "many_people": min(1.0, len(outline.people(spot)) / _MANY_PEOPLE),
    }
