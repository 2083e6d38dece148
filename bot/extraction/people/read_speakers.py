"""Parse a line that lists speakers, with roles and companies, in all common forms."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.extraction.people.company_names import company_in, is_company, is_legal_form, is_role
from bot.extraction.people.person_names import LIKELY, SURE, NameClassifier, is_wide_name
from bot.extraction.talk_links import cut_material
from bot.languages.pattern_templates import compile_words
from bot.model.entry import Speaker

_LABEL = compile_words(r"^\W*{speaker_label}(?:\(\w+\))?(?:\s+by)?(?:\s*[:：]\s*|\s+)(?=\S)")
_MAY_BEGIN = re.compile(r"[^\W\d_a-z]|[@\"“«]|(?:van|von|de|di)[A-Z]")
_JOIN = compile_words(r"\s(?:{and}|{with}|[&+/])\s+|\s?[;、，•]\s*|\s/\s*")
_COMMA = re.compile(r",\s+|\s?\|\s*")
_FROM = compile_words(r"\s(?:{of_company}|@|(?P<dash>[-–—]))\s+|\s?@(?=[A-Z])")
_IN_BRACKETS = re.compile(r"^(?P<name>[^()（）\[\]]+?)\s?[(（\[](?P<org>.+)[)）\]]$")
_NO_ORG = re.compile(r"[:：?!？！]|\s[-–—]\s|(?:\s[a-zà-ÿ]+){3}")  # "Acme told how otters queue"
_OWN_HANDLE = re.compile(r"(?<=\S)\s+[(（]?@[\w.]+[)）]?$")
_HONORIFIC = compile_words(r"(?<=[\u3040-\u9fff\uac00-\ud7a3])\s?{honorific}(?=$|[\s,、，(（&/])")
_LABELLED_WIDE = re.compile(
    r"[\u3400-\u9fff々]{1,4}[\u3041-\u309f]{1,5}"
)  # 太田ひろし, if a label says that it is a name
_BESIDE_ORG = 0.45  # how sure a name must be with a company in brackets after it
_LONGEST_LINE = 400
_REMEMBERED = 2_000  # lines; several ways to find talks read the same ones
_MOST_ORG_WORDS, _FEW_ORG_WORDS, _PLAIN_ORG_WORDS = 8, 4, 2


@dataclass(slots=True)
class _Person:
    """Collect the parts of the line about one person."""

    name: str
    said: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the line; pieces of one group have commas between them."""

    text: str
    after_comma: bool
    group: int


@lru_cache(maxsize=_REMEMBERED)
def read_speakers(text: str, judge: NameClassifier, least: float = SURE) -> tuple[Speaker, ...]:
    """Return the speakers that the whole text lists, or () if it is anything else.

    `least` is the required confidence of the first name: SURE if nothing else indicates people.
    """
    stripped = text.strip()
    label = _LABEL.match(stripped)
    line = cut_material(stripped[label.end() if label else 0 :]).strip(" .:,–—-*_|")
    line = _OWN_HANDLE.sub("", line) if "@" in line else line
    line = line if line.isascii() else _HONORIFIC.sub("", line)
    if len(line) > _LONGEST_LINE or not _MAY_BEGIN.match(line) or judge.are_ordinary(line.split(maxsplit=2)[:2]):
        return ()
    reader = _Reader(judge, least, list(_pieces(line)), is_labelled=label is not None)
    return tuple(Speaker(person.name, _company(person)) for person in reader.people())


def is_labelled(line: str) -> bool:
    """Return whether a line begins with words that announce speakers ("Speakers: …", "By …")."""
    return _LABEL.match(line) is not None


def _pieces(line: str) -> Iterator[_Piece]:
    for group, part in enumerate(_split(_JOIN, line)):
        for place, text in enumerate(_split(_COMMA, part)):
            if said := text.strip(" ,"):
                yield _Piece(said, place > 0, group)


def _split(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """Split outside brackets."""
    if "(" not in text and "（" not in text:
        yield from pattern.split(text)
        return
    start = 0
    for match in pattern.finditer(text):
        before = text[: match.start()]
        if before.count("(") <= before.count(")") and before.count("（") <= before.count("）"):
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


class _Reader:
    """Read the parts of a line: each is a new person, or belongs to those before it."""

    def __init__(self, judge: NameClassifier, least: float, pieces: Sequence[_Piece], *, is_labelled: bool) -> None:
        self._judge = judge
        self._is_labelled = is_labelled
        self._least = least
        self._pieces = pieces
        self._people: list[_Person] = []

    def people(self) -> list[_Person]:
        """Return the people, or none if a part does not fit."""
        is_list = all(self._take(piece, self._pieces[place + 1 :]) for place, piece in enumerate(self._pieces))
        return self._people if is_list else []

    def _take(self, piece: _Piece, later: Sequence[_Piece]) -> bool:
        name, org, in_brackets = self._name_and_org(piece.text)
        is_name = self._is_name(name, org, in_brackets=in_brackets)
        if is_name and (in_brackets or not (self._people and self._goes_on(piece, org, later))):
            self._people.append(_Person(" ".join(name.split()), [org] if org else []))
            if in_brackets:
                self._share(org)
            return True
        return bool(self._people) and _may_be_org(piece.text) and self._say(piece)

    def _name_and_org(self, text: str) -> tuple[str, str, bool]:
        match = _IN_BRACKETS.match(text)
        if match and not self._judge.score(text):
            return match["name"].strip(" ,"), match["org"].strip(), True
        if match := _FROM.search(text):
            name, org = text[: match.start()].strip(), text[match.end() :].strip()
            if not match["dash"] or (_is_plainly_org(org) and self._judge.score(org) < SURE):
                return name, org, False
        return text, "", False

    def _is_name(self, name: str, org: str, *, in_brackets: bool) -> bool:
        """Return whether a name is sure enough: less so after other names, and with a company in brackets."""
        is_single = " " not in name
        if self._is_labelled and _LABELLED_WIDE.fullmatch(name):
            return True
        if self._people or (is_wide_name(name) and (in_brackets or self._is_labelled or len(self._pieces) > 1)):
            least = LIKELY
        elif in_brackets:
            least = min(self._least, _BESIDE_ORG)
        else:
            least = max(self._least, SURE) if is_single and not is_wide_name(name) else self._least
        if self._judge.score(name) < least or (is_single and org and not _is_written_large(org)):
            return False
        return in_brackets or _may_be_org(org)

    def _goes_on(self, piece: _Piece, org: str, later: Sequence[_Piece]) -> bool:
        """Return whether a part is the company of the person before it, or its end, though it could be a name.

        In "A, B & C, Org" the last part is a company, in "A, Org & B, Org" every second one is, and in "A, Sons & Co"
        the last is the end of one.
        """
        if not piece.after_comma:
            return " " not in piece.text and not org and bool(self._people[-1].said)
        if " " not in piece.text or is_company(piece.text) or self._judge.score(piece.text) < SURE:
            return True
        beside = (other for other in later if other.after_comma and other.group == piece.group)
        if any(self._judge.score(other.text) >= SURE for other in beside):
            return False
        return piece.group > 0 and all(other.group == piece.group for other in later)

    def _say(self, piece: _Piece) -> bool:
        """Add a role or company to the last person, and to those right before who have none."""
        said = self._people[-1].said
        if not piece.after_comma and not said:
            return is_role(piece.text)
        if not piece.after_comma:  # "Mail & Media": a company's name continues
            said[-1] = f"{said[-1]} & {piece.text}"
        elif not (said and is_legal_form(piece.text)):
            said.append(piece.text)
            self._share(piece.text)
        return True

    def _share(self, org: str) -> None:
        """Give a company to those right before the last person who have none: "Jane Roe & John Doe (Acme)"."""
        for person in reversed(self._people[:-1]):
            if person.said:
                break
            person.said.append(org)


def _is_written_large(org: str) -> bool:
    return org[:1].isalpha() and not org[0].islower() and len(org.split()) <= _FEW_ORG_WORDS


def _may_be_org(words: str) -> bool:
    return len(words.split()) <= _MOST_ORG_WORDS and (not _NO_ORG.search(words) or is_role(words))


def _is_plainly_org(words: str) -> bool:
    return len(words.split()) <= _PLAIN_ORG_WORDS or is_company(words) or is_role(words)


def _company(person: _Person) -> str:
    """Return the last part about a person that is not a role."""
    return next((company for said in reversed(person.said) if (company := company_in(said))), "")
