"""How people write the regions and places of KubeCons, and the small words between such names."""

import tomllib
from functools import cache
from pathlib import Path

from bot.catalogue.normalize import normalize
from bot.languages.pattern_templates import word_set

# They are the same whatever topics and recaps are read, and so are not part of what the catalogue is opened with.
_CORPUS = Path(__file__).resolve().parents[3] / "corpus"
_PLACES = tomllib.loads((_CORPUS / "places.toml").read_text(encoding="utf-8"))
_CONFERENCES = tomllib.loads((_CORPUS / "conferences.toml").read_text(encoding="utf-8"))

EVENT_WORDS: tuple[str, ...] = tuple(_CONFERENCES["kubecon"])
# How people write the series, and the name under which all of these go.
SERIES: dict[str, str] = {written: name for name, names in _CONFERENCES["series"].items() for written in names}
SERIES_BY_PLACE: frozenset[str] = frozenset(_CONFERENCES["by_place"])

REGIONS: dict[str, tuple[str, ...]] = {region: tuple(names) for region, names in _PLACES["regions"].items()}
RUN_TOGETHER: dict[str, str] = _PLACES["run_together"]
SHORT_CODES: frozenset[str] = frozenset(_PLACES["short_codes"])
ELSEWHERE: tuple[str, ...] = tuple(_PLACES["elsewhere"])


@cache
def filler_words() -> frozenset[str]:
    """Return words that may stand within one mention: "KubeCon Europe, 1-4 April 2025, in London"."""
    words = word_set("month") | word_set("month_short") | word_set("event_filler")
    return frozenset(map(normalize, words)) | {str(day) for day in range(1, 32)}
