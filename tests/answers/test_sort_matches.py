import dataclasses

from bot.answers.sort_matches import order_found_talks, order_person_matches, order_topic_matches
from bot.model.entry import Speaker
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
    told = talk("", text="A day of talks on ponds, which Ola Otter opened.", event="kubecon-eu-2026")
    remarks = talk("Welcome and Opening Remarks", event="kubecon-eu-2026")
    of_her = talk("What Ola Otter Built", event="kubecon-eu-2026")
    given = (
        dataclasses.replace(one, speakers=(Speaker("Ola Otter"),)) for one in (remarks, told, bare, filmed, newest)
    )
    matches = [Match(entry, 0.8, ()) for entry in (of_her, *given)]
    titles = [match.entry.title for match in order_person_matches(matches, "Ola Otter", AGE)]
    own = ["Otters today", "Otters of March", "Otters of November"]
    assert titles == [*own, "What Ola Otter Built", "", "Welcome and Opening Remarks"]


def test_a_statement_that_tells_a_figure_or_was_made_in_a_talk_comes_before_one_that_does_not():
    bland, figure = takeaway("Otters grow in number in 2026."), takeaway("Otters save 40% of the fish.")
    made = takeaway("Otters hold hands.", recap="talk-abc")
    assert ordered(bland, figure, made)[-1] == "Otters grow in number in 2026."


def test_what_names_a_topic_as_its_own_comes_before_what_a_company_of_that_name_gave():
    by_company = dataclasses.replace(talk("Dens", ("Ola", "Cilium"), event="kubecon-eu-2026"), links=RECORDED)
    about = talk("Ponds with Cilium", topics=("Cilium",), event="kubecon-eu-2024")
    matches = [Match(entry, 0.8, ()) for entry in (by_company, about)]
    titles = [match.entry.title for match in order_topic_matches(matches, AGE, "Cilium")]
    assert titles == ["Ponds with Cilium", "Dens"]


def test_talks_that_fit_a_search_about_as_well_come_newest_year_first_and_worse_ones_behind():
    old, new, worse = (talk(f"Otters {year}", event=f"kubecon-eu-{year}") for year in (2024, 2026, 2027))
    matches = [Match(old, 0.9, ()), Match(new, 0.88, ()), Match(worse, 0.7, ())]
    titles = [match.entry.title for match in order_found_talks(matches, AGE)]
    assert titles == ["Otters 2026", "Otters 2024", "Otters 2027"]


def test_what_another_meaning_of_a_name_matched_stays_behind_all_that_names_the_topic():
    other, weak = takeaway("An otter's own IdP signs 9 tokens."), takeaway("Otters build dens.", topics=("Den",))
    matches = [Match(other, 0.9, ()), Match(weak, 0.6, ())]
    texts = [match.entry.text for match in order_topic_matches(matches, AGE, "Den")]
    assert texts == ["Otters build dens.", "An otter's own IdP signs 9 tokens."]
