"""Answer a lookup by its intent: a KubeCon, a comparison, levels, people, or a search."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from bot.answers.answer_event import EventAnswerer
from bot.answers.event_highlights import EventHighlights
from bot.answers.fusion import BY_MEANING, RankingFeatures
from bot.answers.look_up import Answerer
from bot.answers.parse_filters import parse_filters
from bot.answers.phrase_tagger import PhraseTagger
from bot.answers.programme_fillers import fillers_last
from bot.answers.project_levels import status_of, those_that_reached
from bot.answers.query_words import QueryWords
from bot.answers.question import Question
from bot.answers.read_question import QuestionReader
from bot.answers.sort_matches import (
    each_once,
    in_preferred_order,
    order_found_talks,
    order_person_matches,
    order_topic_matches,
)
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.companies import is_same_company
from bot.catalogue.normalize import normalize
from bot.index.analyzer import stem_text
from bot.index.search_index import SearchIndex
from bot.model.entry import EntryKind
from bot.model.lookup import Answer, Lookup, Match
from bot.model.subject import ComparedSide, ComparisonSubject, Intent, PersonSubject, ReleaseSubject

_ALL = 75  # matches, more than anyone looks at
_OF_A_SIDE = 6
_FEW = 3  # matches
_OFTEN = 3  # entries of a person on one topic, to say that they talk about it
_OFTEN_SHARE = 0.1
_FEW_TALKS = 10
_TOPICS_TOLD = 3
_SIDES = 2  # that are compared at least

Respond = Callable[[Question, Lookup], Answer]


class QuestionAnswerer:
    """Answer lookups; those without a known intent are searches."""

    def __init__(
        self, tagger: PhraseTagger, words: QueryWords, catalogue: Catalogue, index: SearchIndex, answerer: Answerer
    ) -> None:
        self._catalogue = catalogue
        self._index = index
        self._search = answerer
        self._reader = QuestionReader(tagger, words, catalogue, index)
        self._highlights = EventHighlights(catalogue, index)
        self._events = EventAnswerer(catalogue, index, answerer)
        self._respond: Mapping[Intent, Respond] = {
            Intent.EVENT: self._events.answer,
            Intent.COMPARE: self._compare,
            Intent.STATUS: self._status,
            Intent.PROJECTS: self._projects,
            Intent.RELEASE: self._release,
            Intent.PERSON: self._person,
            Intent.COMPANY: self._person,
            Intent.OFF_TOPIC: self._off_topic,
        }

    def look_up(self, lookup: Lookup) -> Answer:
        """Answer a lookup; without a good match the answer has no matches, but suggestions if there are any."""
        asked = parse_filters(lookup)
        question = self._reader.read(asked)
        if question.intent in (Intent.HELP, Intent.THANKS):
            return Answer(asked, intent=question.intent)
        answer = self._answer(question, asked)
        if answer.subject is None and answer.intent is Intent.SEARCH and self._may_be_foreign(asked, answer):
            answer = self._in_english_too(question, asked, answer)
        return _cut(replace(answer, matches=fillers_last(answer.matches, lookup.words)), lookup.limit)

    def _may_be_foreign(self, lookup: Lookup, answer: Answer) -> bool:
        """Return whether English words may find more: if little was found, or for a name in another script."""
        return len(answer.matches) < _FEW or (not lookup.words.isascii() and not answer.topics)

    def _in_english_too(self, question: Question, lookup: Lookup, answer: Answer) -> Answer:
        """Add what is found by English words for words of another language that few entries contain."""
        in_english = self._reader.read(lookup, in_english=True)
        if in_english.translated == question.translated:
            return answer
        further = self._answer(in_english, lookup)
        topics = [match for match in further.matches if match.entry.kind is EntryKind.PROJECT]
        return replace(further, matches=each_once([*topics, *answer.matches, *further.matches]))

    def _answer(self, question: Question, lookup: Lookup) -> Answer:
        answer = self._respond.get(question.intent, self._searched)(question, lookup)
        return replace(answer, intent=question.intent, read_as=(*question.translated, *answer.read_as))

    def explain(self, lookup: Lookup) -> Question:
        """Return how a lookup is read, without answering it."""
        return self._reader.read(parse_filters(lookup))

    def ranking_features(self, lookup: Lookup) -> list[RankingFeatures] | None:
        """Return the ranking features of each candidate, if only meaning can rank them; None for any other lookup."""
        asked = parse_filters(lookup)
        question = self._reader.read(asked)
        searched = replace(asked, words=question.words, sentence=asked.words)
        return None if question.intent in self._respond else self._search.ranking_features(searched)

    def _found(self, question: Question, lookup: Lookup) -> Answer:
        return self._search.look_up(replace(lookup, words=question.words, sentence=lookup.words, limit=_ALL))

    def _off_topic(self, question: Question, lookup: Lookup) -> Answer:
        """Show entries that contain these very words, and nothing similar."""
        found = self._found(question, lookup) if question.names else Answer(lookup)
        said = [match for match in found.matches if _says(match, question.names)]
        return replace(found, read_as=(), matches=tuple(said), did_you_mean=())

    def _searched(self, question: Question, lookup: Lookup) -> Answer:
        found = in_preferred_order(question, self._found(question, lookup), self._search.age)
        if question.wants("wish.newest"):
            return found
        if found.only_topic is None:
            if any(BY_MEANING in match.why for match in found.matches):
                return found  # whose scores are not by words
            return replace(found, matches=order_found_talks(found.matches, self._search.age))
        topic = found.only_topic.topic.name
        return replace(found, matches=order_topic_matches(found.matches, self._search.age, topic))

    def _compare(self, question: Question, lookup: Lookup) -> Answer:
        """Show what mentions both sides, then statements about each side in turn."""
        typed = self._search.look_up(replace(lookup, limit=_ALL))
        both = self._search.look_up(replace(lookup, words=" ".join(question.names), limit=_ALL))
        found = {name: self._search.look_up(replace(lookup, words=name, limit=_ALL)) for name in question.names}
        sides = tuple(self._side(name, answer) for name, answer in found.items())
        each = [[match for match in one.matches if match.entry.kind is not EntryKind.PROJECT] for one in found.values()]
        ordered = (order_topic_matches(matches, self._search.age) for matches in each)
        in_turn = [match for row in zip(*map(_padded, ordered), strict=True) for match in row if match]
        meant = [(name, topic.part_of if (topic := self._catalogue.topic(name)) else "") for name in question.names]
        compared = [match for match in (*typed.matches, *both.matches) if _says_several(match, meant)]
        matches = each_once([*compared, *in_turn])
        return replace(both, lookup=lookup, matches=tuple(matches), did_you_mean=(), subject=ComparisonSubject(sides))

    def _side(self, name: str, answer: Answer) -> ComparedSide:
        ordered = order_topic_matches(answer.matches, self._search.age)
        newest = next((match.entry for match in ordered if match.entry.kind is EntryKind.TAKEAWAY), None)
        summary = next((one for one in answer.topics if one.topic.name == name), None)  # "flux" has other meanings, too
        return ComparedSide(name, summary, newest, is_found=bool(answer.matches))

    def _status(self, question: Question, lookup: Lookup) -> Answer:
        topic = self._catalogue.topic(question.names[0])
        typed = self._search.look_up(replace(lookup, limit=_ALL))
        found = self._search.look_up(replace(lookup, words=question.names[0], limit=_ALL))
        matches = tuple(each_once([*typed.matches, *found.matches]))
        summaries = tuple(one for one in found.topics if one.topic.name == question.names[0])
        part = question.names[1] if len(question.names) > 1 else ""
        subject = status_of(topic, question.levels, part) if topic else None
        return replace(found, matches=matches, topics=summaries, readings=(), subject=subject)

    def _projects(self, question: Question, lookup: Lookup) -> Answer:
        reached = those_that_reached(self._catalogue.topics, question, lookup.asked_on)
        found = self._found(question, lookup)
        names = {one.topic.name for one in reached.reached}
        told = tuple(match for match in found.matches if _tells_of_level(match, names, reached.levels))
        return replace(found, matches=told, did_you_mean=(), subject=reached)

    def _release(self, question: Question, lookup: Lookup) -> Answer:
        releases = self._catalogue.releases
        out = [one for one in releases.values() if not lookup.asked_on or one.released <= lookup.asked_on.isoformat()]
        release = releases[question.names[0]] if question.names else out[-1]
        found = self._search.look_up(replace(lookup, words=f"kubernetes {release.version}", limit=_ALL))
        return replace(found, did_you_mean=(), subject=ReleaseSubject(release, lookup.asked_on))

    def _person(self, question: Question, lookup: Lookup) -> Answer:
        """Show all talks and statements of a person or of a company's people, newest first."""
        name, is_company = question.names[0], question.intent is Intent.COMPANY
        found = in_preferred_order(question, _of_person(self._found(question, lookup), name), self._search.age)
        matches = order_person_matches(found.matches, name, self._search.age)
        companies = () if is_company else self._companies(name, matches)
        topics = self._topics_of(matches)
        subject = PersonSubject(name, companies, is_company, next(iter(question.events), ""), topics)
        return replace(found, matches=matches, subject=subject)

    def _topics_of(self, matches: Sequence[Match]) -> tuple[str, ...]:
        """Return the typical topics of matches: those of several matches that few other talks are on."""
        counted = self._highlights.telling(Counter(topic for match in matches for topic in match.entry.topics))
        least = max(_OFTEN, len(matches) * _OFTEN_SHARE)
        rarity = {topic: self._rarity(topic) for topic, number in counted.items() if number >= least}
        return tuple(sorted(rarity, key=lambda topic: -counted[topic] * rarity[topic])[:_TOPICS_TOLD])

    def _rarity(self, topic: str) -> float:
        talks = sum(on_topic for on_topic, _ in self._index.names.talks_on(topic).values())
        return float((_FEW_TALKS + talks) ** -0.5)

    def _companies(self, name: str, matches: Iterable[Match]) -> tuple[str, ...]:
        """Return the companies of a person, the latest first, each by its latest name."""
        people = [speaker for match in matches for speaker in match.entry.speakers if speaker.name == name]
        known: dict[str, str] = {}
        for org in (speaker.org for speaker in people if speaker.org):
            topic = self._catalogue.named(org)
            known.setdefault(normalize(topic.topics[0].name if topic and topic.topics else org), org)
        often = Counter(speaker.org for speaker in people)
        last, *before = known.values() or ("",)
        others = [org for org in before if not is_same_company(org, last)]
        return tuple(org for org in (last, *sorted(others, key=lambda org: -often[org])[:1]) if org)


def _cut(answer: Answer, limit: int) -> Answer:
    totals = Counter(match.entry.kind for match in answer.matches[:_ALL])
    return replace(answer, matches=answer.matches[: max(0, min(limit, _ALL))], totals=tuple(totals.items()))


def _of_person(answer: Answer, name: str) -> Answer:
    """Return the answer with only the matches that name a person or company, whose people come first."""
    matches = tuple(_name_first(match, name) for match in answer.matches if _says(match, [normalize(name)]))
    return replace(answer, matches=matches or answer.matches)


def _name_first(match: Match, name: str) -> Match:
    speakers = tuple(sorted(match.entry.speakers, key=lambda one: name not in (one.name, one.org)))
    return match if speakers == match.entry.speakers else replace(match, entry=replace(match.entry, speakers=speakers))


def _says(match: Match, words: Iterable[str]) -> bool:
    people = " ".join(f"{speaker.name} {speaker.org}" for speaker in match.entry.speakers)
    said = f" {normalize(f'{match.entry.title} {match.entry.text} {people}')} "
    return all(f" {word}" in said for word in words)


def _says_several(match: Match, sides: Iterable[tuple[str, str]]) -> bool:
    """Return whether a match mentions two or more of the compared things, by name or by what they are part of."""
    topics = match.entry.topics
    said = (name in topics or whole in topics or _says(match, [normalize(name)]) for name, whole in sides)
    return sum(said) >= _SIDES


def _tells_of_level(match: Match, projects: Collection[str], levels: Iterable[str]) -> bool:
    """Return whether a match says that one of the projects reached one of the levels."""
    said = set(stem_text(f"{match.entry.title} {match.entry.text}"))
    return not said.isdisjoint(map(_stem, levels)) and not set(match.entry.topics).isdisjoint(projects)


def _stem(word: str) -> str:
    return next(iter(stem_text(word)), word)


def _padded(matches: Sequence[Match]) -> list[Match | None]:
    return [*matches[:_OF_A_SIDE], *([None] * (_OF_A_SIDE - len(matches)))]
