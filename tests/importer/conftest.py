from functools import cache
from pathlib import Path

import pytest

from bot.catalogue.load import load_catalogue
from bot.importer import convert_post as reading
from bot.importer.convert_post import convert_post
from bot.importer.post import RawPost
from bot.importer.recap_folder import RecapFolder

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
POST = """# Three days among otters

KubeCon EU 2026 in Amsterdam was full of otters.

## Takeaways

- Otters run Kubernetes 1.34 on forty rivers.
- Karmada spreads their workloads over ponds.

## Talks

- [Otters at scale](https://youtu.be/otter123456) - Ana Lee (Acme)
"""
PAGE = """<!doctype html><html lang="en"><head><title>Three days among otters | Otter blog</title>
<meta name="author" content="Ana Lee"><meta property="article:published_time" content="2026-03-29T09:00:00+01:00">
<link rel="canonical" href="{canonical}"></head><body><nav><a href="/">Home</a></nav><article>
<h1>Three days among otters</h1>
<p>KubeCon EU 2026 in Amsterdam was full of otters, and of people who look after them.</p>
<h2>Takeaways</h2><ul><li>Otters run Kubernetes 1.34 on <a href="/rivers">forty rivers</a>.</li>
<li>Karmada spreads their workloads over ponds.</li></ul></article>
<footer>All rights reserved.</footer></body></html>"""


@pytest.fixture(scope="session", autouse=True)
def _shipped_catalogue_is_loaded_once():
    """Let all posts be read with one and the same catalogue: to load it takes longer than to read a post."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "load_catalogue", cache(load_catalogue))
        yield


@pytest.fixture
def read():
    """Return what reads a post as it comes."""

    def read_it(text=POST, name="notes.md", place="notes.md", **more):
        body = text if isinstance(text, bytes) else text.encode()
        return convert_post(RawPost(place, name, body, **more), CORPUS)

    return read_it


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "posts").mkdir()
    return RecapFolder(tmp_path / "posts", (), tmp_path / "home" / "adding.lock")
