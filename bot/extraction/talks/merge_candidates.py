"""Merge candidates of the same talk from several places of a recap."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.catalogue.normalize import normalize
from bot.extraction.people.person_names import is_wide_name
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.scoring import ENOUGH
from bot.extraction.talks.titles import title_shape
from bot.model.entry import Speaker

_ALIKE = 0.85  # share of words that two spellings of one title have in common
_ALIKE_IN_PLACE = 0.7  # the same, of two readings of one text
_FEWEST_WORDS = 3  # a shorter title is weak
_LEAST_SHAPE = 0.5
_RARE = 3

_Mark = tuple[str, str | int]


def merge_candidates(candidates: Iterable[TalkCandidate]) -> list[TalkCandidate]:
    """Return each talk once, in the order of the recap; the strongest candidate gives title and speakers."""
    enough = _without_labels([candidate for candidate in candidates if candidate.evidence >= ENOUGH])
    talks = _Talks(enough)
    for candidate in sorted(enough, key=lambda one: (not one.title, -one.evidence, one.spot.index)):
        talks.take(candidate)
    return sorted(talks.found, key=lambda talk: (talk.spot.index, talk.at))


class _Talks:
    """Collect talks, and find those that share anything with a further candidate."""

    def __init__(self, candidates: Sequence[TalkCandidate]) -> None:
        self.found: list[TalkCandidate] = []
        self._places: defaultdict[_Mark, set[int]] = defaultdict(set)
        self._often = Counter(word for one in candidates for word in _words(one.title))

    def take(self, candidate: TalkCandidate) -> None:
        """Add a candidate to the first talk that is the same, or as a new talk."""
        has, asks = _marks(candidate, self._often)
        near = sorted({place for mark in asks for place in self._places.get(mark, ())})
        place = next((place for place in near if _is_same(self.found[place], candidate)), len(self.found))
        if place < len(self.found):
            self.found[place] = _together(self.found[place], candidate)
        else:
            self.found.append(candidate)
        for mark in has:
            self._places[mark].add(place)


def _marks(candidate: TalkCandidate, often: Mapping[str, int]) -> tuple[list[_Mark], list[_Mark]]:
    """Return the keys by which another candidate of the same talk finds this one.

    Of two titles that are the same, one has the rarest words of the other.
    """
    title, at = _words(candidate.title), candidate.spot.index
    rare = sorted(title, key=lambda word: often[word])[:_RARE]
    both = [("link", link.id) for link in candidate.links]
    both += [("name", word) for speaker in candidate.speakers for word in _words(speaker.name)]
    about = candidate.about
    has = [("title", word) for word in title] + [("rare", word) for word in rare] + [("about", i) for i in about]
    asks = [("title", word) for word in rare] + [("rare", word) for word in title] + [("at", i) for i in about]
    return [*both, *has, ("at", at)], [*both, *asks, ("about", at)]


@lru_cache(maxsize=1000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(normalize(text).split())


def _without_labels(candidates: Sequence[TalkCandidate]) -> list[TalkCandidate]:
    """Drop headings without link or speakers that are only above a talk with its own title."""
    titles: defaultdict[int, list[str]] = defaultdict(list)
    for one in candidates:
        if one.title and not one.spot.is_heading:
            titles[one.spot.index].append(one.title)
    return [one for one in candidates if not (_is_mere_heading(one) and _holds_another(one, titles))]


def _is_mere_heading(one: TalkCandidate) -> bool:
    return one.spot.is_heading and not (one.links or one.speakers)


def _holds_another(one: TalkCandidate, titles: Mapping[int, Sequence[str]]) -> bool:
    inside = (title for index in one.about for title in titles.get(index, ()))
    return any(not _is_same_title(one.title, title) for title in inside)


def _is_same(talk: TalkCandidate, other: TalkCandidate) -> bool:
    if {link.id for link in talk.links} & {link.id for link in other.links}:
        return True
    if _is_spoken_of(talk, other) or _is_read_twice(talk, other):
        return True
    if _are_apart(talk, other):
        return False
    if talk.title and other.title:
        return _is_same_title(talk.title, other.title) or _names_section(talk, other) or _names_section(other, talk)
    if _share_speaker(talk.speakers, other.speakers):
        return bool(talk.title or other.title) or talk.spot.headings == other.spot.headings
    is_told_below = other.spot.index in talk.about
    return is_told_below and (not talk.speakers or _are_in_other_letters(talk.speakers, other.speakers))


def _is_spoken_of(talk: TalkCandidate, other: TalkCandidate) -> bool:
    """Return whether somebody without a title is named in a talk's section: one more speaker, or somebody quoted."""
    return (
        talk.spot.is_heading
        and bool(talk.title)
        and not (other.title or other.links)
        and other.spot.index in talk.about
    )


def _is_read_twice(talk: TalkCandidate, other: TalkCandidate) -> bool:
    """Return whether two readings of one text give the same title, whomever each takes for the speakers."""
    return talk.spot.index == other.spot.index and _is_same_title(talk.title, other.title, _ALIKE_IN_PLACE)


def _are_apart(talk: TalkCandidate, other: TalkCandidate) -> bool:
    """Return whether two candidates lead to different pages of one kind, or name different people."""
    for kind in {link.leads for link in talk.links} & {link.leads for link in other.links}:
        mine, theirs = ({link.id for link in one.links if link.leads is kind} for one in (talk, other))
        if mine.isdisjoint(theirs):
            return True
    if not talk.speakers or not other.speakers or _are_in_other_letters(talk.speakers, other.speakers):
        return False
    return not _share_speaker(talk.speakers, other.speakers)


def _are_in_other_letters(speakers: Sequence[Speaker], others: Sequence[Speaker]) -> bool:
    """Return whether names cannot be compared, because a Japanese text writes "Ada Otter" as "太郎さん" further on."""
    return {is_wide_name(one.name) for one in speakers}.isdisjoint(is_wide_name(one.name) for one in others)


def _is_same_title(one: str, other: str, alike: float = _ALIKE) -> bool:
    """Return whether two titles are the same but for small words, case or a part left out."""
    first, second = set(_words(one)), set(_words(other))
    shared = len(first & second)
    shorter, longer = sorted((len(first), len(second)))
    return shorter > 0 and (shared >= alike * longer or shared == shorter >= _FEWEST_WORDS)


def _names_section(heading: TalkCandidate, inside: TalkCandidate) -> bool:
    """Return whether a heading only labels the section that contains the other's title."""
    is_label = _is_weak(heading.title) or heading.is_label or not (inside.links or inside.speakers)
    return inside.spot.index in heading.about and is_label


def _is_weak(title: str) -> bool:
    return title_shape(title) < _LEAST_SHAPE or (title.isascii() and len(title.split()) < _FEWEST_WORDS)


def _share_speaker(speakers: Sequence[Speaker], others: Sequence[Speaker]) -> bool:
    return any(_is_same_name(one.name, other.name) for one in speakers for other in others)


def _is_same_name(one: str, other: str) -> bool:
    """Return whether two names are one person's: the same surname and initial, or one the beginning of the other."""
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs:
        return False
    if min(len(mine), len(theirs)) == 1:
        return mine[0] in theirs or theirs[0] in mine
    shorter, longer = sorted((mine, theirs), key=len)
    return shorter == longer[: len(shorter)] or (mine[-1] == theirs[-1] and mine[0][0] == theirs[0][0])


def _together(talk: TalkCandidate, other: TalkCandidate) -> TalkCandidate:
    """Return the talk with what the other candidate adds."""
    title = other.title if _names_better(other, talk) else talk.title
    ids = {link.id for link in talk.links}
    is_of_others = (
        bool(talk.speakers) and _is_spoken_of(talk, other) and not _share_speaker(talk.speakers, other.speakers)
    )
    both = talk.speakers + other.speakers
    longer = talk.speakers if is_of_others else max(talk.speakers, other.speakers, key=len)
    if _is_read_twice(talk, other) and not _share_speaker(talk.speakers, other.speakers):
        longer = both
    return replace(
        talk,
        title=title,
        is_label=talk.is_label and title == talk.title,
        speakers=tuple(_with_company(one, both) for one in longer if not _begins_title(one, title)),
        text=talk.text or other.text,
        links=talk.links + tuple(link for link in other.links if link.id not in ids),
        about=tuple(dict.fromkeys(talk.about + other.about)),
        names=tuple(dict.fromkeys(talk.names + other.names)),
    )


def _begins_title(speaker: Speaker, title: str) -> bool:
    """Return whether the first words of a title were read as the last of the people before it."""
    return bool(speaker.name) and title.startswith(f"{speaker.name} ")


def _with_company(speaker: Speaker, others: Sequence[Speaker]) -> Speaker:
    """Return a speaker with the company that the same name has among others, if it has none."""
    known = (one.org for one in others if one.org and not speaker.org and _is_same_name(speaker.name, one.name))
    return replace(speaker, org=next(known, speaker.org))


def _names_better(other: TalkCandidate, talk: TalkCandidate) -> bool:
    """Return whether the other has the better title: a full one, or one with a link for a section's label."""
    if not other.title or not talk.title or _is_weak(other.title):
        return bool(other.title) and not talk.title
    return _is_weak(talk.title) or (talk.is_label and bool(other.links) and not other.is_label)
