"""Find what a statement claims about the status of something: its stage, level or newest release."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from bot.catalogue.normalize import normalize
from bot.digests.topic_filter import WHERE
from bot.model.entry import Entry, EntryKind

Rank = tuple[int, ...]
_LEVEL = "level "  # how the subject of a claim on a level begins
_RELEASED = "release "
_STAGES: Mapping[str, Rank] = MappingProxyType({"alpha": (1,), "beta": (2,), "ga": (3,), "stable": (3,)})
_LEVELS: Mapping[str, Rank] = MappingProxyType({"sandbox": (1,), "incubat": (2,), "graduat": (3,), "archiv": (4,)})
_ASIDE = re.compile(r" ?\([^()]{0,80}\)")
_VERB = (
    r"(?:is|are|was|were|became|becomes|reached|reaches|went|goes|moved|moves|entered|enters|joined|joins|graduated|"
    r"graduates|graduation)"
)
_STAGE = re.compile(
    rf"^(?P<subject>.{{2,70}}?)(?:'s|’s)? (?P<verb>{_VERB})\b(?P<rest>.{{0,60}})", re.IGNORECASE | re.DOTALL
)
_STAGE_WORD = re.compile(r"\b(alpha|beta|ga|stable|generally available)\b", re.IGNORECASE)
_LEVEL_WORD = re.compile(r"\b(sandbox|incubat|graduat|archiv)", re.IGNORECASE)
_VERSION = r"v?(?P<version>\d+(?:\.\d+)+)\b"
_RELEASE = re.compile(
    rf"^(?P<subject>[^\W\d][^\s\d]*(?: [^\s\d]+){{0,2}}?) {_VERSION}(?P<rest>.{{0,50}})", re.IGNORECASE | re.DOTALL
)
_CAME_OUT = re.compile(r"\b(?:released|came out|is out|current|expected|planned|due)\b|^,? of \d", re.IGNORECASE)
_NEW_IN = re.compile(
    rf"^(?:alpha|beta|stable|ga|new|generally available) (?:in|since|with) (?P<subject>\D{{2,40}}?) {_VERSION}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """The subject and status of a statement; `is_replaced` if a higher status makes it outdated."""

    subject: str
    rank: Rank
    is_replaced: bool = True


@lru_cache(maxsize=50_000)
def claim_of(text: str) -> Claim | None:
    """Return what a statement claims, None if it claims no status."""
    said = _ASIDE.sub("", WHERE.sub("", text))
    return _release(said) or _stage(said)


def _release(said: str) -> Claim | None:
    """Parse a statement about a release, or one that lists what is new in it."""
    listed = _NEW_IN.match(said)
    found = listed or _RELEASE.match(said)
    if found is None:
        return None
    version = tuple(int(number) for number in found["version"].split("."))
    is_replaced = bool(listed or _CAME_OUT.search(found["rest"]))
    return Claim(f"{_RELEASED}{normalize(found['subject'])}", version, is_replaced)


def _stage(said: str) -> Claim | None:
    found = _STAGE.match(said)
    if found is None:
        return None
    rest, subject = f"{found['verb']}{found['rest']}", normalize(found["subject"])
    if level := _LEVEL_WORD.search(rest):
        return Claim(f"{_LEVEL}{subject}", _LEVELS[level[1].casefold()])
    if stage := _STAGE_WORD.search(rest):
        return Claim(f"stage {subject}", _STAGES.get(stage[1].casefold(), (3,)))
    return None


def _claim_in(entry: Entry) -> Claim | None:
    """Return what a statement claims, by any name of its topic if it is about a level."""
    claim = claim_of(entry.text) if entry.kind is EntryKind.TAKEAWAY else None
    if claim is None or not claim.subject.startswith(_LEVEL) or not entry.topics:
        return claim
    topic = normalize(entry.topics[0])
    return replace(claim, subject=f"{_LEVEL}{topic}") if topic in claim.subject else claim


def claim_key(entry: Entry) -> str:
    """Return the key of a claim in any words; "" for other statements."""
    claim = _claim_in(entry)
    return f"{claim.subject} {claim.rank}" if claim and claim.is_replaced else ""


def weight_of(entry: Entry) -> int:
    """Return how much it is news for everyone: 2 for a graduation or a release, 0 for other levels, else 1."""
    claim = _claim_in(entry)
    if claim is None or not claim.is_replaced:
        return 1
    if claim.subject.startswith(_LEVEL):
        return 2 if claim.rank == _LEVELS["graduat"] else 0
    return 2 if claim.subject.startswith(_RELEASED) else 1


def newest_claims(entries: Iterable[Entry]) -> dict[str, Rank]:
    """Return the highest rank that is claimed of each subject."""
    newest: dict[str, Rank] = {}
    for entry in entries:
        if claim := _claim_in(entry):
            newest[claim.subject] = max(claim.rank, newest.get(claim.subject, ()))
    return newest


def is_superseded(entry: Entry, newest: Mapping[str, Rank]) -> bool:
    """Return whether another statement claims a higher status of the same subject."""
    claim = _claim_in(entry)
    return bool(claim and claim.is_replaced and claim.rank < newest.get(claim.subject, ()))
