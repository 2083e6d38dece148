"""What the README promises: its lookups are answered, and what it offers to copy is right."""

import datetime as dt
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from bot.app.build_reply import reply

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LOOKUPS = [
    " ".join(word for word in shlex.split(line, comments=True))
    for line in re.findall(r"^    \.venv/bin/kubecon ask ((?!--).+)$", README, re.MULTILINE)
]


@pytest.mark.parametrize("typed", LOOKUPS)
def test_each_lookup_is_answered(shipped_engine, typed):
    assert reply(shipped_engine, typed, None, dt.date(2026, 11, 30)).card.sections


def test_one_of_the_lookups_uses_every_filter():
    assert any(all(f"{name}:" in typed for name in ("kind", "event", "by", "from")) for typed in LOOKUPS)


def test_the_feeds_to_copy_are_those_that_the_bot_recommends():
    (copied,) = re.findall(r'^    KUBECON_FEEDS="(.+)"$', README, re.MULTILINE)
    sources = tomllib.loads((ROOT / "corpus" / "sources.toml").read_text(encoding="utf-8"))
    assert copied.split() == list(sources["feeds"].values())


def test_it_opens_with_pictures_of_the_answer_in_both_chats():
    opening = README.partition("\n## ")[0]
    pictures = re.findall(r"\]\((docs/pictures/[^)]+)\)", opening)
    assert pictures == ["docs/pictures/answer-slack.png", "docs/pictures/answer-discord.png"]
    assert all((ROOT / picture).read_bytes().startswith(b"\x89PNG") for picture in pictures)
