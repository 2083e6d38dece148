"""Parse time zones: `Europe/Amsterdam`, `CET`, or only the city, `amsterdam`."""

from functools import cache
from zoneinfo import available_timezones

from bot.catalogue.normalize import normalize

_AREAS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
# older names of zones that are ordinary words
_NO_CITIES = frozenset({"act", "center", "north", "nsw", "south", "west"})


def known_timezone(typed: str) -> str:
    """Return the IANA time zone of a name or city in any spelling; "" for none."""
    return _zones().get(typed.casefold(), "") or _cities().get(normalize(typed), "")


def find_timezones(typed: str, limit: int) -> tuple[str, ...]:
    """Return the IANA time zones that contain the typed text, those whose city begins with it first."""
    wanted = normalize(typed)
    fitting = [zone for zone in _zones().values() if wanted in normalize(zone)]
    fitting.sort(key=lambda zone: (not normalize(zone.rpartition("/")[2]).startswith(wanted), zone))
    return tuple(fitting[:limit])


@cache
def _zones() -> dict[str, str]:
    return {zone.casefold(): zone for zone in sorted(available_timezones())}


@cache
def _cities() -> dict[str, str]:
    """Return the zone of each city, by its shortest name."""
    named = [zone for zone in _zones().values() if zone.partition("/")[0] in _AREAS]
    cities = {normalize(zone.rpartition("/")[2]): zone for zone in sorted(named, key=len, reverse=True)}
    return {city: zone for city, zone in cities.items() if city not in _NO_CITIES}
