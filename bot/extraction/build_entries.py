"""Build entries from what was found in one recap: with source, event, date, topics and links."""

from collections.abc import Iterator, Mapping, Sequence

from bot.extraction.abbreviations import learn_abbreviations
from bot.extraction.find_event import edition_named_in
from bot.extraction.outline import Outline, Spot
from bot.extraction.sentences import first_statement, shorten_statement
from bot.extraction.split_annotations import Dispute
from bot.extraction.takeaways.statements import Takeaway
from bot.extraction.talk_links import read_talk_link
from bot.extraction.talks.candidate import TalkCandidate
from bot.model.entry import Entry, EntryKind, Source
from bot.model.recap import Block, BlockKind, Link

_LOOK_BACK = 60  # characters before a title in which its event is named
_SHORT_TEXT = 40  # a talk with a shorter text gets its first takeaway instead


class EntryBuilder:
    """Make entries of one recap."""

    def __init__(self, outline: Outline, disputes: Mapping[int, Dispute]) -> None:
        """Initialize with the recap's outline, and the disputes of its statements by line."""
        self._outline = outline
        self._disputes = disputes
        self._recap = outline.recap
        self._event = outline.event
        known = outline.catalogue.named
        learned = learn_abbreviations(outline.recap)
        self._abbreviations = {short: long for short, long in learned.items() if known(short) is None}
        self._events: dict[str, str] = {}
        self._of_headings: dict[str, tuple[str, ...]] = {}

    def talk(self, talk: TalkCandidate, takeaways: Sequence[Takeaway]) -> Entry:
        """Build a talk's entry, with the statement it was found with, or its first takeaway."""
        text = first_statement(talk.text)
        if len(text) < _SHORT_TEXT:
            about = set(talk.about)
            text = next((one.text for one in takeaways if one.spot.index in about), text)
        heading = self._outline.heading(talk.spot)
        return Entry(
            kind=EntryKind.TALK,
            title=talk.title,
            text=shorten_statement(text),
            source=self._source(talk.spot, heading),
            speakers=talk.speakers,
            event=self._event_of(talk),
            date=self._recap.published_on,
            topics=self._topics(heading, f"{talk.title}. {text}"),
            links=self._links(talk.spot, (*(link.link for link in talk.links), *_links_beside(talk.spot.block))),
            language=self._recap.language,
            disputed=self._disputed(talk.spot),
        )

    def _event_of(self, talk: TalkCandidate) -> str:
        """Return the event named right before a talk's title or in a heading above it, else the recap's."""
        spot = talk.spot
        before = spot.text[: max(0, spot.text.find(talk.title))] if talk.title else ""
        above = (self._outline.spots[index].text for index in reversed(spot.headings))
        texts = (before[-_LOOK_BACK:], *(text for text in above if text != self._recap.title))
        return next(filter(None, map(self._named_in, texts)), self._event)

    def _named_in(self, text: str) -> str:
        if text not in self._events:
            self._events[text] = edition_named_in(text, self._recap, self._outline.catalogue)
        return self._events[text]

    def takeaway(self, takeaway: Takeaway) -> Entry:
        """Make a takeaway's entry."""
        return Entry(
            kind=EntryKind.TAKEAWAY,
            title="",
            text=shorten_statement(takeaway.text),
            source=self._source(takeaway.spot, takeaway.heading),
            event=self._event,
            date=self._recap.published_on,
            topics=self._topics(takeaway.heading, takeaway.text),
            links=self._links(takeaway.spot, takeaway.spot.block.links),
            language=self._recap.language,
            disputed=self._disputed(takeaway.spot),
        )

    def _links(self, spot: Spot, links: Sequence[Link]) -> tuple[Link, ...]:
        """Return the links, then those of the dispute, each address once."""
        dispute = self._disputes.get(spot.block.line)
        all_links = (*links, *dispute.links) if dispute else links
        return tuple({link.url: link for link in reversed(all_links)}.values())[::-1]

    def _disputed(self, spot: Spot) -> str:
        dispute = self._disputes.get(spot.block.line)
        return shorten_statement(dispute.text) if dispute else ""

    def _source(self, spot: Spot, heading: str) -> Source:
        recap = self._recap
        return Source(recap.id, recap.title, recap.url, heading, spot.block.line, recap.author)

    def _topics(self, heading: str, text: str) -> tuple[str, ...]:
        if heading not in self._of_headings:
            self._of_headings[heading] = tuple(self._mentions(heading))
        return tuple(dict.fromkeys((*self._mentions(text), *self._of_headings[heading])))

    def _mentions(self, text: str) -> Iterator[str]:
        """Return the topics a text mentions, by name or by an abbreviation that the recap explains."""
        yield from self._outline.catalogue.mentions(text)
        for short, long in self._abbreviations.items():
            if short in text:
                yield from self._outline.catalogue.mentions(long)


def _links_beside(block: Block) -> tuple[Link, ...]:
    """Return the links of an item that lead to no talk; as an item is about one thing, they are about it too."""
    is_item = block.kind is BlockKind.ITEM
    return tuple(link for link in block.links if is_item and read_talk_link(link) is None)
