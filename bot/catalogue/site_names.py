"""Find the name of a page's site from its address."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# Site names depend on neither topics nor recaps, so they are loaded separately from the catalogue.
_FILE = Path(__file__).resolve().parents[2] / "corpus" / "site_names.toml"
_OF_REPOSITORY = 2  # parts of a path: owner and name


def site_name_of(url: str, author: str = "") -> str:
    """Return the site name of a page: a known name, repository, the author on a shared site, or the host."""
    host, path = _split(url)
    if named := _named(host, path):
        return named
    repository = [part for part in path.split("/") if part][:_OF_REPOSITORY]
    if _is_below(host, _known()["code_hosts"]) and repository:
        return "/".join(repository)
    return (author if _is_below(host, _known()["by_author"]) else "") or host


def _split(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www."), parts.path
    except ValueError:
        return "", ""


def _named(host: str, path: str) -> str:
    """Return the name of the longest known address that the page is below, "" for none."""
    domains = host.split(".")
    folders = [part for part in path.split("/") if part]
    names: dict[str, str] = _known()["sites"]
    for first in range(len(domains)):
        for last in range(min(len(folders), _OF_REPOSITORY), -1, -1):
            if name := names.get("/".join([".".join(domains[first:]), *folders[:last]])):
                return name
    return ""


def _is_below(host: str, sites: list[str]) -> bool:
    return any(host == site or host.endswith(f".{site}") for site in sites)


@cache
def _known() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
