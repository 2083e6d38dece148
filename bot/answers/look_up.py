"""Answer a lookup: parse it, find candidates, rank and group them, or say that there is nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.answers.deduplicate import Deduplicated, deduplicate
from bot.answers.fusion import Fusion, RankingFeatures, needs_meaning
from bot.answers.misspelt_titles import find_misspelt_titles
from bot.answers.parse_filters import parse_filters
from bot.answers.parse_lookup import LookupParser, ParsedLookup
from bot.answers.query_words import QueryWords
from bot.answers.ranking import Ranked, rank
from bot.answers.suggestions import suggest_instead
from bot.answers.topic_summaries import TopicSummaries
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.normalize import normalize
from bot.index.analyzer import stem_text
from bot.index.search_index import Candidate, Scope, SearchIndex, Term
from bot.model.edition import Edition
from bot.model.entry import Entry, EntryKind
from bot.model.lookup import Answer, Interpretation, Lookup, Match
from bot.model.topic_summary import TopicSummary

_CANDIDATES = 60
_OF_EACH_KIND = 15  # where short titles crowd out all statements, or the other way round
_EDITION_FACTS = 5  # statements that say when and where an edition was, ahead of all others about it
_MOST_MATCHES = 75
_NO_EVENT = ("",)  # posts that do not say which edition they are about


class Answerer:
    """Answer lookups from one index and one catalogue."""

    def __init__(
        self, catalogue: Catalogue, words: QueryWords, index: SearchIndex, fusion: Fusion | None = None
    ) -> None:
        self._catalogue = catalogue
        self.index = index
        self._fusion = fusion
        self._words = words
        self._reader = LookupParser(catalogue, words, index)
        dated = sorted((e for e in catalogue.editions if e.starts_on), key=lambda edition: str(edition.starts_on))
        self.age = {edition.id: place / max(1, len(dated) - 1) for place, edition in enumerate(dated)}
        self._pages = TopicSummaries(index.names, self.age, catalogue)

    def look_up(self, lookup: Lookup) -> Answer:
        """Answer a lookup; without a good match the answer has no matches, but suggestions if there are any."""
        lookup = parse_filters(lookup)
        parsed, grouped = self._read_and_find(lookup)
        matches = tuple(self._matches(parsed, grouped))
        totals = Counter(match.entry.kind for match in matches[:_MOST_MATCHES])
        return Answer(
            lookup=lookup,
            # a corrected spelling that finds nothing was a wrong guess
            read_as=tuple(read for read in parsed.read_as if matches or read.why != "spelling"),
            topics=tuple(self._summaries(parsed)),
            readings=tuple(meaning for name in parsed.named for meaning in name.readings),
            matches=matches[: max(0, min(lookup.limit, _MOST_MATCHES))],
            did_you_mean=() if matches else suggest_instead(parsed, self.index.names),
            totals=tuple(totals.items()),
        )

    def _read_and_find(self, lookup: Lookup) -> tuple[ParsedLookup, list[Deduplicated]]:
        parsed = self._reader.read(lookup)
        grouped = [] if parsed.impossible else self._find(parsed)
        if grouped or not parsed.events or lookup.event:
            return parsed, grouped
        as_words = self._reader.read(lookup, events_as_words=True)
        grouped = self._find(as_words, words_only=True)
        return (_of_other_editions(as_words, parsed, grouped) if grouped else parsed), grouped

    def _find(self, parsed: ParsedLookup, *, words_only: bool = False) -> list[Deduplicated]:
        candidates = self._candidates(parsed)
        near = find_misspelt_titles(parsed, self._words, self.index)
        ranked = None if words_only or near else self._by_meaning(parsed, candidates)
        if ranked is None:
            found = rank(parsed, candidates, self.age, strict=words_only)
            ranked = near + [one for one in found if all(one.record is not other.record for other in near)]
        return deduplicate([one for one in ranked if _is_asked_for(parsed.lookup, one.record.entry)])

    def ranking_features(self, lookup: Lookup) -> list[RankingFeatures] | None:
        """Return the ranking features of each candidate of a lookup that words do not settle; None if they do."""
        parsed = self._reader.read(parse_filters(lookup))
        candidates = self._candidates(parsed)
        if self._fusion is None or not needs_meaning(parsed, candidates):
            return None
        return self._fusion.ranking_features(parsed, candidates, _scope(parsed))

    def _by_meaning(self, parsed: ParsedLookup, candidates: Sequence[Candidate]) -> list[Ranked] | None:
        """Rank by words and meaning together, or return None if words settle the lookup or no meaning is known."""
        if self._fusion is None or not needs_meaning(parsed, candidates):
            return None
        return self._fusion.rank(parsed, candidates, _scope(parsed))

    def _candidates(self, parsed: ParsedLookup) -> list[Candidate]:
        kind = _searched_kind(parsed)
        concepts = [concept.terms for concept in parsed.concepts]
        if not parsed.events:
            return self._of_each_kind(concepts, Scope(kind)) if concepts else []
        inside = self._of_each_kind(concepts, Scope(kind, parsed.events))
        if kind is not EntryKind.TALK and _asks_only_for_edition(parsed):
            inside = self._edition_first(parsed.events, inside)
        beside = self.index.candidates(concepts, Scope(kind, _NO_EVENT), _CANDIDATES) if concepts else []
        return inside + beside

    def _of_each_kind(self, concepts: Sequence[Sequence[Term]], scope: Scope) -> list[Candidate]:
        """Return the best candidates, and some of each kind if there are many of one kind."""
        found = self.index.candidates(concepts, scope, _CANDIDATES)
        if scope.kind or len(found) < _CANDIDATES:
            return found
        known = {candidate.record.number for candidate in found}
        kinds = Counter(candidate.record.entry.kind for candidate in found)
        for kind in (EntryKind.TAKEAWAY, EntryKind.TALK):
            if kinds[kind] < _OF_EACH_KIND:
                others = self.index.candidates(concepts, replace(scope, kind=kind), _OF_EACH_KIND)
                found += [candidate for candidate in others if candidate.record.number not in known]
        return found

    def _edition_first(self, events: Sequence[str], others: Sequence[Candidate]) -> list[Candidate]:
        """Put statements on when and where the editions were before the others."""
        editions = (edition for event in events if (edition := self._catalogue.edition(event)))
        scope = Scope(EntryKind.TAKEAWAY, tuple(events))
        found = self.index.candidates(_edition_concepts(editions), scope, _EDITION_FACTS)
        numbers = {candidate.record.number for candidate in found}
        return found + [replace(one, score=0.0) for one in others if one.record.number not in numbers]

    def _matches(self, parsed: ParsedLookup, grouped: Sequence[Deduplicated]) -> Iterator[Match]:
        lookup = parsed.lookup
        found = [_to_match(one) for one in grouped]
        if lookup.kind is EntryKind.PROJECT:
            yield from self._projects(parsed, found)
            return
        if _asks_for_topic(parsed):
            topics = [topic for name in parsed.named if parsed.only_name or not name.plain for topic in name.topics]
            yield from (self._pages.match(topic) for topic in topics)
        yield from found

    def _projects(self, parsed: ParsedLookup, found: Sequence[Match]) -> Iterator[Match]:
        """Return the named topics, then those that most matches mention."""
        named = [topic.name for name in parsed.named for topic in name.topics]
        spoken_of = Counter(name for match in found for name in match.entry.topics)
        for name in dict.fromkeys((*named, *(name for name, _ in spoken_of.most_common()))):
            topic = self._catalogue.topic(name)
            if topic is not None:
                yield self._pages.match(topic)

    def _summaries(self, parsed: ParsedLookup) -> Iterator[TopicSummary]:
        for name in parsed.named:
            yield from (self._pages.summary(topic) for topic in name.topics)


def _scope(parsed: ParsedLookup) -> Scope:
    return Scope(_searched_kind(parsed), (*parsed.events, *_NO_EVENT) if parsed.events else ())


def _searched_kind(parsed: ParsedLookup) -> EntryKind | None:
    return parsed.lookup.kind if parsed.lookup.kind is not EntryKind.PROJECT else None


def _of_other_editions(as_words: ParsedLookup, parsed: ParsedLookup, grouped: Sequence[Deduplicated]) -> ParsedLookup:
    """Mark that everything found is of other editions than the requested one."""
    if any(one.ranked.record.entry.event in parsed.events for one in grouped):
        return as_words
    elsewhere = Interpretation(parsed.event_words, "other editions", "edition")
    return replace(as_words, read_as=(elsewhere, *as_words.read_as))


def _asks_for_topic(parsed: ParsedLookup) -> bool:
    """Return whether the lookup is for a topic itself: its name and nothing else, or how mature it is."""
    lookup = parsed.lookup
    if lookup.kind or lookup.speaker or lookup.company:
        return False
    return parsed.only_name or (len(parsed.named) == 1 and "maturity" in parsed.asks)


def _is_asked_for(lookup: Lookup, entry: Entry) -> bool:
    """Return whether an entry passes the filters on speaker and company."""
    if not (lookup.speaker or lookup.company):
        return True
    names = normalize(" ".join(speaker.name for speaker in entry.speakers)).split()
    companies = normalize(" ".join(speaker.org for speaker in entry.speakers)).split()
    return set(normalize(lookup.speaker).split()) <= set(names) and set(normalize(lookup.company).split()) <= set(
        companies
    )


def _to_match(grouped: Deduplicated) -> Match:
    ranked = grouped.ranked
    return Match(ranked.record.entry, round(min(1.0, ranked.score), 4), ranked.why, grouped.also_in)


def _asks_only_for_edition(parsed: ParsedLookup) -> bool:
    """Return whether only an edition or its date was asked for."""
    asking = parsed.asks.get("date", frozenset())
    return bool(parsed.events) and all(concept.typed in asking for concept in parsed.concepts)


def _edition_concepts(editions: Iterable[Edition]) -> Iterator[tuple[Term, ...]]:
    """Yield the terms of the editions' cities, and those of the months they began in."""
    editions = list(editions)
    yield tuple(Term(tuple(stem_text(name))) for one in editions for name in (one.city, *one.also) if name)
    yield tuple(Term(tuple(stem_text(f"{one.starts_on:%B}"))) for one in editions if one.starts_on)
