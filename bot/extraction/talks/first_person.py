"""Find talks given by the author of a recap: "I presented a lightning talk on …"."""

import re
from collections.abc import Iterator

from bot.extraction.cues import OWN_TALK
from bot.extraction.link_spans import locate_links
from bot.extraction.outline import Outline, Spot
from bot.extraction.people.person_names import SURE
from bot.extraction.people.read_speakers import read_speakers
from bot.extraction.sentences import first_statement
from bot.extraction.talk_links import TalkLink, read_talk_link
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.scoring import score
from bot.extraction.talks.speaker_attribution import sentence_around
from bot.extraction.talks.titles import clean_title, title_shape
from bot.model.entry import Speaker

_QUOTED = re.compile(r"[\"“„«「『《](?P<title>[^\"“”„«»「」『』《》]{4,200})[\"”“»」』》]")


def find_own_talks(outline: Outline) -> Iterator[TalkCandidate]:
    """Return a candidate for every talk that the recap's author, if it is one person, says they gave.

    Without a title, all that is said is of one talk.
    """
    seen = list(_mentions(outline))
    titled = [one for one in seen if one.title]
    yield from titled or seen[:1]


def _mentions(outline: Outline) -> Iterator[TalkCandidate]:
    author = read_speakers(outline.recap.author, outline.judge) or _handle(outline.recap.author)
    if len(author) != 1:
        return
    for spot in outline.spots:
        if not spot.is_heading and (match := OWN_TALK.search(spot.text)):
            begin, end = sentence_around(spot.text, match.start(), match.end())
            links = tuple(_links(spot, match.start(), end))
            yield TalkCandidate(
                title=_title(spot.text[match.end() : end], links),
                speakers=author,
                spot=spot,
                evidence=score(gives_talk=True),
                text=first_statement(spot.text, begin),
                links=links,
                at=match.start(),
            )


def _handle(author: str) -> tuple[Speaker, ...]:
    """Return an author whose name is one word."""
    return (Speaker(author),) if author and author.replace("_", "").replace("-", "").isalnum() else ()


def _links(spot: Spot, begin: int, end: int) -> Iterator[TalkLink]:
    """Return the first link to a talk from `begin` to `end`."""
    inside = (anchor.link for anchor in locate_links(spot.block) if begin <= anchor.start < end)
    yield from [talk for link in inside if (talk := read_talk_link(link))][:1]


def _title(said: str, links: tuple[TalkLink, ...]) -> str:
    """Return the quoted text after the words for a talk, or the words of its link, if it is a title."""
    quoted = _QUOTED.search(said)
    words = quoted["title"] if quoted else next((link.link.text for link in links), "")
    return clean_title(words) if title_shape(words) >= SURE else ""
