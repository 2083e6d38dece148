"""Write each person of all years in one way: one spelling, no role in the place of a name, no name in a company."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bot.catalogue.normalize import normalize
from bot.extraction.schedules.match_sessions import person_key
from bot.model.entry import Speaker

_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]")
# A name made of nothing but such words is what somebody does, or whom they work for.
_ROLE_WORDS = """
    machine learning big data cloud native engine computing software platforms platform media chief architect cncf
    governing board member ambassador ambassadors program gmbh inc ltd co technology technologies
"""
_OF_ROLES = frozenset(_ROLE_WORDS.split())
_NEXT_PERSON = re.compile(r"\s+&\s+")
_LIKE_A_COMPANY = re.compile(r"\b(?:co|inc|ltd|gmbh|technology)\b\.?$", re.IGNORECASE)


class People:
    """Know how each person is written, from all the places that name them."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        known = [one for speaker in speakers for one in parted(speaker)]
        written: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._orgs: defaultdict[str, set[str]] = defaultdict(set)
        for speaker in known:
            written[person_key(speaker.name)][speaker.name] += 1
            self._orgs[normalize(speaker.name)].add(normalize(speaker.org))
        self._written = {key: _most_telling(names) for key, names in written.items()}

    def tidy(self, speakers: Sequence[Speaker]) -> tuple[Speaker, ...]:
        """Return speakers as they are written elsewhere, and without what is no person."""
        kept: list[Speaker] = []
        for speaker in (one for whole in speakers for one in parted(whole)):
            if not _is_role(speaker.name):
                kept.append(Speaker(self._spelling(speaker.name), _company(speaker)))
            elif kept and _is_role(kept[-1].org) and speaker.org:
                kept[-1] = Speaker(kept[-1].name, speaker.org)  # "Ana Lee, Big Data & Machine Learning, Acme"
        return tuple(dict.fromkeys(kept))

    def _spelling(self, name: str) -> str:
        """Return the usual spelling: of the same letters, or of nearly the same where the company is the same."""
        usual = self._written.get(person_key(name), name)
        mine, others = self._orgs[normalize(name)] - {""}, self._orgs[normalize(usual)]
        return usual if normalize(usual) == normalize(name) or mine & others else name


def parted(speaker: Speaker) -> Iterator[Speaker]:
    """Split what holds several people, or a company, in the place of one name: "Ana Lee, Acme & Bo Kim, Other"."""
    for person in _NEXT_PERSON.split(_UNSEEN.sub("", speaker.name)):
        name, _, org = person.partition(", ")
        yield Speaker(name.strip(), org.strip() or speaker.org)


def _most_telling(names: Counter[str]) -> str:
    """Return the spelling used most; of those used alike the one with accents and small letters."""
    return max(names, key=lambda name: (name != name.lower(), names[name], not name.isascii(), name))


def _is_role(text: str) -> bool:
    words = normalize(text).split()
    return bool(words) and (_OF_ROLES.issuperset(words) or bool(_LIKE_A_COMPANY.search(text)))


def _company(speaker: Speaker) -> str:
    """Return the company without the name of who works there, unless it is called after them."""
    return speaker.org.removesuffix(speaker.name).strip() or speaker.org
