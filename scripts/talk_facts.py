"""Read gathered facts of talks: which event each row belongs to, and what of it goes into corpus/talks."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from bot.extraction.schedules.read_schedule import SessionKind
from bot.extraction.schedules.title_match import read_title
from bot.model.entry import Speaker
from bot.updates.schedule_file import Session, is_cancelled, page_of
from bot.updates.session_names import clean_name
from scripts.recording_match import SURE, RecordingJudge

Row = Mapping[str, Any]

_KINDS = {
    "keynote": SessionKind.KEYNOTE,
    "panel": SessionKind.PANEL,
    "lightning": SessionKind.LIGHTNING_TALK,
    "tutorial": SessionKind.TUTORIAL,
    "poster": SessionKind.POSTER,
    "colocated_event": SessionKind.COLOCATED_DAY,
}
_NO_TALKS = frozenset({"service", "sponsor_demo", "office_hours"})
_KINDS_OF_TRACKS = (
    ("maintainer track", SessionKind.MAINTAINER_TRACK),
    ("lightning talks", SessionKind.LIGHTNING_TALK),
    ("poster session", SessionKind.POSTER),
    ("tutorials", SessionKind.TUTORIAL),
    ("keynote sessions", SessionKind.KEYNOTE),
)
# Days beside an edition whose talks name no track.
_DAYS = {
    "securityday": "Cloud Native Security Day",
    "securitycon": "CloudNativeSecurityCon",
    "envoycon": "EnvoyCon",
    "serverless-practitioners": "Serverless Practitioners Summit",
    "maintainer-summit": "Maintainer Summit",
    "colocated": "",
}
_BESIDE = re.compile(rf"(?P<edition>[a-z]+-20\d\d)-(?P<day>{'|'.join(_DAYS)})")
_SIGNS_BEFORE = re.compile(r"^[^\w(]+")
_NO_TALK = re.compile(
    r"\bTB[AC]\b|pavilion|\bunconf?er?ence|happy hour|coffee klatch|meet (?:\+|and|&) greet|fun run|party(?:$| hosted)"
    r"|trivia|\bhub \|\W*(?:bof|demos)\b",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"(?<!\w)\*(\S[^*]*)\*(?!\w)")
_NAMES_AFTER_CUT = re.compile(r"\s*(?:\.\.\.|…)\s*-? ?(?:[A-Z][\w’'-]+ [A-Z][\w’'-]+(?: & |, ?|$))+$")
_MARK_IN_NAME = re.compile(r"sold out|virtual", re.IGNORECASE)
_VIDEO_ID = re.compile(r"(?:youtu\.be/|[?&]v=)([\w-]{11})")
# Conferences beside KubeCon, by the beginning of what the facts call them.
_OTHERS = {
    "promcon": "PromCon",
    "kcd": "KCD",
    "kubeday": "KubeDay",
    "rejekts": "Rejekts",
    "cnsecuritycon": "CloudNativeSecurityCon",
    "open-observability-summit": "Open Observability Summit",
}
_CODES = frozenset({"na", "eu"})


def event_of(edition: str) -> tuple[str, str, str]:
    """Return the id of the event that a row's edition means, its name where it is no KubeCon, and the day beside it.

    An edition that is no event gives empty texts.
    """
    if beside := _BESIDE.fullmatch(edition):
        return f"kubecon-{beside['edition']}", "", _DAYS[beside["day"]]
    if re.fullmatch(r"[a-z]+-20\d\d", edition) and not edition.startswith(tuple(_OTHERS)):
        return f"kubecon-{edition}", "", ""
    for start, series in _OTHERS.items():
        if edition.startswith(start):
            where = edition.removeprefix(start).strip("-").split("-")
            name = " ".join((series, *(word.upper() if word in _CODES else word.capitalize() for word in where)))
            return "-".join((series.replace(" ", "-").casefold(), *where)), name, ""
    return "", "", ""


def is_talk(row: Row) -> bool:
    """Return whether a row is a session that people listen to, and neither a break nor a booth nor a meeting."""
    title = row["title"]
    is_ceremony = read_title(title).is_ceremony and "award" not in title.casefold()
    return not (row["kind"] in _NO_TALKS or is_cancelled(title) or _NO_TALK.search(title) or is_ceremony)


def to_session(row: Row, day: str, judge: RecordingJudge, confirmed: Collection[str]) -> Session:
    """Make a session of a row; `confirmed` are the recordings that somebody has watched as those of their talk."""
    track, speakers = _track(row, day), tuple(speakers_of(row))
    title = _NAMES_AFTER_CUT.sub(" …", _EMPHASIS.sub(r"\1", clean_name(row["title"])))
    title_zh = row.get("title_zh", "").strip()
    return Session(
        title,
        speakers,
        track,
        row.get("start", ""),
        page_of(row.get("url", "")),
        _video(row, speakers, judge, confirmed),
        _kind(row, track),
        row.get("slides", ""),
        (title_zh,) if title_zh and title_zh != title else (),
    )


def video_address(url: str) -> str:
    """Return the one address of a video that has several."""
    found = _VIDEO_ID.search(url)
    return f"https://www.youtube.com/watch?v={found[1]}" if found else url


def _video(row: Row, speakers: tuple[Speaker, ...], judge: RecordingJudge, confirmed: Collection[str]) -> str:
    video = video_address(row.get("video", ""))
    sure = video in confirmed or judge.is_sure(row["title"], speakers, row.get("video_match", SURE))
    return video if sure else ""


def _track(row: Row, day: str) -> str:
    track = _SIGNS_BEFORE.sub("", row.get("track", "")).strip()
    return day if track in ("", "Unclassified") else track


def _kind(row: Row, track: str) -> str:
    if row["kind"] in _KINDS:
        return str(_KINDS[row["kind"]])
    normalized = track.casefold()
    by_track = next((str(kind) for start, kind in _KINDS_OF_TRACKS if normalized.startswith(start)), "")
    is_beside = bool(_BESIDE.fullmatch(row["edition"]))
    return by_track or (str(SessionKind.COLOCATED_DAY) if is_beside else "")


def speakers_of(row: Row) -> Iterator[Speaker]:
    """Yield the people who give a talk."""
    for person in row["speakers"]:
        if not _MARK_IN_NAME.search(person["name"]):
            yield Speaker(person["name"].strip(), person.get("company", "").strip())
