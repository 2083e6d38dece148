"""Parse the CNCF landscape: projects, their levels and the dates of these."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from bot.catalogue.data_files import read_yaml
from bot.updates.schedule_exports import ExportError
from bot.updates.topic_levels import DATES, LEVELS, Fields


def read_landscape(content: bytes) -> list[Fields]:
    """Return the CNCF projects in a landscape.yml, each once; raise ExportError for anything else."""
    try:
        landscape = read_yaml(content)
        return list(_projects(landscape))
    except (ValueError, yaml.YAMLError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ExportError(f"it is no landscape.yml of the CNCF ({error!r:.200}); download it again") from error


def _projects(landscape: Mapping[str, Any]) -> Iterator[Fields]:
    seen = set()
    for category in landscape["landscape"]:
        for item in (item for part in category["subcategories"] for item in part["items"]):
            if item.get("project") in LEVELS and item["name"] not in seen:
                seen.add(item["name"])
                extra = item.get("extra") or {}
                dates = {name: str(extra[name]) for name in DATES if extra.get(name)}
                yield {"name": item["name"], "homepage": item["homepage_url"], "maturity": item["project"], **dates}
