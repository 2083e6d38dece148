"""Test that bare headings are judged by what their siblings are."""

import pytest

from bot.extraction.extract import find_candidates
from bot.extraction.talks.scoring import ENOUGH
from bot.extraction.talks.sibling_features import FEATURES
from bot.extraction.talks.sibling_groups import describe_headings, judge_bare_headings

SESSIONS = (
    "Taming etcd Restores in Nine Regions",
    "Why Our Ingress Speaks Three Protocols",
    "Scheduling Otters Fairly on Ferries",
)
NOTES = "- snapshots every hour\n- restore needs a token\n"
THEMES = ("Security", "What We Did at the Booth", "Platform Engineering", "Who We Met")


def judged(outline, post):
    seen = outline(post)
    judged = judge_bare_headings(seen, list(find_candidates(seen)))
    return {one.title for one in judged if one.spot.is_heading and one.evidence >= ENOUGH}


def test_headings_like_sessions_above_notes_are_talks(outline):
    post = "# KubeCon notes\n\n## Tuesday sessions\n\n" + "\n".join(f"### {title}\n\n{NOTES}" for title in SESSIONS * 2)
    assert judged(outline, post) == set(SESSIONS)


def test_headings_of_themes_are_none(outline):
    post = "# A week in Oslo\n\n" + "\n".join(
        f"## {theme}\n\nMuch was said about it by everybody.\n" for theme in THEMES
    )
    assert judged(outline, post) == set()


def test_a_heading_with_speakers_needs_no_siblings(outline):
    seen = outline("## Taming the Queue - Ada Otter, Acme\n\nOtters queue.")
    candidates = list(find_candidates(seen))
    assert describe_headings(seen, candidates) == {}


@pytest.mark.parametrize("post", ["# \n", "## ?\n", "# KubeCon\n## Talks\n### x\n"])
def test_every_feature_is_known_of_any_heading(outline, post):
    seen = outline(post)
    described = describe_headings(seen, list(find_candidates(seen)))
    assert all(features.keys() >= set(FEATURES) for features in described.values())


def test_one_heading_like_a_talk_among_many_that_are_none_is_none_either(outline):
    themes = "".join(f"## {word} of the Week\n\nWe read about it.\n\n" for word in ("News", "Food", "Links", "Jobs"))
    assert judged(outline, f"{themes}## Taming the Very Hungry Queue at Scale\n\nWe read about it.\n") == set()
