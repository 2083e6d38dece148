"""Parse the names of sessions on schedule sites: "Title - Ana Lee, Acme & Bo Kim, Role, Other company"."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from bot.extraction.people.person_names import LIKELY, SURE, NameClassifier
from bot.model.entry import Speaker

_UNSEEN = re.compile("[\u200b\u2060\ufeff]")
# What the organisers say of seats and passes, before and after the name.
_MARK_BEFORE = re.compile(r"^(?:\[[^\]a-z]+\]|SOLD OUT\s*[:|-])\s*")
_MARK_AFTER = re.compile(
    r" ?(?:\|[^|]*\brequired|[-–|] ?sold out|[-–|] ?(?:full|half)[- ]day event|\((?P<remark>[^()]*)\))$", re.IGNORECASE
)
_OF_SEATS = re.compile(r"sold out|first[- ]come|limited", re.IGNORECASE)
_DASH = re.compile(r" [-–—] |(?<=[\w!?])[-–—] ")
_BEFORE_NAMES = re.compile(r"^(?:moderated|hosted|presented)\s+by\s+", re.IGNORECASE)
_NEXT_GROUP = re.compile(r" ?; ?")
_NEXT_PERSON = re.compile(r" (?:&|and) ")
_IN_BRACKETS = re.compile(r"(?P<name>.*\S)\s+\((?P<org>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_HANDLE = re.compile(r" ?\(@\w++\)")
_LEGAL_FORM = re.compile(r"(?:inc|ltd|llc|llp|gmbh|co|corp|ag|se|pty ltd)\b\.?", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:engineer|architect|developer|director|manager|lead|head|chief|vp|svp|c[eiopt]o|co-?founder|founder|maintainer"
    r"|contributor|supporter|approver|reviewer|advocate|ambassador|evangelist|specialist|scientist|researcher|professor"
    r"|student|fellow|principal|president|chair|co-?chairs?|member|officer|consultant|author|moderator|mts)\b",
    re.IGNORECASE,
)
_NO_COMPANY = frozenset({"", "-", "independent", "freelance", "freelancer", "self-employed"})


@dataclass(slots=True)
class _Person:
    """Collect the roles and companies of one person."""

    name: str
    said: list[str] = field(default_factory=list)


class SessionNames:
    """Split the names of sessions into title and speakers."""

    def __init__(self, judge: NameClassifier, names: Iterable[str] = (), companies: Iterable[str] = ()) -> None:
        """Initialize with the names of a schedule and known companies, to distinguish "Red Hat" from a person."""
        self._judge = judge
        self._companies = {*companies, *(company for name in names for company in _last_companies(name))}

    def read(self, name: str) -> tuple[str, tuple[Speaker, ...]]:
        """Return title and speakers; everything is the title if no speakers follow."""
        text = clean_name(name)
        for dash in reversed(list(_DASH.finditer(text))):
            if speakers := self.read_speakers(text[dash.end() :]):
                return clean_name(text[: dash.start()]), speakers
        return text, ()

    def read_speakers(self, text: str) -> tuple[Speaker, ...]:
        """Return the people that the whole text lists, or () if it begins with anything else."""
        listed = _BEFORE_NAMES.sub("", _DASH.sub(", ", clean_name(text)))
        groups = [self._group(group) for group in _NEXT_GROUP.split(listed)]
        return tuple(speaker for group in groups for speaker in group) if all(groups) else ()

    def _group(self, text: str) -> list[Speaker]:
        """Parse people who share a company or have one each: "A, B & C, Acme" and "A, Acme & B, Other"."""
        parts = list(self._parts(text))
        bar = LIKELY if len(parts) > 1 or len(parts[0]) > 1 else SURE
        if self._judge.score(parts[0][0]) < bar:
            return []
        people: list[_Person] = []
        for place, (name, *rest) in enumerate(parts):
            people.append(_Person(name))
            for item in rest:
                if place + 1 < len(parts) and self._is_person(item):
                    people.append(_Person(item))
                else:
                    _say_of(people, item)
        return [Speaker(" ".join(person.name.split()), company_of(person.said)) for person in people]

    def _parts(self, text: str) -> Iterator[list[str]]:
        """Split at each "&" that joins people; one within a role or a company is put back."""
        part: list[str] = []
        for piece in _NEXT_PERSON.split(text.strip()):
            items = re.split(r",\s+", piece)
            if part and self._goes_on(part, items):
                part[-1] = f"{part[-1]} & {items[0]}"
                part.extend(items[1:])
                continue
            if part:
                yield part
            part = items
        yield part

    def _goes_on(self, part: list[str], items: list[str]) -> bool:
        is_of_role = bool(_ROLE.search(part[-1])) and len(part) > 1
        doubtful = self._judge.score(items[0]) < LIKELY
        return bool(_ROLE.search(items[0])) or (doubtful and len(part) > 1 and (is_of_role or len(items) == 1))

    def _is_person(self, item: str) -> bool:
        return item not in self._companies and not _ROLE.search(item) and self._judge.score(item) >= SURE


def clean_name(name: str) -> str:
    """Remove marks such as "[SOLD OUT]" and "| SEPARATE REGISTRATION REQUIRED" from a session's name."""
    text = " ".join(_UNSEEN.sub("", name).split())
    text = _MARK_BEFORE.sub("", text)
    while (shorter := _MARK_AFTER.sub(_without_mark, text)) != text:
        text = shorter
    return text.strip(" -–—|")


def _without_mark(mark: re.Match[str]) -> str:
    """Return "" for a mark, and the text in brackets if it is not about seats."""
    return "" if mark["remark"] is None or _OF_SEATS.search(mark["remark"]) else mark[0]


def read_bracketed(text: str) -> tuple[Speaker, ...]:
    """Read "Ana Lee (Acme); Bo Kim (Other)"."""
    return tuple(_bracketed(part) for part in _NEXT_GROUP.split(clean_name(text)) if part)


def cut_speakers(title: str, speakers: Collection[Speaker]) -> str:
    """Cut the speakers off a title that names them once more."""
    for dash in _DASH.finditer(title):
        if any(title.startswith(speaker.name, dash.end()) for speaker in speakers if speaker.name):
            return title[: dash.start()]
    return title


def _bracketed(part: str) -> Speaker:
    match = _IN_BRACKETS.fullmatch(part)
    name, company = (match["name"], match["org"]) if match else (part, "")
    return Speaker(_HANDLE.sub("", name).strip(), company_of([company.strip("() ")]))


def _last_companies(name: str) -> Iterator[str]:
    """Yield the last part of each group of people, which can only be a company."""
    for group in _NEXT_GROUP.split(_DASH.split(clean_name(name))[-1]):
        before, _, last = group.rpartition(", ")
        if before and not _ROLE.search(last):
            yield last


def _say_of(people: list[_Person], item: str) -> None:
    """Add a role or company to the last person, and to all before them who have none yet."""
    last = people[-1]
    for person in reversed(people):
        if person is not last and person.said:
            break
        person.said.append(item)


def company_of(said: Iterable[str]) -> str:
    """Return the last part that is not a role, legal form or remark ("a Big Corp company")."""
    named = [item for item in said if not (_ROLE.search(item) or _LEGAL_FORM.fullmatch(item) or item[:2] == "a ")]
    company = named[-1] if named else ""
    return "" if company.casefold() in _NO_COMPANY else company
