"""Find talks by links in text and items that lead to a schedule, a recording or slides."""

from collections.abc import Iterator, Sequence

from bot.catalogue.normalize import normalize
from bot.extraction.cues import BEFORE_TITLE, OF_TALK_BEFORE
from bot.extraction.link_spans import LinkSpan, locate_links
from bot.extraction.outline import Outline, Spot
from bot.extraction.people.find_people import PeopleSpan, people_between
from bot.extraction.people.person_names import LIKELY, SURE
from bot.extraction.sentences import first_statement
from bot.extraction.talk_links import Leads, TalkLink, is_material, read_talk_link
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.scoring import score
from bot.extraction.talks.speaker_attribution import gives, sentence_around, speakers_after, speakers_before
from bot.extraction.talks.talk_line import TalkLine, read_talk_line
from bot.extraction.talks.titles import clean_title, is_theme, title_shape
from bot.model.entry import Speaker
from bot.model.recap import BlockKind

_TELLING_WORDS = 4  # a title of so many words is none of the post's own headings
_MORE_WORDS = 40  # characters besides title and speakers that say something about the talk
_LOOK_BACK = 60


def find_linked_talks(outline: Outline) -> Iterator[TalkCandidate]:
    """Return a candidate for every talk link that names a title or people, or is in a sentence that does."""
    for spot in outline.spots:
        if spot.block.links and spot.block.kind is not BlockKind.ROW:
            yield from _in_spot(outline, spot)


def _in_spot(outline: Outline, spot: Spot) -> Iterator[TalkCandidate]:
    talks = [(anchor, talk) for anchor in locate_links(spot.block) if (talk := read_talk_link(anchor.link))]
    ends = [0, *(anchor.end for anchor, _ in talks)]
    starts = [*(anchor.start for anchor, _ in talks[1:]), len(spot.text)]
    for (anchor, talk), floor, ceiling in zip(talks, ends, starts, strict=False):
        candidate = _Linked(outline, spot, anchor, talk, floor, ceiling).sight()
        if candidate is not None:
            yield candidate


class _Linked:
    """Read the text around one talk link, up to the neighbouring talk links."""

    def __init__(
        self, outline: Outline, spot: Spot, anchor: LinkSpan, talk: TalkLink, floor: int, ceiling: int
    ) -> None:
        self._outline, self._spot, self._anchor, self._talk = outline, spot, anchor, talk
        whole = (0, len(spot.text))
        begin, end = sentence_around(spot.text, anchor.start, anchor.end) if anchor.link.text else whole
        self._begin, self._floor, self._ceiling = begin, max(begin, floor), min(end, ceiling)
        self._near = people_between(outline.people(spot), floor, ceiling)

    def sight(self) -> TalkCandidate | None:
        """Return the talk, or None if neither its title nor its speakers are known."""
        spot, talk = self._spot, self._talk
        line = self._line()
        speakers = line.speakers or self._speakers(line.title)
        if not line.title and not speakers:
            speakers = self._in_address() or self._in_paragraph_before()
        if not (line.title or speakers):
            return None
        named = len(self._anchor.link.text) + sum(len(one.name) + len(one.org) for one in speakers)
        says_more = len(spot.text) > named + _MORE_WORDS
        return TalkCandidate(
            title=line.title,
            speakers=speakers,
            spot=spot,
            evidence=score(named_by_link=bool(line.title), people_by_link=not line.title) + title_shape(line.title),
            text=first_statement(spot.text, self._begin) if says_more else "",
            links=(talk,),
            names=() if says_more else (spot.index,),
            at=self._anchor.start,
        )

    def _line(self) -> TalkLine:
        """Read title and speakers from the link's words; prose like "a talk" or "this session" gives neither."""
        words, start = self._anchor.link.text, self._anchor.start
        if not words or is_material(words) or words.startswith("http"):
            return TalkLine("", ())
        line = read_talk_line(words, self._outline.judge, LIKELY)
        title = clean_title(line.title)
        before = self._spot.text[max(0, start - _LOOK_BACK) : start].rstrip('“"„«')
        is_told = bool(line.speakers) or bool(BEFORE_TITLE.search(before)) or self._fills_session_link(title)
        return TalkLine(title if is_told or _is_title(title, self._talk) else "", line.speakers)

    def _fills_session_link(self, title: str) -> bool:
        """Return whether a schedule's link contains a title in lower case, as in languages other than English."""
        names_people = any(span.start < self._anchor.end and self._anchor.start < span.end for span in self._near)
        is_long = len(title.split()) >= _TELLING_WORDS and title[:1].isupper()
        return self._talk.leads is Leads.SESSION and is_long and not names_people

    def _speakers(self, title: str) -> tuple[Speaker, ...]:
        """Return the speakers: named right after the title, otherwise before it or anywhere in its sentence."""
        text, anchor, people = self._spot.text, self._anchor, self._near
        after = speakers_after(text, self._outline.judge, people, anchor.end, self._ceiling)
        begins_item = self._spot.block.kind is BlockKind.ITEM and anchor.start == 0
        if after or (title and begins_item):
            return after
        before = speakers_before(text, people, anchor.start, self._floor) if anchor.link.text else ()
        if before or title:
            return before
        inside = [span for span in people if self._floor <= span.start <= self._ceiling and _is_sure(text, span)]
        return inside[0].speakers if inside and anchor.link.text else _in_one_sentence(text, inside)

    def _in_address(self) -> tuple[Speaker, ...]:
        """Return the people near the link of whose names its address spells a word."""
        slug = set(self._talk.slug.split())
        sure = (span for span in self._near if span.sure >= SURE)
        return next(
            (span.speakers for span in sure if any(slug & set(normalize(one.name).split()) for one in span.speakers)),
            (),
        )

    def _in_paragraph_before(self) -> tuple[Speaker, ...]:
        """Return the people named last in the paragraph before one that continues with "this talk"."""
        before = self._outline.spots[self._spot.index - 1]
        is_paragraph = not before.is_heading and before.block.kind is BlockKind.PARAGRAPH
        if not (self._spot.index and is_paragraph and OF_TALK_BEFORE.search(self._anchor.link.text)):
            return ()
        sure = [span for span in self._outline.people(before) if span.sure >= SURE]
        return sure[-1].speakers if sure else ()


def _is_title(title: str, talk: TalkLink) -> bool:
    """Return whether a link's words are the title: the address spells it, or they are written like one."""
    words = normalize(title).split()
    is_spelt = talk.slug.startswith(" ".join(words[:2]))
    is_titled = title_shape(title) >= SURE and (len(words) >= _TELLING_WORDS or not is_theme(title))
    return len(words) > 1 and not title[0].islower() and (is_spelt or is_titled)


def _is_sure(text: str, span: PeopleSpan) -> bool:
    return span.sure >= SURE or gives(text, span)


def _in_one_sentence(text: str, spans: Sequence[PeopleSpan]) -> tuple[Speaker, ...]:
    """Return everybody named in the sentence of the first span; a video without words belongs to all of them."""
    if not spans:
        return ()
    _, end = sentence_around(text, spans[0].start, spans[0].end)
    together = (one for span in spans if span.end <= end for one in span.speakers)
    return tuple({one.name: one for one in together}.values())
