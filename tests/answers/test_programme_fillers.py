import dataclasses

import pytest

from bot.answers.programme_fillers import fillers_last, fills_programme
from bot.model.lookup import Match
from tests.fakes import takeaway, talk


def titles(*entries, typed="otters"):
    matches = [Match(entry, 0.8, ()) for entry in entries]
    return [match.entry.title or match.entry.text for match in fillers_last(matches, typed)]


@pytest.mark.parametrize(
    "title",
    [
        "Keynote: Welcome + Opening Remarks",
        "Keynote: Awards Ceremony",
        "Keynote: End User Awards",
        "OtterCon Closing",
        "Otter Party 🎉",
        "Evening Social Hosted by Otters",
        "🚨 Contribfest: Otters",
        "Graduated Project Celebration 🎉",
        "OtterCon Sponsored Keynote",
        "Technical Oversight Committee: Ask the Experts",
        "AI Hub: Welcome Back",
        "Otter Commons Gathering",
    ],
)
def test_what_is_no_talk_on_anything_fills_a_programme(title):
    assert fills_programme(talk(title))


@pytest.mark.parametrize(
    "title",
    [
        "Third Party Audit Review of Otters",
        "The Party Must Swim on",
        "Welcome to Otters: How They Swim",
        "Otters on Social Media",
        "Crawl, Walk, Swim: Authorization of Otters",
        "Closing the Loop on Otters",
        "Progressive Delivery by User Reception of Otters",
        "Sponsored Keynote: Otters in Production",
    ],
)
def test_a_talk_that_only_uses_such_a_word_is_a_talk(title):
    assert not fills_programme(talk(title))


def test_fillers_come_after_all_else():
    entries = talk("Otter Party"), takeaway("Otters swim."), talk("Otters at scale")
    assert titles(*entries) == ["Otters swim.", "Otters at scale", "Otter Party"]


def test_a_filler_that_was_asked_for_stays_first():
    entries = talk("Otter Party"), talk("Otters at scale")
    assert titles(*entries, typed="otter party") == ["Otter Party", "Otters at scale"]


def test_a_talk_given_twice_comes_again_after_all_others():
    entries = talk("Otters", event="kubecon-na-2024"), talk("Otters", event="promcon-2024"), talk("Herons")
    assert titles(*entries) == ["Otters", "Herons", "Otters"]


def test_what_a_later_source_superseded_comes_after_what_still_holds():
    old = dataclasses.replace(takeaway("Otters are kept."), disputed="superseded: Otters left. (River News)")
    assert titles(old, takeaway("Otters left.")) == ["Otters left.", "Otters are kept."]
