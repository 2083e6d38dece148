"""Add speakers named right below a title to talks without speakers."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.extraction.outline import Outline, Spot
from bot.extraction.people.find_people import PeopleSpan, people_between
from bot.extraction.people.person_names import LIKELY, SURE
from bot.extraction.people.read_speakers import is_labelled, read_speakers
from bot.extraction.sentences import split_sentences
from bot.extraction.talk_links import is_material
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.scoring import ENOUGH, score
from bot.extraction.talks.speaker_attribution import presents, sentence_around
from bot.model.entry import Speaker

_NEAR = 3  # lines below a title, those left out that only hold links
_LONGEST = 200
_BEGINNING = 60
_PRESENTS, _GIVES = score(presents=True), score(gives_talk=True)


def add_nearby_speakers(outline: Outline, candidates: Sequence[TalkCandidate]) -> list[TalkCandidate]:
    """Return the candidates; those with only a title get the speakers of their text, or in the lines below it."""
    named = {(one.spot.index, one.title) for one in candidates if one.title and one.evidence >= ENOUGH}
    titles = Counter(index for index, _ in named)
    told = [
        replace(one, speakers=_speakers(outline, one, titles)) if one.evidence >= ENOUGH and _is_bare(one) else one
        for one in candidates
    ]
    return _with_presenters(told)


def _with_presenters(candidates: Sequence[TalkCandidate]) -> list[TalkCandidate]:
    """Give each title without speakers the people who present in the same text, each to the title nearest to them."""
    enough = [one for one in candidates if one.evidence >= ENOUGH and not one.spot.is_heading]
    bare: dict[int, list[TalkCandidate]] = defaultdict(list)
    for one in enough:
        if _is_bare(one):
            bare[one.spot.index].append(one)
    given = {name.name for one in enough if one.title for name in one.speakers}
    speakers: dict[tuple[int, int], tuple[Speaker, ...]] = {}
    for people in enough:
        near = bare.get(people.spot.index)
        if near and not people.title and given.isdisjoint(one.name for one in people.speakers):
            nearest = min(near, key=lambda one: abs(one.at - people.at))
            speakers.setdefault((nearest.spot.index, nearest.at), people.speakers)
    return [
        replace(one, speakers=speakers.get((one.spot.index, one.at), ())) if _is_bare(one) else one
        for one in candidates
    ]


def _is_bare(one: TalkCandidate) -> bool:
    return bool(one.title) and not one.speakers


def _speakers(outline: Outline, one: TalkCandidate, titles: Counter[int]) -> tuple[Speaker, ...]:
    """Return the people named in the text of a title, if it is the only one there, or right below it."""
    if one.spot.index in one.names:
        return _nearby(outline, one, titles)
    return _in_text(outline, one) if titles[one.spot.index] == 1 and not one.spot.is_heading else ()


def _in_text(outline: Outline, one: TalkCandidate) -> tuple[Speaker, ...]:
    """Return the people of a title's sentence, or of its text, if they present something or are certain."""
    if labelled := _labelled_after(outline, one):
        return labelled
    text, people = one.spot.text, [span for span in outline.people(one.spot) if _is_apart(one, span)]
    near = people_between(people, *sentence_around(text, one.at, one.at + len(one.title))) or people
    sure = [span for span in near if span.sure >= SURE]
    told = [span for span in near if presents(text, span) >= (_GIVES if span.sure < SURE else _PRESENTS)]
    return next((chosen[0].speakers for chosen in (told, sure) if len(chosen) == 1), ())


def _labelled_after(outline: Outline, one: TalkCandidate) -> tuple[Speaker, ...]:
    """Return the speakers that the sentence after a title's announces: "… Speakers: Jane Roe and John Doe."."""
    text = one.spot.text
    _, end = sentence_around(text, one.at, one.at + len(one.title))
    following = text[end : end + _LONGEST].lstrip()
    if not is_labelled(following):
        return ()
    return read_speakers(split_sentences(following)[0], outline.judge, LIKELY)


def _is_apart(one: TalkCandidate, people: PeopleSpan) -> bool:
    """Return whether names are no part of the title."""
    return not any(person.name in one.title for person in people.speakers)


def _nearby(outline: Outline, one: TalkCandidate, titled: Counter[int]) -> tuple[Speaker, ...]:
    for place, spot in enumerate(_lines_below(outline, one.spot)):
        if spot.is_heading or spot.index in titled:
            return ()
        is_told = is_labelled(spot.text)
        if place and not is_told:
            continue
        if len(spot.text) <= _LONGEST and (
            people := read_speakers(spot.text, outline.judge, LIKELY if is_told else SURE)
        ):
            return people
        if not place and (people := _who_presents(outline, spot)):
            return people
    return ()


def _lines_below(outline: Outline, spot: Spot) -> Iterator[Spot]:
    below = (one for one in outline.spots[spot.index + 1 :] if not is_material(one.text))
    yield from islice(below, _NEAR)


def _who_presents(outline: Outline, spot: Spot) -> tuple[Speaker, ...]:
    """Return the people that a description begins with, if it says that they present."""
    first = next(iter(outline.people(spot)), None)
    is_first = first is not None and first.sure >= SURE and first.start < _BEGINNING
    return first.speakers if first and is_first and presents(spot.text, first) else ()
