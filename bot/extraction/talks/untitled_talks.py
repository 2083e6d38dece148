"""Find talks without a title by their speakers: "Jane Roe from Acme showed how …"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.catalogue.normalize import normalize
from bot.extraction.outline import Outline, Spot
from bot.extraction.people.find_people import PeopleSpan
from bot.extraction.sentences import first_statement
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.fitted_weights import Features, weigh
from bot.extraction.talks.people_features import PeopleReader, count_points, is_of_other_work, people_in
from bot.extraction.talks.scoring import ENOUGH, score
from bot.extraction.talks.speaker_attribution import sentence_around
from bot.languages.pattern_templates import compile_words
from bot.model.entry import Speaker
from bot.model.recap import BlockKind

_SMALL = compile_words(r"\b{talk} {given_by} (?P<name>[a-zß-ÿ'’-]+ [a-zß-ÿ'’-]+)(?=$|[.,;:()]| and | from | at )")


def find_presenters(outline: Outline) -> Iterator[TalkCandidate]:
    """Return a candidate for every group of people who present something in running text."""
    for spot, people in _everybody(outline):
        if points := count_points(outline, spot, people):
            yield _candidate(spot, people, points)
    for spot in outline.spots:
        if spot.text[:1].islower() and not spot.is_heading:
            yield from _in_small_letters(outline, spot)


def _in_small_letters(outline: Outline, spot: Spot) -> Iterator[TalkCandidate]:
    """Yield who gave a talk in a note that has no capitals: "went to the otter talk by ada birkenfeld"."""
    for match in _SMALL.finditer(spot.text):
        if outline.judge.may_be_small_name(match["name"]):
            begin, _ = sentence_around(spot.text, match.start(), match.end())
            speakers = (Speaker(match["name"]),)
            evidence = score(gives_talk=True)
            yield TalkCandidate("", speakers, spot, evidence, first_statement(spot.text, begin), at=match.start("name"))


def judge_people(outline: Outline, candidates: Sequence[TalkCandidate]) -> list[TalkCandidate]:
    """Return the candidates; people in running text are weighed by all that is said of them, presenters or not."""
    weighed = [
        replace(one, evidence=max(one.evidence, weigh("people", features)))
        for one, features in describe_people(outline, candidates)
    ]
    places = {(one.spot.index, one.at) for one in weighed}
    others = (one for one in candidates if not (_is_untitled(one) and (one.spot.index, one.at) in places))
    return [*others, *weighed]


def _is_untitled(one: TalkCandidate) -> bool:
    return not (one.title or one.names or one.links)


def describe_people(outline: Outline, candidates: Sequence[TalkCandidate]) -> list[tuple[TalkCandidate, Features]]:
    """Return the people whom running text names, as talks without a title, with their features.

    Those of a talk that is known, and those named in what is told of it, need no judging.
    """
    proven = [one for one in candidates if one.title and one.evidence >= ENOUGH]
    speakers = {normalize(speaker.name) for one in proven for speaker in one.speakers}
    told = {index for one in proven for index in (*one.about, *one.names)}
    places = [
        (spot, people)
        for spot, people in _everybody(outline)
        if spot.index not in told
        and speakers.isdisjoint(normalize(one.name) for one in people.speakers)
        and not is_of_other_work(spot.text, people)
    ]
    points = [count_points(outline, spot, people) for spot, people in places]
    reader = PeopleReader(outline, candidates, points)
    return [
        (_candidate(spot, people, own), reader.describe(spot, people, own))
        for (spot, people), own in zip(places, points, strict=True)
    ]


def _everybody(outline: Outline) -> Iterator[tuple[Spot, PeopleSpan]]:
    for spot in outline.spots:
        if spot.block.kind is not BlockKind.ROW and not spot.is_heading:
            yield from ((spot, people) for people in people_in(outline, spot))


def _candidate(spot: Spot, people: PeopleSpan, points: float) -> TalkCandidate:
    begin, _ = sentence_around(spot.text, people.start, people.end)
    return TalkCandidate("", people.speakers, spot, points, first_statement(spot.text, begin), at=people.start)
