"""Parse a lookup: first the editions and names in it, then each other word with the terms to search for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.answers.correct_words import WordCorrector
from bot.answers.expand_terms import Concept, TermExpander
from bot.answers.query_words import QueryWords
from bot.catalogue.catalogue import Catalogue, Named
from bot.catalogue.events.find_edition_mentions import Certainty, EditionMention
from bot.catalogue.normalize import normalize
from bot.index.analyzer import stem_text
from bot.index.search_index import SearchIndex
from bot.index.spelling import Correction
from bot.model.entry import EntryKind
from bot.model.lookup import Interpretation, Lookup
from bot.model.topic import Topic


@dataclass(frozen=True, slots=True)
class _Asked:
    """The ids of events that words ask for, and their positions; no ids for an edition that does not exist."""

    ids: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ParsedLookup:
    """A lookup as understood.

    `stems` are those of all words typed, little ones too, in order. `events` are the edition ids meant, newest
    first, and `event_words` the words that name them; `hints` are years that make some events likelier without asking
    for them. `impossible` says that the words name an edition that does not exist. `wants` is the kind of entry that
    the words prefer. `is_sentence` says that little words bind them, as in a question. `asks` maps what the words ask
    for ("number", "date", "share") to those of them that do ("how", "many"). `only_name` says that nothing but one
    topic's name was typed.
    """

    lookup: Lookup
    stems: tuple[str, ...]
    concepts: tuple[Concept, ...] = ()
    events: tuple[str, ...] = ()
    event_words: str = ""
    hints: tuple[str, ...] = ()
    impossible: bool = False
    wants: EntryKind | None = None
    is_sentence: bool = False
    asks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    named: tuple[Named, ...] = ()
    only_name: bool = False
    read_as: tuple[Interpretation, ...] = ()


class LookupParser:
    """Parse lookups with the catalogue, the stop words and the index."""

    def __init__(self, catalogue: Catalogue, words: QueryWords, index: SearchIndex) -> None:
        self._catalogue = catalogue
        self._words = words
        self._index = index
        self._corrector = WordCorrector(catalogue, words, index)
        self._concepts = TermExpander(
            words, index, (name for one in catalogue.editions for name in (one.city, one.venue))
        )

    def read(self, lookup: Lookup, *, events_as_words: bool = False) -> ParsedLookup:
        """Read a lookup whose typed filters have been moved into its fields.

        With `events_as_words` an edition that was typed is looked for in the texts, and keeps nothing out.
        """
        typed = normalize(lookup.words).split()
        mentions = self._catalogue.edition_mentions(lookup.words)
        asked = [] if events_as_words else self._asked_events(lookup, mentions, typed)
        taken = {position for event in asked for position in range(event.start, event.end)}
        guesses = self._corrector.corrections(typed, taken)
        meant = self._corrector.correct(typed, guesses, taken)
        named = self._names(meant, taken)
        concepts, read_as = self._concepts_of(typed, meant, guesses, named, taken)
        return ParsedLookup(
            lookup=lookup,
            stems=tuple(stem_text(lookup.words)),
            concepts=concepts,
            events=self._filtered_events(lookup) or tuple(dict.fromkeys(id_ for event in asked for id_ in event.ids)),
            event_words=" ".join(typed[position] for position in sorted(taken)),
            hints=tuple(str(mention.year) for mention in mentions if mention.year),
            impossible=any(mention.unknown for mention in mentions) and not events_as_words,
            wants=self._wants(typed),
            is_sentence=not self._words.stop_words.isdisjoint(typed),
            asks=_asked_for(typed, self._words.question_words),
            named=named,
            only_name=len(named) == len(concepts) == 1 and not (asked or lookup.event),
            read_as=read_as,
        )

    def _asked_events(self, lookup: Lookup, mentions: Sequence[EditionMention], typed: Sequence[str]) -> list[_Asked]:
        """Return the events that the words ask for; a question about all those of a year asks for none of them."""
        others = [
            _Asked((other.slug,), other.start, other.end)
            for other in self._catalogue.other_conferences(lookup.words)
            if self._index.has_event(other.slug)
        ]
        editions = [
            _Asked(mention.edition_ids, mention.start, mention.end)
            for mention in mentions
            if mention.edition_ids or mention.unknown
            if not (mention.certainty is Certainty.EVENT_YEAR and self._is_asked_about(typed, mention))
            if all(mention.end <= other.start or other.end <= mention.start for other in others)
        ]
        return editions + others

    def _is_asked_about(self, typed: Sequence[str], mention: EditionMention) -> bool:
        """Return whether only stop words are beside a mention: any post may answer such a question."""
        beside = [*typed[: mention.start], *typed[mention.end :]]
        return bool(beside) and self._words.stop_words.issuperset(beside)

    def _names(self, words: Sequence[str], taken: set[int]) -> tuple[Named, ...]:
        found = self._catalogue.named_in(" ".join(words))
        return tuple(
            named
            for named in found
            if taken.isdisjoint(range(named.start, named.end))
            and (
                named.end - named.start == len(words)
                or not self._words.stop_words.issuperset(words[named.start : named.end])
            )
        )

    def _filtered_events(self, lookup: Lookup) -> tuple[str, ...]:
        """Return the events of a filter: editions in any words, or the slug of another conference."""
        if not lookup.event:
            return ()
        asked = self._catalogue.edition_mentions(lookup.event)
        ids = tuple(id_ for mention in asked for id_ in mention.edition_ids)
        return ids or ("-".join(normalize(lookup.event).split()),)

    def _wants(self, typed: Sequence[str]) -> EntryKind | None:
        counted = _counted(typed, self._words.question_words["number"])
        kinds = [self._words.kinds[word] for word in typed if word in self._words.kinds and word != counted]
        return EntryKind(kinds[0]) if kinds else None

    def _concepts_of(
        self,
        typed: Sequence[str],
        meant: Sequence[str],
        guesses: Mapping[int, tuple[Correction, ...]],
        named: Sequence[Named],
        taken: set[int],
    ) -> tuple[tuple[Concept, ...], tuple[Interpretation, ...]]:
        """Return the concepts of the words, and how they were interpreted if not literally."""
        covered = taken | {position for name in named for position in range(name.start, name.end)}
        free = [p for p, word in enumerate(typed) if p not in covered and word not in self._words.stop_words]
        names = [self._concepts.of_name(" ".join(meant[name.start : name.end]), name) for name in named]
        names_read = [read for name in named for read in _name_read_as(typed, meant, name)]
        speaker, said = self._corrector.speaker_meant(typed, meant, free)
        if speaker:
            words = " ".join(typed[position] for position in said)
            names.append(self._concepts.of_speaker(words, speaker))
            names_read.append(Interpretation(words, speaker, "spelling"))
            free = [position for position in free if position not in said]
        counted = _counted(typed, self._words.question_words["number"])
        concepts = [
            concept
            for position in free
            for concept in self._concepts.of_word(
                typed[position],
                _joined(typed, position, free),
                guesses.get(position, ()),
                counted=typed[position] == counted,
            )
        ]
        spelt = [
            Interpretation(typed[p], self._corrector.as_written(meant[p]), "spelling")
            for p in free
            if typed[p] != meant[p]
        ]
        return (*names, *concepts), (*names_read, *spelt)


def _name_read_as(typed: Sequence[str], meant: Sequence[str], name: Named) -> Iterator[Interpretation]:
    before, after = (" ".join(words[name.start : name.end]) for words in (typed, meant))
    for topic in name.topics:
        yield from _topic_read_as(before, after, name, topic)


def _topic_read_as(before: str, after: str, name: Named, topic: Topic) -> Iterator[Interpretation]:
    if before != after:
        yield Interpretation(before, topic.name, "spelling")
    elif name.via is not None:
        yield Interpretation(before, topic.name, "alias", name.via.source)
    elif len(name.topics) > 1:
        yield Interpretation(before, topic.name, "one of several meanings")


def _joined(typed: Sequence[str], position: int, free: Sequence[int]) -> list[str]:
    """Return the word at a position written together with the free word before and after it."""
    pairs = ((position - 1, position), (position, position + 1))
    return [typed[one] + typed[other] for one, other in pairs if one in free and other in free]


def _asked_for(typed: Sequence[str], asks: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Return what the typed words ask for, and which of them do: "number" for "how" and "many"."""
    text = f" {' '.join(typed)} "
    found = {
        what: frozenset(word for asking in askings if f" {asking} " in text for word in asking.split())
        for what, askings in asks.items()
    }
    return {what: words for what, words in found.items() if words}


def _counted(typed: Sequence[str], beginnings: Sequence[str]) -> str:
    """Return the word that a question counts, such as "sessions" after "how many", or ""."""
    text = f" {' '.join(typed)} "
    after = [text.split(f" {beginning} ", 1)[1].split() for beginning in beginnings if f" {beginning} " in text]
    return next((words[0] for words in after if words), "")
