"""Work out the intent of a lookup from the words around what it asks for; this comes before any search."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.answers.find_edition import find_edition
from bot.answers.phrase_tagger import PhraseTagger
from bot.answers.query_words import QueryWords
from bot.answers.question import Question
from bot.answers.read_comparison import read_comparison
from bot.answers.read_levels import read_projects, read_status
from bot.answers.read_person import read_person
from bot.answers.tagged_words import TaggedWords
from bot.answers.translate import translate
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.normalize import normalize
from bot.catalogue.topics.name_index import name_key
from bot.index.search_index import SearchIndex
from bot.model.edition import Edition
from bot.model.lookup import Lookup
from bot.model.subject import Intent

_VERSION = re.compile(r"1\.\d\d")
_ABOUT_ALL = ("about.summary", "about.keynote", "about.talk", "wish.takeaway", "wish.talk", "about.recording")
_SEARCHED = frozenset(
    f"about.{what}" for what in ("attendance", "cfp", "colocated", "date", "keynote", "place", "recording", "topics")
)
_ABOUT_THE_LAST = ("about.", "wish.", "frame", "last")
_FEW_WORDS = 4
_CFP = "call for proposals cfp deadline closed"
_KUBERNETES = "Kubernetes"

Read = Callable[[TaggedWords], Question | None]


class QuestionReader:
    """Read the intents of lookups."""

    def __init__(self, tagger: PhraseTagger, words: QueryWords, catalogue: Catalogue, index: SearchIndex) -> None:
        self._tagger = tagger
        self._words = words
        self._catalogue = catalogue
        self._index = index
        self._readers: tuple[Read, ...] = (
            _small_talk,
            self._off_topic,
            read_comparison,
            self._release,
            self._event,
            lambda asked: read_status(asked, catalogue),
            read_projects,
            lambda asked: read_person(asked, index.names),
        )

    def read(self, lookup: Lookup, *, in_english: bool = False) -> Question:
        """Return the question of a lookup; without any other intent it is a search for its words.

        Words of other languages are translated to English if no entry contains them, all of them for `in_english`.
        """
        asked = self._ask(lookup, in_english=in_english)
        found = (reader(asked) for reader in self._readers) if asked.words else iter(())
        question = next((question for question in found if question), None) or self._search(asked, lookup)
        return replace(question, translated=asked.translated)

    def _ask(self, lookup: Lookup, *, in_english: bool) -> TaggedWords:
        """Return the words of a lookup with all that the tagger and the catalogue know of them."""
        typed = self._tagger.space_out(normalize(lookup.words)).split()
        words, translated = translate(typed, self._tagger, self._index, known_too=in_english)
        tags = tuple(self._tagger.tag(words))
        return TaggedWords(
            words,
            tags,
            named=self._catalogue.named_in(" ".join(words)),
            edition=find_edition(words, tags, self._catalogue, lookup.asked_on),
            today=lookup.asked_on,
            stop_words=self._words.stop_words,
            translated=translated,
        )

    def _off_topic(self, asked: TaggedWords) -> Question | None:
        """Recognize questions that no recap answers, such as the weather, or a project's name in its other sense."""
        meant = Question(Intent.OFF_TOPIC, asked.text)
        for name in asked.named:
            others = self._tagger.other_meanings.get(name_key(name.typed), frozenset())
            beside = [word for place, word in enumerate(asked.words) if not name.start <= place < name.end]
            if not others.isdisjoint(beside) and len(asked.named) == 1:
                return meant
        if all(word.isdecimal() and len(word) == 1 for word in asked.words):
            return meant  # a sum, or a finger on the keys
        strange = [place for place, tags in enumerate(asked.tags) if "off_topic" in tags]
        names = {place for name in asked.named for place in range(name.start, name.end)}
        rest = set(asked.left("filler", "about", "wish")) - set(strange)
        unless_said = tuple(asked.words[place] for place in strange) if rest else ()
        if not strange or not names.isdisjoint(strange) or self._is_company(asked):
            return None
        return replace(meant, names=unless_said)

    def _is_company(self, asked: TaggedWords) -> bool:
        """Return whether a company is asked for whose name means something else to most: Netflix shows films, too."""
        is_alone = bool(self._index.names.company_called(asked.text))
        return is_alone or (asked.has("people") and read_person(asked, self._index.names) is not None)

    def _event(self, asked: TaggedWords) -> Question | None:
        """Recognize a question about a KubeCon as a whole: only words about such events are beside its name."""
        edition = asked.edition
        if edition is None:
            return self._about_the_last(asked)
        if asked.left("filler", "about", "conference", "next", "last", "wish.talk", "wish.newest"):
            return None
        if edition.is_unknown:
            return Question(Intent.SEARCH, asked.said(edition.places))  # of which nothing is found
        if not edition.by_name and not asked.has("about", "filler"):
            return None
        wishes = asked.wishes()
        is_past = bool(wishes & {"about.summary", "about.attendance", "about.keynote", "about.recording"})
        is_to_come = bool(wishes & {"about.cfp", "about.date", "about.place"}) and not edition.order and not is_past
        if is_to_come and len(edition.editions) > 1 and edition.order == "":
            edition = replace(edition, order="next")
        meant = edition.meant(asked.today, past=is_past)
        return _about(asked, meant, list(edition.places)) if meant else None

    def _about_the_last(self, asked: TaggedWords) -> Question | None:
        """Recognize "keynotes" or "latest talks" without a name as questions about the last KubeCon."""
        if asked.named or not asked.has(*_ABOUT_ALL) or asked.has("wish.beginner") or len(asked.words) > _FEW_WORDS:
            return None
        if any(not any(tag.startswith(_ABOUT_THE_LAST) for tag in tags) for tags in asked.tags):
            return None
        if len(asked.words) == 1 and not asked.has("about.keynote"):
            return None
        tags_of_kubecon = (frozenset({"conference", "last"}),)
        everything = find_edition(("kubecon",), tags_of_kubecon, self._catalogue, asked.today)
        meant = replace(everything, order="last").meant(asked.today) if everything and asked.today else ()
        return _about(asked, meant, []) if meant else None

    def _release(self, asked: TaggedWords) -> Question | None:
        """Read a question for a release of Kubernetes: a version, or the latest one."""
        others = [name for name in asked.named if name.topics[0].name != _KUBERNETES]
        versions = [word for word in asked.words if _VERSION.fullmatch(word) and word in self._catalogue.releases]
        rest = asked.left("filler", "release", "next", "last", named=True)
        if others or any(asked.words[place] not in versions for place in rest):
            return None
        if versions:
            return Question(Intent.RELEASE, asked.text, asked.wishes(), names=(versions[0],))
        asks = asked.has("release") and asked.has("last", "next", "wish.newest", "about.date") and asked.named
        is_version = any(word.startswith(("version", "release")) for word in asked.words)
        return Question(Intent.RELEASE, asked.text, asked.wishes()) if asks and is_version else None

    def _search(self, asked: TaggedWords, lookup: Lookup) -> Question:
        """Drop words that only say how an answer is wanted."""
        kept = list(self._kept(asked))
        is_changed = asked.translated or len(kept) < len(asked.words)
        words = self._with_edition(asked, kept) if is_changed else lookup.words
        return Question(Intent.SEARCH, words, asked.wishes())

    def _kept(self, asked: TaggedWords) -> Iterator[int]:
        """Return the positions of the words to search for: only the name if nothing else is asked."""
        rest = asked.left("filler", "wish.newest", "wish.medium")
        inside = set(asked.edition.places) if asked.edition else set()
        names = [set(range(name.start, name.end)) for name in asked.named]
        alone = len(names) == 1 and names[0] == set(rest)
        named = set().union(*names)
        for place, tags in enumerate(asked.tags):
            is_filler = "frame" in tags or (
                alone
                and place not in rest
                and ("wish.medium" in tags or not any(tag.startswith("wish") for tag in tags))
            )
            if place in inside or place in named or "whole" in tags or not (is_filler or "wish.newest" in tags):
                yield place

    def _with_edition(self, asked: TaggedWords, kept: list[int]) -> str:
        """Return the kept words, with the last or next KubeCon by its name."""
        edition = asked.edition
        if edition is None or edition.order not in ("next", "last") or not asked.today:
            return asked.said(kept)
        meant = edition.meant(asked.today)[:1]
        beside = [place for place in kept if place not in edition.places]
        return " ".join([asked.said(beside), *(one.id for one in meant)])


def _small_talk(asked: TaggedWords) -> Question | None:
    """Recognize small talk: a greeting, thanks, or a question about what the bot can do."""
    for tag, intent in (("thanks", Intent.THANKS), ("help", Intent.HELP), ("greeting", Intent.HELP)):
        if asked.has(tag) and all(tags & {tag, "greeting", "thanks", "frame"} for tags in asked.tags):
            return Question(intent, asked.text)
    return None


def _about(asked: TaggedWords, meant: tuple[Edition, ...], places: list[int]) -> Question:
    """Return the question about an edition; the search is only for it and what is asked about it."""
    counted = {"about.talk"} if asked.has("about.attendance") else set()  # "how many sessions"
    telling = [place for place, tags in enumerate(asked.tags) if tags & (_SEARCHED | counted) and place not in places]
    is_plain = asked.edition is not None and not asked.edition.order and places
    words = asked.said(sorted([*telling, *places])) if is_plain else f"{asked.said(telling)} {meant[0].id}".strip()
    if asked.has("about.cfp"):
        words = f"{_CFP} {meant[0].id}"
    return Question(Intent.EVENT, words, asked.wishes(), events=tuple(edition.id for edition in meant))
