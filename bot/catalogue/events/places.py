"""Load how people write regions and places of KubeCons, and the names of other conferences."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bot.catalogue.normalize import normalize
from bot.languages.pattern_templates import words_of_class

PLACES_FILE, CONFERENCES_FILE = "places.toml", "conferences.toml"


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: finders are kept for each
class Places:
    """Names as people write them; `series` maps each to the name of its series, `regions` each region to its names.

    `event_words` mean KubeCon, any town may hold a series of `series_by_place`, `short_codes` are also ordinary words,
    `run_together` are short names of regions that count only in words such as "kubeconjp", and `elsewhere` are places
    without a KubeCon.
    """

    event_words: tuple[str, ...] = ()
    series: Mapping[str, str] = field(default_factory=dict)
    series_by_place: frozenset[str] = frozenset()
    regions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    run_together: Mapping[str, str] = field(default_factory=dict)
    short_codes: frozenset[str] = frozenset()
    elsewhere: tuple[str, ...] = ()


def load_places(corpus: Path) -> Places:
    """Read places.toml and conferences.toml of a corpus; raise OSError, ValueError or KeyError if they are faulty."""
    places, conferences = (
        tomllib.loads((corpus / name).read_text(encoding="utf-8")) for name in (PLACES_FILE, CONFERENCES_FILE)
    )
    return Places(
        tuple(conferences["kubecon"]),
        {written: name for name, names in conferences["series"].items() for written in names},
        frozenset(conferences["by_place"]),
        {region: tuple(names) for region, names in places["regions"].items()},
        places["run_together"],
        frozenset(places["short_codes"]),
        tuple(places["elsewhere"]),
    )


@cache
def filler_words() -> frozenset[str]:
    """Return words that may occur within one mention: "KubeCon Europe, 1-4 April 2025, in London"."""
    words = words_of_class("month") | words_of_class("month_short") | words_of_class("event_filler")
    return frozenset(map(normalize, words)) | {str(day) for day in range(1, 32)}
