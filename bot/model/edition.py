"""Define an edition: one KubeCon, with its dates and place."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edition:
    """One KubeCon.

    `id` is "kubecon-<region>-<year>", e.g. "kubecon-na-2025". `starts_on` and `ends_on` are None if
    no source gives them; `dates_certain` is false if they must not be counted down to.
    `colocated` are the names of its co-located events. `also` are other spellings of the city.
    `changed_on` are the days on which changes in its schedule were seen.
    """

    id: str
    name: str
    short_name: str
    region: str
    city: str
    country: str
    venue: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    dates_certain: bool = False
    timezone: str = ""
    status: str = ""
    website: str = ""
    schedule: str = ""
    attendance: str = ""
    colocated: tuple[str, ...] = ()
    source: str = ""
    also: tuple[str, ...] = ()
    changed_on: tuple[dt.date, ...] = ()

    def __hash__(self) -> int:
        """Hash only the id, which identifies an edition: caches look editions up with every lookup."""
        return hash(self.id)
