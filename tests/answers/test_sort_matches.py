import dataclasses

from bot.answers.sort_matches import order_person_matches, order_topic_matches
from bot.model.lookup import Match
from bot.model.recap import Link
from tests.fakes import takeaway, talk

AGE = {"kubecon-eu-2024": 0.0, "kubecon-na-2025": 0.5, "kubecon-eu-2026": 1.0}
RECORDED = (Link("recording", "https://www.youtube.com/watch?v=1"),)


def ordered(*entries, scores=None):
    matches = [Match(entry, score, ()) for entry, score in zip(entries, scores or [0.8] * len(entries), strict=True)]
    return [match.entry.title or match.entry.text for match in order_topic_matches(matches, AGE)]


def test_the_newest_statements_on_a_topic_come_first():
    old, new = takeaway("Otters swim.", event="kubecon-eu-2024"), takeaway("Otters fly.", event="kubecon-eu-2026")
    assert ordered(old, new) == ["Otters fly.", "Otters swim."]


def test_a_new_statement_that_only_touches_a_topic_stays_behind():
    old, new = takeaway("Otters swim.", event="kubecon-eu-2024"), takeaway("Herons eat.", event="kubecon-eu-2026")
    assert ordered(old, new, scores=[0.8, 0.6]) == ["Otters swim.", "Herons eat."]


def test_talks_that_can_be_watched_come_first_and_what_is_no_talk_on_anything_last():
    filmed = dataclasses.replace(talk("Otters at scale", event="kubecon-eu-2024"), links=RECORDED)
    party = dataclasses.replace(talk("Otter Party", event="kubecon-eu-2026"), links=RECORDED)
    bare = talk("Otters in production", event="kubecon-eu-2026")
    closing = talk("OtterCon Closing Remarks", event="kubecon-eu-2026")
    talks = ordered(party, closing, bare, filmed)
    assert talks == ["Otters at scale", "Otters in production", "Otter Party", "OtterCon Closing Remarks"]


def test_each_kind_stays_in_its_places():
    one, other = talk("Otters at scale", event="kubecon-eu-2024"), talk("Otters in space", event="kubecon-eu-2026")
    assert ordered(one, takeaway("Otters swim."), other) == ["Otters in space", "Otters swim.", "Otters at scale"]


def test_what_a_person_gave_is_newest_first_and_in_one_year_what_can_be_watched_first():
    filmed = dataclasses.replace(talk("Otters of March", event="kubecon-eu-2025"), links=RECORDED)
    bare, newest = talk("Otters of November", event="kubecon-na-2025"), talk("Otters today", event="kubecon-eu-2026")
    told = talk("", text="The otter opened the day.", event="kubecon-eu-2026")
    remarks = talk("Welcome and Opening Remarks", event="kubecon-eu-2026")
    matches = [Match(entry, 0.8, ()) for entry in (remarks, told, bare, filmed, newest)]
    titles = [match.entry.title for match in order_person_matches(matches, AGE)]
    assert titles == ["Otters today", "Otters of March", "Otters of November", "", "Welcome and Opening Remarks"]
