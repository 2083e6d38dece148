"""Turn typed words into a reading: editions and names first, then every other word with what may stand for it."""

from collections.abc import Iterator, Sequence

from bot.answers.answer import Lookup, ReadAs
from bot.answers.reading import Concept, Reading
from bot.catalogue.catalogue import Catalogue, Named
from bot.catalogue.editions import EditionMention, read_editions
from bot.catalogue.folding import fold
from bot.catalogue.topic import Topic
from bot.catalogue.words import Words
from bot.extraction.entry import EntryKind
from bot.index.analysis import split_words, stem_text, stem_word
from bot.index.search_index import SearchIndex, Term
from bot.index.spelling import Meant, Speller

_NEIGHBOUR_WEIGHT = 0.7  # a word of much the same meaning says less than the word typed
_JOINED_WEIGHT = 0.95
_KIND_WORD_SHARE = 0.3  # "talks" says what is wanted more than what it is about
_PAIR_SHARE = 0.6  # two letters of an unspaced script say less than a word


class LookupReader:
    """Read lookups with the help of the catalogue, the little words and what the index knows."""

    def __init__(self, catalogue: Catalogue, words: Words, index: SearchIndex) -> None:
        self._catalogue = catalogue
        self._words = words
        self._index = index
        self._speller = Speller(index.names, catalogue)

    def read(self, lookup: Lookup) -> Reading:
        """Read a lookup whose typed filters have been moved into its fields."""
        typed = fold(lookup.words).split()
        mentions = read_editions(lookup.words, self._catalogue.editions)
        strong = [mention for mention in mentions if mention.edition_ids or mention.unknown]
        taken = {position for mention in strong for position in range(mention.start, mention.end)}
        guesses = {position: self._guesses(word) for position, word in enumerate(typed) if position not in taken}
        corrected = [_best_spelling(guesses.get(position, ()), word) for position, word in enumerate(typed)]
        named = self._names(corrected, taken)
        concepts = tuple(self._concepts(typed, corrected, guesses, named, taken))
        return Reading(
            lookup=lookup,
            stems=tuple(stem_text(lookup.words)),
            concepts=concepts,
            events=self._events(lookup, strong),
            hints=tuple(str(mention.year) for mention in mentions if mention.year and mention not in strong),
            impossible=any(mention.unknown for mention in strong),
            wants=self._wants(typed),
            is_sentence=not self._words.little.isdisjoint(typed),
            asks_number=_asks(typed, self._words.asks_number),
            asks_date=_asks(typed, self._words.asks_date),
            named=named,
            only_names=bool(named) and len(concepts) == len(named) and not strong,
            read_as=tuple(self._read_as(typed, corrected, named)),
        )

    def _guesses(self, word: str) -> tuple[Meant, ...]:
        known = word in self._words.little or self._index.knows(stem_word(word)) or self._speller.is_known(word)
        return () if known else self._speller.meant_by(word)

    def _names(self, words: Sequence[str], taken: set[int]) -> tuple[Named, ...]:
        found = self._catalogue.named_in(" ".join(words))
        return tuple(
            named
            for named in found
            if taken.isdisjoint(range(named.start, named.end))
            and not self._words.little.issuperset(words[named.start : named.end])
        )

    def _events(self, lookup: Lookup, strong: Sequence[EditionMention]) -> tuple[str, ...]:
        if lookup.event:
            asked = read_editions(lookup.event, self._catalogue.editions)
            ids = tuple(id_ for mention in asked for id_ in mention.edition_ids)
            return ids or ("-".join(fold(lookup.event).split()),)
        return tuple(dict.fromkeys(id_ for mention in strong for id_ in mention.edition_ids))

    def _wants(self, typed: Sequence[str]) -> EntryKind | None:
        kinds = [self._words.kinds[word] for word in typed if word in self._words.kinds]
        return EntryKind(kinds[0]) if kinds else None

    def _concepts(
        self,
        typed: Sequence[str],
        corrected: Sequence[str],
        guesses: dict[int, tuple[Meant, ...]],
        named: Sequence[Named],
        taken: set[int],
    ) -> Iterator[Concept]:
        begins = {name.start: name for name in named}
        covered = taken | {position for name in named for position in range(name.start, name.end)}
        for position, word in enumerate(typed):
            if position in begins:
                yield self._name_concept(begins[position], corrected)
            elif position not in covered and word not in self._words.little:
                joined = self._joined(typed, position, covered)
                yield from self._word_concepts(word, joined, guesses.get(position, ()))

    def _joined(self, typed: Sequence[str], position: int, covered: set[int]) -> list[Term]:
        """Return the word written together with its neighbour, where some recap writes it so."""
        pairs = [(position - 1, position), (position, position + 1)]
        inside = [(a, b) for a, b in pairs if a >= 0 and b < len(typed) and a not in covered and b not in covered]
        stems = [stem_word(typed[a] + typed[b]) for a, b in inside]
        return [Term((stem,), _JOINED_WEIGHT, "written together") for stem in stems if self._index.knows(stem)]

    def _name_concept(self, named: Named, words: Sequence[str]) -> Concept:
        typed = " ".join(words[named.start : named.end])
        terms = [Term(tuple(stem_text(typed)), 1.0, f"word {typed}")]
        for topic in named.topics:
            why = f"alias {named.typed}" if named.via else f"name {topic.name}"
            terms.append(Term(tuple(stem_text(topic.name)), 1.0, why, topic=topic.name))
            terms.extend(
                Term(tuple(stem_text(alias.name)), 0.95, why) for alias in topic.aliases if not alias.plain_word
            )
        return self._weighed(typed, terms, named=True)

    def _word_concepts(self, word: str, joined: list[Term], guesses: Sequence[Meant]) -> Iterator[Concept]:
        pieces = split_words(word)
        if len(pieces) > 1 or (not word.isascii() and pieces != [word]):
            for piece in pieces:
                yield self._weighed(piece, [Term((stem_word(piece),), 1.0, f"word {piece}")], share=_PAIR_SHARE)
            return
        terms = [Term((stem_word(word),), 1.0, f"word {word}"), *joined]
        terms.extend(
            Term(tuple(map(stem_word, meant.words)), meant.weight, f"{meant.why} {' '.join(meant.words)}")
            for meant in guesses
        )
        terms.extend(
            Term(tuple(stem_text(other)), _NEIGHBOUR_WEIGHT, f"same meaning {other}")
            for other in self._words.same.get(word, ())
        )
        yield self._weighed(word, terms, share=_KIND_WORD_SHARE if word in self._words.kinds else 1.0)

    def _weighed(self, typed: str, terms: Sequence[Term], *, share: float = 1.0, named: bool = False) -> Concept:
        held = tuple(term for term in terms if self._index.holds(term))
        trusted = [term for term in held if term.weight > _NEIGHBOUR_WEIGHT]
        nothing = Term(())  # as telling as a word that no entry holds
        rarity = min(map(self._index.rarity, trusted), default=self._index.rarity(nothing))
        return Concept(typed, held, rarity * share, named)

    def _read_as(self, typed: Sequence[str], corrected: Sequence[str], named: Sequence[Named]) -> Iterator[ReadAs]:
        for name in named:
            before = " ".join(typed[name.start : name.end])
            after = " ".join(corrected[name.start : name.end])
            for topic in name.topics:
                yield from _topic_read_as(before, after, name, topic)
        covered = {position for name in named for position in range(name.start, name.end)}
        for position, (before, after) in enumerate(zip(typed, corrected, strict=True)):
            if before != after and position not in covered:
                yield ReadAs(before, self._shown(after), "spelling")

    def _shown(self, word: str) -> str:
        """Return a word as people write it: the speaker's name where it belongs to one speaker alone."""
        speakers = self._index.names.speakers_by_word.get(word, ())
        return speakers[0] if len(speakers) == 1 else word


def _topic_read_as(before: str, after: str, name: Named, topic: Topic) -> Iterator[ReadAs]:
    if before != after:
        yield ReadAs(before, topic.name, "spelling")
    elif name.via is not None:
        yield ReadAs(before, topic.name, "alias", name.via.source)
    elif len(name.topics) > 1:
        yield ReadAs(before, topic.name, "one of several meanings")


def _best_spelling(guesses: Sequence[Meant], word: str) -> str:
    """Return the misspelt word as it was meant, or the word itself; other guesses leave it as typed."""
    return guesses[0].words[0] if guesses and guesses[0].why == "spelling" else word


def _asks(typed: Sequence[str], beginnings: Sequence[str]) -> bool:
    text = f" {' '.join(typed)} "
    return any(f" {beginning} " in text for beginning in beginnings)
