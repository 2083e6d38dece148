"""Parse comparisons: "istio vs linkerd", "difference between flux and argo cd"."""

from collections.abc import Iterator

from bot.answers.question import Question
from bot.answers.tagged_words import TaggedWords
from bot.catalogue.catalogue import Named
from bot.model.subject import Intent

_Side = tuple[str, Named | None]

_MARKER, _SEPARATOR = "compare.marker", "compare.separator"
_COMPARE = "compare."
_LONGEST_UNKNOWN = 3  # words of a side that is no known name


def read_comparison(asked: TaggedWords) -> Question | None:
    """Return the names of the compared sides; one may be unknown if words say "compare".

    Two names with "or" between them are compared too.
    """
    is_said = any(_MARKER in tags and place not in _places(asked) for place, tags in enumerate(asked.tags))
    is_asked = any(_SEPARATOR in tags for tags in asked.tags)
    if not (is_said or is_asked) or len(asked.named) == 0:
        return None
    sides = _sides(asked)
    known = [side for side, name in sides if name]
    if len(sides) < 2 or not known or (not is_said and not _is_choice(asked, len(known), len(sides))):  # noqa: PLR2004 - two
        return None
    if any(not name and len(side.split()) > _LONGEST_UNKNOWN for side, name in sides):
        return None
    return Question(Intent.COMPARE, asked.text, asked.wishes(), names=tuple(dict.fromkeys(side for side, _ in sides)))


def _is_choice(asked: TaggedWords, known: int, sides: int) -> bool:
    """Return whether two names with "or" between them are all that was typed, so that a choice is asked for."""
    between = asked.words[asked.named[0].end : asked.named[-1].start]
    return known == sides == 2 and len(between) == 1 and between[0] in _CHOICES  # noqa: PLR2004 - two


_CHOICES = frozenset({"or", "oder", "ou", "o", "還是", "还是", "か"})


def _places(asked: TaggedWords) -> set[int]:
    return {place for name in asked.named for place in range(name.start, name.end)}


def _sides(asked: TaggedWords) -> list[_Side]:
    """Return each side with its topic.

    Names further from "vs" than the sides only say what these are for: "gpu scheduling kueue vs volcano".
    """
    named = list(_parts(asked))
    groups: list[list[_Side]] = []
    for before, (place, side) in zip([None, *named], named, strict=False):
        if before is None or _is_between(asked, before[0], place):
            groups.append([])
        groups[-1].append(side)
    is_list = bool(named) and any(_MARKER in tags for tags in asked.tags[: named[0][0]])  # "compare a b and c"
    if len(groups) < 2 or is_list:  # noqa: PLR2004 - two
        return [side for _, side in named]
    return [groups[0][-1], *(group[0] for group in groups[1:])]


def _is_between(asked: TaggedWords, start: int, end: int) -> bool:
    """Return whether a word of comparison is between two positions."""
    return any(any(tag.startswith(_COMPARE) for tag in tags) for tags in asked.tags[start:end])


def _parts(asked: TaggedWords) -> Iterator[tuple[int, _Side]]:
    """Yield each name or run of unknown words with its position; words of comparison separate them."""
    starts = {name.start: name for name in asked.named}
    rest = set(asked.left("filler", "compare", "about.date", "wish.talk"))
    place, unknown = 0, list[str]()
    while place < len(asked.words):
        name = starts.get(place)
        if unknown and (name or place not in rest):
            yield place - 1, (" ".join(unknown), None)
            unknown = []
        if name:
            yield name.end - 1, (name.topics[0].name, name)
        elif place in rest:
            unknown.append(asked.words[place])
        place = name.end if name else place + 1
    if unknown:
        yield place - 1, (" ".join(unknown), None)
