"""Define a candidate: what one extractor found of a talk at one place."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.extraction.outline import Outline, Spot
from bot.extraction.talk_links import TalkLink
from bot.model.entry import Speaker


@dataclass(frozen=True, slots=True)
class TalkCandidate:
    """A talk as named at one place: "" if there is no title, () if there are no speakers.

    `evidence` are the points of the signs that speak for a talk. `text` is what the post says of it. `about` are the
    indexes of spots that are only about this talk; `names` those that only name it. `is_label` says that the title is a
    heading that may be the post's own. `at` is the character of the spot's text where the talk is named.
    """

    title: str
    speakers: tuple[Speaker, ...]
    spot: Spot
    evidence: float
    text: str = ""
    links: tuple[TalkLink, ...] = ()
    about: tuple[int, ...] = ()
    names: tuple[int, ...] = ()
    is_label: bool = False
    at: int = 0


Extractor = Callable[[Outline], Iterable[TalkCandidate]]
