"""Parse the schedule of a sessionize.com site: sessions joined with speakers, rooms and categories."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.extraction.schedules.read_schedule import SessionKind
from bot.importer.urls import host_of
from bot.model.entry import Speaker
from bot.updates.schedule_file import Session, is_cancelled
from bot.updates.session_names import clean_name, company_of

_SESSION_ID = re.compile(r"[\w-]{1,64}")
_NOT_HELD = frozenset({"declined", "cancelled", "canceled", "waitlisted", "withdrawn"})
_KINDS = {kind: kind for kind in SessionKind} | {
    "lightning talks": SessionKind.LIGHTNING_TALK,
    "keynotes": SessionKind.KEYNOTE,
    "keynote sessions": SessionKind.KEYNOTE,
    "tutorials": SessionKind.TUTORIAL,
    "poster session": SessionKind.POSTER,
    "poster sessions": SessionKind.POSTER,
    "panel discussion": SessionKind.PANEL,
}
_BEFORE_COMPANY = re.compile(r" (?:at|@) | ?@(?=[A-Z])| [-–—|·] ")


def read_sessionize(export: Mapping[str, Any], zone: ZoneInfo, address: str) -> Iterator[Session]:
    """Yield the sessions that take place; raise LookupError, TypeError or ValueError for any other format.

    `address` is that of the schedule, whose site has the sessions' pages.
    """
    joined = _Joined(
        {str(one["id"]): one for one in export["speakers"]}, _names(export["rooms"]), dict(_categories(export))
    )
    site = urlsplit(address)
    for session in export["sessions"]:
        title = clean_name(_text(session["title"]))
        if title and _is_held(session):
            yield Session(
                title,
                tuple(joined.speakers(session)),
                joined.track(session),
                _local(_text(session.get("startsAt")), zone),
                f"{site.scheme}://{site.netloc}/session/{_id(session)}" if site.hostname else "",
                _web_address(_text(session.get("recordingUrl"))),
                joined.kind(session),
                room=joined.rooms.get(str(session.get("roomId")), ""),
            )


@dataclass(frozen=True, slots=True)
class _Joined:
    """Speakers, rooms and categories by id; a category has the name of its group and its own."""

    people: Mapping[str, Mapping[str, Any]]
    rooms: Mapping[str, str]
    categories: Mapping[str, tuple[str, str]]

    def speakers(self, session: Mapping[str, Any]) -> Iterator[Speaker]:
        """Yield the people of a session, without those known only by id."""
        for given in session.get("speakers") or ():
            named = given if isinstance(given, Mapping) else {}
            person = self.people.get(str(named.get("id", given)), named)
            parts = (_text(person.get("firstName")), _text(person.get("lastName")))
            name = _text(person.get("fullName")) or " ".join(filter(None, parts)) or _text(person.get("name"))
            if name:
                yield Speaker(name, _company(_text(person.get("tagLine"))))

    def track(self, session: Mapping[str, Any]) -> str:
        """Return the category that is a track, the first one if none is called so."""
        found = list(self._of(session))
        tracks = [name for group, name in found if "track" in group.casefold()]
        return (tracks or [name for group, name in found if not group] or [""])[0]

    def kind(self, session: Mapping[str, Any]) -> str:
        """Return the kind of session from its categories, "" for an ordinary talk."""
        return next((_KINDS[key] for _, name in self._of(session) if (key := name.casefold()) in _KINDS), "")

    def _of(self, session: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for one in session.get("categoryItems") or ():
            if str(one) in self.categories:
                yield self.categories[str(one)]


def _is_held(session: Mapping[str, Any]) -> bool:
    status = _text(session.get("status")).casefold()
    return not (session.get("isServiceSession") or status in _NOT_HELD or is_cancelled(_text(session["title"])))


def _names(listed: Any) -> dict[str, str]:
    return {str(one["id"]): _text(one["name"]) for one in listed}


def _categories(export: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each category by its id: they come in groups with a title, or as one list without."""
    for one in export.get("categories") or ():
        for item in one.get("items") or [one]:
            group = _text(one.get("title")) if item is not one else ""
            yield str(item["id"]), (group, _text(item.get("name") or item.get("title")))


def _company(tag_line: str) -> str:
    """Return the company in "Engineer at Acme" or "Engineer, Acme", "" if there is none."""
    parts = _BEFORE_COMPANY.split(tag_line)
    said = parts[-1] if len(parts) > 1 else tag_line.rpartition(",")[2] if "," in tag_line else ""
    return company_of([said.strip()])


def _id(session: Mapping[str, Any]) -> str:
    name = str(session["id"])
    if not _SESSION_ID.fullmatch(name):
        raise ValueError(f"a session's id is {name[:80]!r}")
    return name


def _web_address(text: str) -> str:
    return text if host_of(text) else ""


def _local(moment: str, zone: ZoneInfo) -> str:
    if not moment:
        return ""
    told = dt.datetime.fromisoformat(moment)
    return (told.astimezone(zone) if told.tzinfo else told).strftime("%Y-%m-%dT%H:%M")


def _text(value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{value!r:.80} is no text")
    return " ".join((value or "").split())
