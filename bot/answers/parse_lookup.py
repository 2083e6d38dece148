"""Turn typed words into a reading: editions and names first, then every other word with what may stand for it."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.answers.correct_pairs import correct_pairs
from bot.answers.expand_terms import TermExpander
from bot.answers.parsed_lookup import Concept, ParsedLookup
from bot.answers.query_words import QueryWords
from bot.catalogue.catalogue import Catalogue, Named
from bot.catalogue.events.other_conferences import find_other_conferences
from bot.catalogue.events.parse_editions import Certainty, EditionMention, parse_editions
from bot.catalogue.normalize import normalize
from bot.index.analyzer import stem_text, stem_word
from bot.index.search_index import SearchIndex
from bot.index.spelling import Correction, SpellChecker
from bot.model.entry import EntryKind
from bot.model.lookup import Interpretation, Lookup
from bot.model.topic import Topic

_KIN_LETTERS = 6
_MENDED = 0.9
_LONGEST_NAME = 4  # words


@dataclass(frozen=True, slots=True)
class _Asked:
    """The ids of events that words ask for, and which words; no ids where the edition does not exist."""

    ids: tuple[str, ...]
    start: int
    end: int


class LookupParser:
    """Read lookups with the help of the catalogue, the little words and what the index knows."""

    def __init__(self, catalogue: Catalogue, words: QueryWords, index: SearchIndex) -> None:
        self._catalogue = catalogue
        self._words = words
        self._index = index
        self._speller = SpellChecker(index.names, catalogue)
        self._concepts = TermExpander(
            words, index, (name for one in catalogue.editions for name in (one.city, one.venue))
        )

    def read(self, lookup: Lookup, *, events_as_words: bool = False) -> ParsedLookup:
        """Read a lookup whose typed filters have been moved into its fields.

        With `events_as_words` an edition that was typed is looked for in the texts, and keeps nothing out.
        """
        typed = normalize(lookup.words).split()
        mentions = parse_editions(lookup.words, self._catalogue.editions)
        asked = [] if events_as_words else self._asked_events(lookup, mentions, typed)
        taken = {position for event in asked for position in range(event.start, event.end)}
        mended = correct_pairs(typed, taken, self._words, self._index)
        guesses = self._guesses(typed, taken) | {
            place: (Correction((word,), _MENDED, "spelling"),) for place, word in mended.items()
        }
        meant = [_best_spelling(guesses.get(position, ()), word) for position, word in enumerate(typed)]
        meant = self._with_topics_meant(typed, meant, taken)
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
            for other in find_other_conferences(lookup.words, self._catalogue.editions)
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
        """Return whether little words stand beside a mention and nothing else: any post may answer such a question."""
        beside = [*typed[: mention.start], *typed[mention.end :]]
        return bool(beside) and self._words.stop_words.issuperset(beside)

    def _guesses(self, typed: Sequence[str], taken: set[int]) -> dict[int, tuple[Correction, ...]]:
        """Return what unknown words may have been meant to be.

        An ordinary word is often one slip from somebody's name ("weather", Heather): a slip towards a person counts
        where the word stands alone, or where another word names that person too.
        """
        free = [p for p, word in enumerate(typed) if p not in taken and word not in self._words.stop_words]
        guesses = {position: self._guess(typed[position]) for position in free}
        if len(typed) == 1:
            return {position: self._without_people(typed[position], found) for position, found in guesses.items()}
        said = {position: {typed[position], *(m.words[0] for m in guesses[position])} for position in free}
        return {
            position: tuple(
                meant
                for meant in guesses[position]
                if meant.why != "spelling"
                or self._fits(
                    typed[position], meant.words[0], {w for other in free if other != position for w in said[other]}
                )
            )
            for position in free
        }

    def _fits(self, typed: str, meant: str, beside: AbstractSet[str]) -> bool:
        """Return whether words beside it allow a guess: a person's name or an ordinary word needs one that belongs."""
        if typed in self._words.ordinary and not _are_kin(typed, meant):
            return self._speller.is_name(meant) and self._speller.belong_together(meant, beside)
        return not self._speller.is_stranger(meant, beside)

    def _without_people(self, typed: str, guesses: tuple[Correction, ...]) -> tuple[Correction, ...]:
        """Return the guesses for a word that stands alone; an ordinary one is at most the whole name of a topic."""
        if typed not in self._words.ordinary:
            return guesses
        return tuple(
            one
            for one in guesses
            if one.why != "spelling" or _are_kin(typed, one.words[0]) or self._catalogue.named(one.words[0])
        )

    def _guess(self, word: str) -> tuple[Correction, ...]:
        """Return what a word may have been meant to be: unknown ones, and ones so rare that they may be slips."""
        if word in self._words.stop_words:
            return ()
        if self._index.knows(stem_word(word)) or self._speller.is_known(word):
            return self._speller.commoner(word)
        return self._speller.meant_by(word)

    def _with_topics_meant(self, typed: Sequence[str], meant: list[str], taken: set[int]) -> list[str]:
        """Return the words as meant, where several in a row almost name a topic by the words of its name."""
        for start, end in _windows(range(len(typed)), _LONGEST_NAME):
            words = typed[start:end]
            is_free = (
                end - start > 1 and taken.isdisjoint(range(start, end)) and self._words.stop_words.isdisjoint(words)
            )
            if is_free and not all(map(self._is_known, words)):
                found = self._speller.topic_meant(words)
                if found:
                    return [*meant[:start], *found, *meant[end:]]
        return meant

    def _is_known(self, word: str) -> bool:
        return self._index.knows(stem_word(word))

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
        """Return the events given as a filter: editions in any words, or the slug of another conference."""
        asked = parse_editions(lookup.event, self._catalogue.editions)
        ids = tuple(id_ for mention in asked for id_ in mention.edition_ids)
        return ids or ("-".join(normalize(lookup.event).split()),) if lookup.event else ()

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
        """Return what the words speak of, and what they were read as where that is not what was typed."""
        covered = taken | {position for name in named for position in range(name.start, name.end)}
        free = [p for p, word in enumerate(typed) if p not in covered and word not in self._words.stop_words]
        names = [self._concepts.of_name(" ".join(meant[name.start : name.end]), name) for name in named]
        names_read = [read for name in named for read in _name_read_as(typed, meant, name)]
        speaker, said = self._speaker_meant(typed, meant, free)
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
        spelt = [Interpretation(typed[p], self._shown(meant[p]), "spelling") for p in free if typed[p] != meant[p]]
        return (*names, *concepts), (*names_read, *spelt)

    def _speaker_meant(
        self, typed: Sequence[str], meant: Sequence[str], free: Sequence[int]
    ) -> tuple[str, Sequence[int]]:
        """Return the speaker whom some of the free words almost name, and the places of these words."""
        for start, end in _windows(free, _LONGEST_NAME):
            words = typed[start:end]
            if self._words.kinds.keys().isdisjoint(words) and self._may_be_misspelt(words, meant[start:end]):
                speaker = self._speller.speaker_meant(words)
                if speaker:
                    return speaker, range(start, end)
        return "", ()

    def _may_be_misspelt(self, words: Sequence[str], meant: Sequence[str]) -> bool:
        """Return whether words are unknown, or a person's with others that never stand beside them."""
        if all(map(self._is_known, meant)) and len(meant) > 1 and self._index.has_phrase(tuple(map(stem_word, meant))):
            return False
        return not all(map(self._is_known, words)) or any(map(self._speller.is_person, words))

    def _shown(self, word: str) -> str:
        """Return a word as people write it: the speaker's name where it belongs to one speaker alone."""
        speakers = self._index.names.speakers_by_word.get(word, ())
        return speakers[0] if len(speakers) == 1 else word


def _are_kin(one: str, other: str) -> bool:
    """Return whether two words begin alike, as "accuracy" and "accurate" do, so that they are forms of one word."""
    return one[:_KIN_LETTERS] == other[:_KIN_LETTERS] and len(one) > _KIN_LETTERS


def _windows(places: Sequence[int], longest: int) -> Iterator[tuple[int, int]]:
    """Return where neighbouring places begin and end, the most first; one alone only where there are no more."""
    for length in range(min(longest, len(places)), 0 if len(places) == 1 else 1, -1):
        for first, last in zip(places, places[length - 1 :], strict=False):
            if last - first == length - 1:
                yield first, last + 1


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


def _best_spelling(guesses: Sequence[Correction], word: str) -> str:
    """Return the misspelt word as it was meant, or the word itself; other guesses leave it as typed."""
    return guesses[0].words[0] if guesses and guesses[0].why == "spelling" else word


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
