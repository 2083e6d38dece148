"""Load topics.yaml and editions.yaml of the corpus, and report all problems at once."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.data_files import read_sections
from bot.catalogue.events.places import CONFERENCES_FILE, PLACES_FILE, Places, load_places
from bot.catalogue.parse_record import AmbiguousName, Record, read_record
from bot.catalogue.updated_files import UpdatedFiles
from bot.catalogue.validate import edition_problems, name_problems
from bot.errors import CatalogueError
from bot.model.edition import Edition
from bot.model.enhancement import FILE, load_enhancements
from bot.model.release import load_releases
from bot.model.topic import Topic


def load_catalogue(folder: Path, updated: UpdatedFiles | None = None) -> Catalogue:
    """Load the catalogue from a folder, with updated files if there are newer ones.

    Raises CatalogueError with all that a person should fix in it.
    """
    problems: list[str] = []
    files = updated or UpdatedFiles(folder)
    path_of = files.path
    topics_file, editions_file = path_of("topics.yaml"), folder / "editions.yaml"
    topic_sections = _sections(topics_file, ("topics", "ambiguous"), problems)
    edition_sections = _sections(editions_file, ("editions",), problems)
    topics = _records(Topic, topics_file, topic_sections.get("topics", []), problems)
    ambiguous = _records(AmbiguousName, topics_file, topic_sections.get("ambiguous", []), problems)
    editions = _records(Edition, editions_file, edition_sections.get("editions", []), problems)
    problems += [f"{topics_file}: {problem}" for problem in name_problems(topics, ambiguous)]
    problems += [f"{editions_file}: {problem}" for problem in edition_problems(editions)]
    places = _places(folder, problems)
    if problems:
        raise CatalogueError("\n".join(problems))
    readings = {name.name: (*name.topics, *name.readings) for name in ambiguous}
    schedules = {path.stem: path for path in map(path_of, files.names("talks"))}
    enhancements = load_enhancements(path_of(FILE))
    return Catalogue(tuple(topics), tuple(editions), readings, load_releases(folder), enhancements, schedules, places)


def _places(folder: Path, problems: list[str]) -> Places:
    """Return the names of places, none if the corpus has no files of them."""
    files = [folder / name for name in (PLACES_FILE, CONFERENCES_FILE)]
    if not any(file.exists() for file in files):
        return Places()
    try:
        return load_places(folder)
    except (OSError, ValueError, KeyError, AttributeError) as error:
        problems.append(f"{' or '.join(map(str, files))}: cannot be read ({error!r}); fix or restore it")
        return Places()


def _sections(path: Path, expected: Sequence[str], problems: list[str]) -> Mapping[str, list[Any]]:
    try:
        sections = read_sections(path)
    except Exception as error:  # noqa: BLE001 - any error in a file must be reported
        problems.append(f"{path}: cannot be read ({error}); fix or restore it")
        return {}
    if not isinstance(sections, Mapping) or expected[0] not in sections:
        problems.append(f"{path}: has no section `{expected[0]}`; write {expected[0]}: and below it the entries")
        return {}
    for name, entries in sections.items():
        if name not in expected or not isinstance(entries, list):
            problems.append(f"{path}: section `{name}` is not a list of {' or '.join(expected)}; take it out or fix it")
    return {name: entries for name, entries in sections.items() if isinstance(entries, list)}


def _records(shape: type[Record], path: Path, entries: Sequence[Any], problems: list[str]) -> list[Record]:
    records = []
    for place, entry in enumerate(entries, 1):
        read = read_record(shape, entry, partial(_complain, problems, path, _label(entry, place)))
        if read is not None:
            records.append(read)
    return records


def _complain(problems: list[str], path: Path, label: str, diagnostic: str) -> None:
    problems.append(f"{path}: {label}: {diagnostic}")


def _label(entry: Any, place: int) -> str:
    name = entry.get("id", entry.get("name")) if isinstance(entry, Mapping) else None
    return f'"{name}"' if name else f"entry {place}"
