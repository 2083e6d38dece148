"""Word the parts of a card: cut to length, speakers in one phrase, an event by its short name."""

import re

from bot.catalogue.companies import is_same_company
from bot.model.entry import Entry, Speaker

TITLE_LENGTH = 100
STATEMENT_LENGTH = 220  # about two lines of a chat window: read at a glance, never a page
_SPEAKERS_NAMED = 3
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")  # in a terminal they could do more than be read
_OF_CONFERENCE = re.compile(r"\w{3,}con")  # PromCon, ArgoCon
_IN_CAPITALS = frozenset({"ai", "cncf", "eu", "kcd", "kcs", "na", "ny", "uk", "us"})


def shorten(text: str, length: int) -> str:
    """Collapse white space and control characters, and cut at the end of a word, with "…" if something was cut."""
    folded = " ".join(_CONTROL_CHARACTERS.sub(" ", text).split())
    if len(folded) <= length:
        return folded
    head = folded[: length - 1]
    at_word, blank, _ = head.rpartition(" ")
    # a text without blanks, such as Japanese, is cut anywhere
    kept = at_word if blank and len(at_word) * 2 >= length else head
    return kept.rstrip(" ,;:.–—-") + "…"


def begin_sentence(text: str) -> str:
    """Return a text with a capital first letter, for places where it stands on a line of its own."""
    return text[:1].upper() + text[1:]


def name_event(event: str) -> str:
    """Turn an edition's id into its usual name: "kubecon-na-2025" gives "KubeCon NA 2025"."""
    words = shorten(event, TITLE_LENGTH).split("-")
    return " ".join("KubeCon" if word == "kubecon" else _capitalise(word) for word in words)


def badge_event(event: str) -> str:
    """Name an event in the fewest words: "kubecon-na-2025" gives "NA 2025"."""
    return name_event(event.removeprefix("kubecon-"))


def _capitalise(word: str) -> str:
    if word in _IN_CAPITALS:
        return word.upper()
    capital = word[:1].upper() + word[1:]
    return f"{capital.removesuffix('con')}Con" if _OF_CONFERENCE.fullmatch(word) else capital


def name_speakers(speakers: tuple[Speaker, ...], most: int = _SPEAKERS_NAMED) -> str:
    """Put speakers in one phrase, a company once: "Ana Lee & Bo Kim (Acme)"; of more than `most` the first and "+2"."""
    speakers = tuple(Speaker(shorten(one.name, TITLE_LENGTH), shorten(one.org, TITLE_LENGTH)) for one in speakers)
    named = [speaker for speaker in speakers if speaker.name]
    if not named:
        return " & ".join(speaker.org for speaker in speakers[:most] if speaker.org)
    if len(named) > most:
        first = named[: max(1, most - 1)]
        return f"{_phrase(first)} +{len(named) - len(first)}"
    return _phrase(named)


def _phrase(named: list[Speaker]) -> str:
    company = named[0].org
    if all(one.org == company or (one.org and company and is_same_company(one.org, company)) for one in named):
        return _in_company(_join([speaker.name for speaker in named]), company)
    return _join([_in_company(speaker.name, speaker.org) for speaker in named])


def _in_company(name: str, company: str) -> str:
    return f"{name} ({company})" if company else name


def _join(names: list[str]) -> str:
    return " & ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def count(number: int, noun: str, plural: str = "") -> str:
    """Put a number and its noun together: "1 talk", "2 talks"; `plural` is for nouns that take no s."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or f'{noun}s'}"


def quote(entry: Entry) -> str:
    """Return an entry's statement, cut to length, in quotation marks if the post is published elsewhere."""
    statement = shorten(entry.text, STATEMENT_LENGTH)
    return f"“{statement}”" if entry.source.url and statement[:1] not in {"", "“", '"'} else statement
