"""Give the catalogue's tests a small invented catalogue, and the shipped one."""

from pathlib import Path

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.load import load_catalogue
from bot.model.topic import Alias, AliasKind, Topic

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def shipped():
    """Return the catalogue that the bot ships with."""
    return load_catalogue(ROOT / "corpus")


def alias(name, kind=AliasKind.ABBREVIATION, **more):
    return Alias(name, kind, "a glossary", **more)


@pytest.fixture(scope="session")
def zoo():
    """Return a catalogue of invented topics in every shape a name can have."""
    topics = (
        Topic("Otter Resource Allocation", "feature", "Shares rivers between otters", (alias("ORA"), alias("ORAs"))),
        Topic("Otter CD", "project", "Delivers fish by GitOps", (alias("OtterCD"), alias("Otter"))),
        Topic("Otter", "project", "Suite for workflows of the river"),
        Topic("HedgeHog", "project", "Rolls things up", (alias("hog-proxy"),)),
        Topic("Anchorage", "project", "Stores ships", plain_word=True),
        Topic("Lighthouse", "project", "Shows ships the way", plain_word=True, maturity="graduated"),
        Topic("sort", "project", "Clusters in a box", plain_word=True),
        Topic("Newt", "project", "Small and quick"),
        Topic("nRPC", "project", "Calls newts from afar"),
        Topic("Badger ID Protocol", "standard", "Badgers prove who they are to a registry", (alias("BIP"),)),
        Topic("Mole", "technique", "Digs", (alias("TEM", plain_word=True),)),
    )
    ambiguous = {"Otter": ("Otter", "Otter CD"), "BIP": ("Badger ID Protocol", "bridge in plaster of builders")}
    return Catalogue(topics, ambiguous=ambiguous)
