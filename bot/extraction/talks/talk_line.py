"""Parse a line that names a talk: title and speakers, in all common orders and notations."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.extraction.people.company_names import company_in
from bot.extraction.people.person_names import SURE, NameClassifier
from bot.extraction.people.read_speakers import read_speakers
from bot.extraction.talks.titles import clean_title, title_shape
from bot.languages.pattern_templates import compile_words, words_of_class
from bot.model.entry import Speaker

# Separators between title and speakers, the clearest first.
_BETWEEN = (
    re.compile(r"\s[-–—―|·•/]+\s+|(?<=[\w)\]\"”’'?!])[–—―]\s*|(?<=[\w)\]\"”’'?!])-\s+"),
    compile_words(r"\s(?:{given_by}|presented by|given by|feat\.|ft\.)\s+"),
    re.compile(r"\s?[:：]\s+|：|(?<=[)）])[:：]\s*|\s(?=\((?:[^()]|\([^()]*\))+\)$)|\s@\s+"),
    compile_words(r",\s+|\s{with}\s+"),
)
_HELD_BY = compile_words(r"(?:(?:opening|closing|sponsored|lightning) )?{one_talk}\s+{given_by}\s+")
# Who made the post or a part of it: "Written by Jane Roe", "Prepared by: …".
_BYLINE = compile_words(r"\b{made}\s+(?:{given_by})\b")
_WEAK_SIGNS = {":", "：", ","} | words_of_class("with")
_QUOTED = re.compile(r"[\"“„«「『《](?P<title>[^\"“”„«»「」『』《》]{6,200})[\"”“»」』》]")
# Two words with capitals, a bracket, a handle, or letters that know no capitals: else nobody can be named.
_MAY_NAME_PEOPLE = re.compile(
    r"[^\W\d_a-z][\w.'’-]{0,40}[ \u00a0](?:[\w-]{1,5} )?[\"“(]?[^\W\d_a-z]|[^\W\d_a-z]\w{1,40} \("
    r"|@|[\u3040-\u9fff\uac00-\ud7a3]"
)
_SMALL_NAMES = re.compile(
    r"(?:\s(?:presented )?by\s+(?:(?P<handle>@[A-Za-z_][\w.-]{2,30})|(?P<by>))|\s[–—-]\s+(?=[^,]{1,120},\s))"
    r"(?P<name>(?(handle)|[a-zß-ÿ][a-zß-ÿ'’-]+(?: [a-zß-ÿ][a-zß-ÿ'’-]+){0,2}))"
    r"(?:,\s+(?P<org>[A-Z][\w .&+-]{1,40})|\s*[(（](?P<in_brackets>[^()（）]{2,60})[)）])?$"
)
_FEWEST_WORDS = 3  # of a title that a mere comma parts from a name
_STANDS_FIRST = 0.5  # required confidence of a name if a line has no title
_SHORTEST_TITLE, _LONGEST = 4, 400
_REMEMBERED = 2_000  # lines; several ways to find talks read the same ones
_MOST_TRAILING_WORDS = 12
_COLON = re.compile(r"[:：]\s+")

_Cut = tuple[str, str, str]  # the text before a separator, the text after it, and the separator


@dataclass(frozen=True, slots=True)
class TalkLine:
    """The parsed line: its title, "" if it names only speakers, and the speakers."""

    title: str
    speakers: tuple[Speaker, ...]


@lru_cache(maxsize=_REMEMBERED)
def read_talk_line(line: str, judge: NameClassifier, least: float = SURE) -> TalkLine:
    """Parse title and speakers; the whole line is the title if there are no speakers.

    A line too long for a title has neither. `least` is how sure a name must be; less where the line is known to name
    a talk with its speakers.
    """
    if len(line) > _LONGEST:
        return TalkLine("", ())
    text = clean_title(line)
    if small := _with_small_names(text, judge):
        return small
    if not _MAY_NAME_PEOPLE.search(text) or _BYLINE.search(text):
        return TalkLine(text, ())
    if speakers := read_speakers(text, judge, max(least, _STANDS_FIRST)):
        return TalkLine("", speakers)
    if read := _quoted(text, judge) or _held(text, judge):
        return read
    cuts = list(_cuts(text))
    return _title_first(cuts, judge, least) or _speakers_first(cuts, judge) or TalkLine(text, ())


def _with_small_names(text: str, judge: NameClassifier) -> TalkLine | None:
    """Parse a title and a speaker with a handle or a lower-case name: "quiet alerts by ada (Acme)"."""
    match = _SMALL_NAMES.search(text)
    if match is None or _BYLINE.search(text) or not (match["handle"] or judge.may_be_small_name(match["name"])):
        return None
    title, org = clean_title(text[: match.start()]), company_in(match["org"] or match["in_brackets"] or "")
    head, colon, tail = title.rpartition(": ")
    if match["handle"] and colon and not org and not judge.are_ordinary(tail.split()[:1]):
        title, org = head, tail  # "quiet alerts: Acme by @otter"
    name = match["handle"] or match["name"]
    is_told_apart = bool(org) or not name.isalpha() or title[:1].isupper()  # "alerts by default" names nobody
    return TalkLine(title, (Speaker(name, org),)) if is_told_apart and len(title) >= _SHORTEST_TITLE else None


def _quoted(text: str, judge: NameClassifier) -> TalkLine | None:
    """Read `Name "Title"` and `"Title" by Name`."""
    match = _QUOTED.search(text)
    if match is None:
        return None
    before, after = (part.strip(" ,;:-–—|()") for part in (text[: match.start()], text[match.end() :]))
    for said, other in ((before, after), (after, before)):
        speakers = read_speakers(said, judge)
        if speakers and len(other) < _SHORTEST_TITLE:
            return TalkLine(clean_title(match["title"]), speakers)
    return None


def _held(text: str, judge: NameClassifier) -> TalkLine | None:
    """Read `Keynote by Name: Title`."""
    match = _HELD_BY.match(text)
    read = _speakers_first(list(_cuts(text[match.end() :])), judge) if match else None
    return read if read and title_shape(read.title) >= SURE else None


def _title_first(cuts: Sequence[_Cut], judge: NameClassifier, least: float) -> TalkLine | None:
    for title, rest, sign in cuts:
        speakers = read_speakers(rest, judge, max(least, SURE) if sign in _WEAK_SIGNS else least)
        is_apart = sign != "," or len(title.split()) >= _FEWEST_WORDS or any(one.org for one in speakers)
        if speakers and is_apart and len(title) >= _SHORTEST_TITLE and not read_speakers(title, judge):
            return TalkLine(clean_title(title), speakers)
    return None


def _speakers_first(cuts: Sequence[_Cut], judge: NameClassifier) -> TalkLine | None:
    for people, rest, sign in sorted(cuts, key=lambda cut: -len(cut[0])):
        speakers = read_speakers(people, judge) if sign != "," else ()
        if speakers and company_in(rest) != rest:  # roles and companies, no title
            return TalkLine("", read_speakers(f"{people}, {rest}", judge) or speakers)
        if speakers and title_shape(rest):
            return TalkLine(clean_title(rest), speakers)
    return None


def _cuts(text: str) -> Iterator[_Cut]:
    """Return all ways to split the line at something that may separate title and speakers."""
    for match in (match for pattern in _BETWEEN for match in pattern.finditer(text)):
        if text.count("(", 0, match.start()) <= text.count(")", 0, match.start()):
            rest = _without_brackets(text[match.end() :].strip())
            yield text[: match.start()].strip(), rest, match.group().strip()


def _without_brackets(text: str) -> str:
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def cut_trailing_names(title: str, judge: NameClassifier) -> TalkLine:
    """Read a title that runs into its speakers without a sign ("… at Scale Jane Roe & John Doe")."""
    words = title.split(" ")
    best, best_score = TalkLine(title, ()), 0.0
    for length in range(2, min(_MOST_TRAILING_WORDS, len(words) - 2) + 1):
        speakers = read_speakers(" ".join(words[-length:]), judge, _STANDS_FIRST)
        score = _names_alone(speakers, judge)
        if score >= max(best_score, _STANDS_FIRST) and words[-length - 1] not in {"&", "and", "+"}:
            best, best_score = TalkLine(clean_title(" ".join(words[:-length])), speakers), score
    return best


def _names_alone(speakers: tuple[Speaker, ...], judge: NameClassifier) -> float:
    """Return the confidence in the least certain name; 0 if none is certain, or a company is named."""
    scores = [judge.score(speaker.name) for speaker in speakers if " " in speaker.name and not speaker.org]
    return min(scores) if scores and len(scores) == len(speakers) and max(scores) > SURE else 0.0


def split_speakers(rest: str) -> tuple[str, str]:
    """Separate speakers from what is said about the talk, at the first colon outside brackets."""
    for colon in _COLON.finditer(rest):
        before = rest[: colon.start()]
        if before.count("(") == before.count(")"):
            return _without_brackets(before), rest[colon.end() :]
    return rest.rstrip(" ."), ""
