import datetime as dt
import random
from functools import partial

import pytest

from adapters.http.fetcher import Fetcher
from bot.importer.http_response import FetchBounds
from bot.importer.update_feeds import open_feed_updater
from bot.updates.folders import posts_folder
from bot.updates.sources import UpdateKind
from bot.updates.update import Updater
from emulators.sites import Sites
from emulators.sources import is_loopback, write_sources
from tests.importer.conftest import PAGE

__all__ = ["PAGE"]

NOW = dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)
BOUNDS = FetchBounds(2.0, 2_000_000, frozenset({"127.0.0.1"}), "what was there stays")


async def at_once(work, *arguments):
    """Do work here that the bot has done in a process aside."""
    return work(*arguments)


@pytest.fixture
def corpus(tmp_path):
    """Return a corpus of one KubeCon to come and two projects."""
    folder = tmp_path / "corpus"
    (folder / "talks").mkdir(parents=True)
    (folder / "recaps").mkdir()
    (folder / "editions.yaml").write_text(
        'editions:\n- {"id": "kubecon-eu-2031", "name": "KubeCon Europe 2031", "short_name": "KubeCon EU 2031", '
        '"region": "eu", "city": "Oslo", "country": "Norway", "timezone": "Europe/Oslo", "starts_on": "2031-04-01", '
        '"ends_on": "2031-04-04", "dates_certain": true}\n',
        encoding="utf-8",
    )
    (folder / "topics.yaml").write_text(
        "# CNCF projects, their levels and dates: CNCF landscape, https://github.com/cncf/landscape at\n"
        "# abc123 (2030-08-07), by the CNCF landscape contributors.\n"
        "topics:\n"
        '- {"name": "Beaver", "kind": "project", "description": "Fells trees", "maturity": "sandbox", '
        '"homepage": "https://beaver.example/", "owner": "CNCF"}\n'
        '- {"name": "Otter CD", "kind": "project", "description": "Delivers fish"}\n',
        encoding="utf-8",
    )
    (folder / "releases.jsonl").write_text('{"version": "1.50", "released": "2031-01-01"}\n', encoding="utf-8")
    return folder


@pytest.fixture
async def sites(corpus):
    """Serve sources that the corpus names, all of them absent at first."""
    async with Sites() as sites:
        write_sources(corpus, sites)
        yield sites


@pytest.fixture
def update(corpus, tmp_path):
    """Return what updates kinds of data, and returns the outcomes by name."""
    home = tmp_path / "home"
    fetch = Fetcher(is_loopback, BOUNDS)
    feeds = open_feed_updater(
        (posts_folder(home), corpus / "recaps"), home, corpus, fetch, partial(at_once), random.random
    )
    updater = Updater(corpus, home, fetch, feeds)

    async def run(*kinds: UpdateKind, now=NOW, dry_run=False):
        outcomes = await updater.update(frozenset(kinds or UpdateKind), now, dry_run=dry_run)
        return {outcome.name: outcome for outcome in outcomes}

    return run
