"""Invented recaps of any number: the same seed gives the same talks and takeaways on every machine."""

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from random import Random
from typing import Generic, TypeVar

from bot.catalogue.catalogue import Catalogue
from bot.model.edition import Edition
from bot.model.entry import Entry, EntryKind, Source, Speaker
from bot.model.topic import Topic

Thing = TypeVar("Thing")

_SEED = 20251110
_ENTRIES_A_RECAP = 40
_ENTRIES_A_SPEAKER = 25
_TALK_SHARE = 0.25
_TOPIC_SHARE = 0.6  # of the entries name a topic
_ALIAS_SHARE = 0.3  # of these name it by an alias
_INVENTED_WORDS = 80_000

# The commonest words of English first: half of any text is made of them, and lookups hold them too.
_PLAIN = (
    "the of and to in a is that for it with as on be at by this are from or an have not we can which will more you has"
    " their all its but one they how when also new than use what if into out about up so no who do now only our over"
)
_FIELD = (
    "cluster workload node pod service team platform security model data container policy cloud network production"
    " scale open source community support release feature access application system deployment runtime scheduler"
    " developer tool project infrastructure latency request resource storage traffic upgrade cost memory pipeline"
    " operator secret registry image identity observability metric trace log signal alert migration maintainer vendor"
    " tenant inference training agent token queue device driver kernel sandbox gateway proxy mesh certificate supply"
    " chain vulnerability audit compliance multi region edge virtual machine database backup recovery incident"
)
_SYLLABLES = (
    "ba be bi bo bra cal cor dan del dor en fal fi ga gar hel in jo ka kel lan li lo mar mi mon na nel no or pa pel"
    " per qui ra ren ri ro sa sel sho ta tel ti tor ul va ven vi wa wen xa yo za zel zin"
)
_COMPANY_ENDINGS = ("Labs", "Systems", "Cloud", "Bank", "Software", "Networks", "Robotics", "Foods")


class Dice(Generic[Thing]):
    """Draw things, the first the most often, as words come up in a text.

    The nth comes up as often as Zipf and Mandelbrot say, https://en.wikipedia.org/wiki/Zipf-Mandelbrot_law.
    """

    def __init__(self, random: Random, things: Sequence[Thing]) -> None:
        self._random = random
        self._things = things
        self._cumulative = list(itertools.accumulate((place + 2.7) ** -1.1 for place in range(1, len(things) + 1)))

    def draw(self, count: int) -> list[Thing]:
        """Draw so many things."""
        return self._random.choices(self._things, cum_weights=self._cumulative, k=count)


class Inventor:
    """Invent words, people, talks and takeaways about the topics and editions of a catalogue."""

    def __init__(self, catalogue: Catalogue, people: int, seed: int = _SEED) -> None:
        self.random = Random(seed)
        self._syllables = _SYLLABLES.split()
        self._words = Dice(self.random, self._invent_words())
        self._topics = Dice(self.random, self._by_fame(catalogue.topics))
        self._editions = [edition for edition in catalogue.editions if edition.starts_on and edition.status == "held"]
        companies = [f"{self.name()} {self.random.choice(_COMPANY_ENDINGS)}" for _ in range(people // 8 + 1)]
        self._people = [Speaker(f"{self.name()} {self.name()}", self.random.choice(companies)) for _ in range(people)]

    def name(self) -> str:
        """Invent a name of two or three syllables."""
        return self._invented(self.random.choice((2, 2, 3))).capitalize()

    def words(self, count: int) -> list[str]:
        """Draw words of a running text."""
        return self._words.draw(count)

    def topic(self) -> Topic:
        """Draw a topic; few are spoken of everywhere, most hardly ever."""
        return self._topics.draw(1)[0]

    def edition(self) -> Edition:
        """Draw an edition."""
        return self.random.choice(self._editions)

    def entry(self, source: Source, edition: Edition) -> Entry:
        """Invent a talk or a takeaway."""
        is_talk = self.random.random() < _TALK_SHARE
        topic = self.topic() if self.random.random() < _TOPIC_SHARE else None
        said = self._sentence(self.random.randint(8, 30), topic)
        return Entry(
            kind=EntryKind.TALK if is_talk else EntryKind.TAKEAWAY,
            title=" ".join(map(_capital, self._phrase(5, topic))) if is_talk else "",
            text=said,
            source=source,
            speakers=tuple(self.random.sample(self._people, self.random.choice((1, 1, 2)))) if is_talk else (),
            event=edition.id,
            date=(edition.starts_on or dt.date.min) + dt.timedelta(days=self.random.randint(0, 60)),
            topics=(topic.name,) if topic else (),
            language="en",
        )

    def heading(self) -> str:
        """Invent a heading of three words."""
        return " ".join(self.words(3)).capitalize()

    def _sentence(self, length: int, topic: Topic | None) -> str:
        return f"{_capital(' '.join(self._phrase(length, topic)))}."

    def _phrase(self, length: int, topic: Topic | None) -> list[str]:
        words = self.words(length)
        if topic:
            words.insert(self.random.randrange(length), self._called(topic))
        return words

    def _called(self, topic: Topic) -> str:
        if topic.aliases and self.random.random() < _ALIAS_SHARE:
            return self.random.choice(topic.aliases).name
        return topic.name

    def _invented(self, syllables: int) -> str:
        return "".join(self.random.choices(self._syllables, k=syllables))

    def _invent_words(self) -> list[str]:
        invented = (self._invented(self.random.randint(2, 4)) for _ in range(_INVENTED_WORDS))
        return [*_PLAIN.split(), *_FIELD.split(), *dict.fromkeys(invented)]

    def _by_fame(self, topics: Sequence[Topic]) -> list[Topic]:
        """Shuffle the topics, but let the one thing that everybody speaks of come first."""
        shuffled = self.random.sample(topics, len(topics))
        return sorted(shuffled, key=lambda topic: topic.name != "Kubernetes")


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def make_entries(count: int, catalogue: Catalogue) -> Iterator[Entry]:
    """Invent so many entries, forty to a recap and headings of five."""
    inventor = Inventor(catalogue, people=count // _ENTRIES_A_SPEAKER + 10)
    for number in range(count):
        recap, place = divmod(number, _ENTRIES_A_RECAP)
        if place == 0:
            edition = inventor.edition()
            title = f"Notes from {edition.short_name}: {inventor.heading()}"
        if place % 5 == 0:
            heading = inventor.heading()
        name = f"recap-{recap}"
        yield inventor.entry(Source(name, title, f"https://recaps.example/{name}", heading, 3 * place + 12), edition)
