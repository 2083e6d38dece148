import re
from pathlib import Path

import pytest

from bot.catalogue.load import load_catalogue
from bot.updates.sources import UpdateKind, load_sources

ROOT = Path(__file__).resolve().parents[2]
SOURCES = load_sources(ROOT / "corpus")


def test_every_schedule_is_of_a_known_edition():
    catalogue = load_catalogue(ROOT / "corpus")
    assert [name for name in SOURCES.schedules if catalogue.edition(name) is None] == []


def test_every_source_is_asked_over_a_connection_that_nobody_reads():
    addresses = (*SOURCES.schedules.values(), SOURCES.landscape, SOURCES.proposals, *SOURCES.feeds.values())
    assert [address for address in addresses if not address.startswith("https://")] == []


@pytest.mark.parametrize("kind", UpdateKind)
def test_readme_names_every_host(kind):
    row = re.search(rf"^\| {kind} \| (.+) \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    named = re.findall(r"`([^`]+)`", row[1])
    hosts = {name if "." in name else f"{name}.sessionize.com" for name in named} - {"sessionize.com"}
    assert hosts == set(SOURCES.hosts(kind))
