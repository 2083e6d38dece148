"""Find the people named in running text, with their companies."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from bot.catalogue.normalize import normalize
from bot.extraction.link_spans import locate_links
from bot.extraction.people.company_names import company_in
from bot.extraction.people.find_companies import company_after, company_before, people_in_brackets_follow
from bot.extraction.people.person_names import LIKELY, SURE, UPPER, NameClassifier
from bot.languages.pattern_templates import compile_words
from bot.model.entry import Speaker
from bot.model.recap import Block

_LETTER = r"[^\W\d_\u3005-\u9fff\uac00-\ud7a3]"
_CAPITALISED = rf"(?:[{UPPER}]{_LETTER}*(?:[-‐'’](?!s\b){_LETTER}+)*|[{UPPER}]\.|(?:von|van|de)[{UPPER}]{_LETTER}+)"
_PARTICLE = r"(?:de|da|do|dos|del|della|der|den|di|du|van|von|bin|ibn|al|el|la|le|ter|ten)"
_NICKNAME = r"[\"“(][A-Z]\w+[\"”)]"
_RUN = re.compile(
    rf"(?<!{_LETTER})(?<![\d_@]){_CAPITALISED}"
    rf"(?:[ \u00a0](?:{_PARTICLE}[ \u00a0])*(?:{_NICKNAME}[ \u00a0])?{_CAPITALISED})*"
    r"|(?<![A-Za-z0-9_./])@[A-Za-z_][A-Za-z0-9_.-]*"
)
_BLANKLESS = re.compile(r"[^ \u00a0]+")
_WIDE_LETTER = re.compile(r"[\u3400-\u9fff\u30a0-\u30ff가-힣]")
# Names in scripts without capitals are found by what is said after them: "さん", "老师", "님".
_WIDE = re.compile(
    r"[而和与由是的在请听像跟对]?(?P<teacher>[\u3400-\u9fff々]{2,3})(?=老师|先生|女士|同学|博士)"
    r"|(?P<san>[\u3400-\u9fff々]{2,5}|[\u3400-\u9fff々]{1,3}[ \u3000][\u3400-\u9fff々\u3041-\u309f]{1,4}"
    r"|[\u30a0-\u30ff]{2,8}[・ ][\u30a0-\u30ff]{2,10})(?= ?(?:さん|氏(?!名)))"
    r"|(?<=讲师之一的)(?P<speaker>[\u3400-\u9fff]{2,3}?)(?=讲|说|介绍|分享|[，。、（(])"
    r"|(?P<nim>[가-힣]{2,4})(?=님)"
)
_JOIN = compile_words(
    r"\s*(?:,|、|，|&|/)\s*(?:(?:{and}|&)\s+)?|\s+(?:{and}|with)\s+|\s*{and_unspaced}\s*", flags=re.NOFLAG
)
_PROFILE = re.compile(
    r"//(?:www\.)?(?:github\.com|gitlab\.com|twitter\.com|x\.com|linkedin\.com/in|[\w.-]+/@|[\w-]+\.sched\.com/speaker"
    r"|bsky\.app/profile)/?@?(?P<user>[\w.-]+)/?(?:\?[^/]*)?$"
)
_MOST_WORDS = 5
_LONGEST_RUN = 200  # characters; a longer run of capitals is not a sentence


@dataclass(frozen=True, slots=True)
class PeopleSpan:
    """People named in a row, and their position in the text.

    `sure` is in 0..1 and that of the surest; a single name is never sure.
    """

    start: int
    end: int
    speakers: tuple[Speaker, ...]
    sure: float


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    name: str
    org: str
    sure: float


@dataclass(frozen=True, slots=True)
class _Likeliest:
    """The most likely name in a run of words, its position, whether it is one word, and the whole run."""

    start: int
    end: int
    score: float
    is_single: bool
    is_whole: bool


_BEGIN = attrgetter("start")


def find_people(block: Block, judge: NameClassifier) -> list[PeopleSpan]:
    """Return the groups of people that a block names, in order."""
    groups: list[list[_Named]] = []
    for named in _apart(sorted(_names(block, judge), key=lambda one: one.start)):
        if groups and _JOIN.fullmatch(block.text[groups[-1][-1].end : named.start]):
            groups[-1].append(named)
        else:
            groups.append([named])
    return [_span(_with_company(group, block.text)) for group in groups]


def people_between(people: Sequence[PeopleSpan], start: int, end: int) -> Sequence[PeopleSpan]:
    """Return the groups, given in order, that begin between `start` and `end`."""
    return people[bisect_left(people, start, key=_BEGIN) : bisect_right(people, end, key=_BEGIN)]


def _with_company(group: list[_Named], text: str) -> list[_Named]:
    """Return one person if the second of two names is a company: "Jane Roe, Acme, showed …"."""
    match group:
        case [person, other] if person.sure >= SURE > other.sure and not (person.org or other.org):
            is_aside = text[person.end : other.start] == ", " and text.startswith((",", ")", " ("), other.end)
            return [replace(person, end=other.end, org=other.name)] if is_aside else group
    return group


def _span(group: list[_Named]) -> PeopleSpan:
    speakers: list[Speaker] = []
    shared = ""
    for named in reversed(group):  # the company of the last is that of those before who have none
        shared = named.org or shared
        speakers.append(Speaker(named.name, company_in(shared)))
    return PeopleSpan(group[0].start, group[-1].end, tuple(speakers[::-1]), max(named.sure for named in group))


def _apart(names: list[_Named]) -> Iterator[_Named]:
    """Return the names that do not overlap; of two that do, the surer one."""
    end = 0
    for place, named in enumerate(names):
        later = (other for other in names[place + 1 : place + 3] if other.start < named.end)
        if named.start >= end and not any(other.sure > named.sure for other in later):
            yield named
            end = named.end


def _names(block: Block, judge: NameClassifier) -> Iterator[_Named]:
    yield from _linked(block, judge)
    for match in _RUN.finditer(block.text):
        if match.end() - match.start() <= _LONGEST_RUN and (named := _in_run(match, block.text, judge)) is not None:
            yield named
    if _WIDE_LETTER.search(block.text):
        for match in _WIDE.finditer(block.text):
            group = match.lastgroup or ""
            yield _Named(match.start(group), match.end(group), match[group], "", SURE)


def _linked(block: Block, judge: NameClassifier) -> Iterator[_Named]:
    """Return the words of links to profiles on social networks, if they may be a name."""
    for anchor in locate_links(block):
        name, match = anchor.link.text, _PROFILE.search(anchor.link.url)
        if match and name and (judge.score(name) >= LIKELY or normalize(name) == normalize(match["user"])):
            org, end = company_after(block.text, anchor.end)
            yield _Named(anchor.start, end, name, org, SURE)


def _likeliest_name(run: str, judge: NameClassifier) -> _Likeliest | None:
    """Return the most likely name in a run of capitalized words, None if they are ordinary words."""
    words = [part.span() for part in _BLANKLESS.finditer(run)]
    if judge.are_ordinary(run[start:end] for start, end in words):
        return None
    least = min(1, len(words) - 1)  # a single word among others is no name
    spans = ((a, b) for a in range(len(words)) for b in range(a + least, min(len(words), a + _MOST_WORDS)))
    scored = [(judge.score(run[words[a][0] : words[b][1]]), b - a, -a) for a, b in spans]
    score, more, first = max(scored, default=(0.0, 0, 0))
    if score < LIKELY:
        return None
    return _Likeliest(words[-first][0], words[more - first][1], score, not more, len(words) == 1)


def _in_run(match: re.Match[str], text: str, judge: NameClassifier) -> _Named | None:
    """Return the most likely name in a run of capitalized words, with its company."""
    likeliest = judge.remember(match.group(), _likeliest_name)
    if likeliest is None:
        return None
    start, end = match.start() + likeliest.start, match.start() + likeliest.end
    if (likeliest.is_single or likeliest.score < SURE) and people_in_brackets_follow(text, end, judge):
        return None
    org, after = company_after(text, end)
    is_unsure = likeliest.is_single and text[start] != "@" and not (org and likeliest.is_whole)
    sure = min(likeliest.score, LIKELY) if is_unsure else likeliest.score
    name = " ".join(text[start:end].split())
    if not org:
        org, start = company_before(text, start, judge)
    return _Named(start, after, name, org, sure)
