from dataclasses import replace

from bot.cards.answer_to_card import answer_to_card
from bot.model.answer_page import value_to_page
from bot.model.card import Item, SourceLink
from bot.model.edition import Edition
from bot.model.enhancement import Enhancement
from bot.model.entry import Entry, EntryKind, Source
from bot.model.lookup import Answer, Lookup, Match
from bot.model.topic import Alias, AliasKind, Topic
from bot.model.topic_share import TopicShare
from bot.model.topic_summary import TopicSummary

OTTER = Topic(
    "Otter Runtime",
    "feature",
    "Lets otters run containers",
    aliases=(Alias("OTR", AliasKind.ABBREVIATION, "Otter glossary"),),
    part_of="Kubernetes",
)
POST = Source("otters", "Three days among otters", "https://blog.example/otters", "Day one", 12)
TAKEAWAY = Entry(EntryKind.TAKEAWAY, "", "Otters schedule themselves.", POST, event="kubecon-na-2025")


def card_of(summary, *entries):
    return answer_to_card(
        Answer(Lookup("otr"), topics=(summary,), matches=tuple(Match(one, 0.9, ()) for one in entries))
    )


def facts_of(topic=OTTER, *enhancements, trend=()):
    card = card_of(TopicSummary(topic, 1, "", enhancements, trend), TAKEAWAY)
    return card.sections[0].items, card


def test_a_topic_says_first_what_it_is_with_its_own_page():
    items, _ = facts_of(replace(OTTER, homepage="https://otter.example/docs/start"))
    assert items == (Item("Lets otters run containers", SourceLink("docs", "https://otter.example/docs/start")),)


def test_a_project_shows_how_it_rose():
    milestones = (("accepted", "2021-03-01"), ("incubating", "2023-05-02"), ("graduated", "2026-09-07"))
    items, _ = facts_of(replace(OTTER, milestones=milestones, source="Otter landscape"))
    levels = "sandbox 2021 → incubating 2023 → graduated September 2026"
    assert items[1] == Item(levels, SourceLink("Otter landscape"))


def test_a_feature_of_kubernetes_shows_its_stages_with_gate_and_proposal():
    gates = ("OtterSwap", "OtterDam", "OtterDen")
    one = Enhancement(
        "7", "Otter swap", "https://river.example/7", alpha="1.28", beta="1.30", stable="1.34", gates=gates
    )
    none = Enhancement("8", "Dams", "https://river.example/8")
    items, _ = facts_of(OTTER, one, none)
    assert items[1] == Item(
        "alpha 1.28 → beta 1.30 → GA 1.34",
        SourceLink("KEP-7", "https://river.example/7"),
        links=(SourceLink("gate OtterSwap +2"),),
    )


def test_a_feature_that_began_anew_tells_of_the_withdrawn_proposal():
    before = ("3", "https://river.example/3", "1.26")
    one = Enhancement("7", "Otter swap", "", alpha="1.30", beta="1.32", earlier=(before,))
    items, _ = facts_of(OTTER, one)
    assert items[1].text == "alpha 1.26, again 1.30 → beta 1.32"
    assert items[1].links == (SourceLink("KEP-3 (withdrawn)", "https://river.example/3"),)


def test_several_proposals_are_told_apart_by_their_titles():
    pair = [Enhancement(str(number), f"Otters {number}", "", alpha="1.28") for number in (7, 8)]
    items, _ = facts_of(OTTER, *pair)
    assert [item.text for item in items[1:]] == ["Otters 7: alpha 1.28", "Otters 8: alpha 1.28"]


def share(region, year, on_topic, talks=200):
    name = f"kubecon-{region}-{year}"
    return TopicShare(Edition(name, name, name, region, "Ponds", "Nowhere"), on_topic, talks)


def test_the_trend_of_a_topic_is_a_line_of_bars_that_a_step_opens_as_a_chart():
    trend = (share("eu", 2024, 1), share("na", 2024, 0), share("eu", 2025, 7))
    items, card = facts_of(OTTER, trend=trend)
    assert items[1].text == "Talks ▃▁█ 2024–2025, most 7 of 200 at EU 2025"
    (step,) = [action for action in card.actions if action.label == "Talks over time"]
    assert (value_to_page(step.value).words, step.section) == ("trend Otter Runtime", 0)


def test_two_kubecons_show_no_trend():
    items, card = facts_of(OTTER, trend=(share("eu", 2025, 1), share("na", 2025, 2)))
    assert len(items) == 1
    assert "Talks over time" not in [action.label for action in card.actions]


def test_an_abbreviation_that_the_title_spells_out_is_not_spelled_out_again():
    own = replace(TAKEAWAY, text="OTR (Otter Runtime) swims.", source=replace(POST, url=""))
    quoted = replace(TAKEAWAY, text="Otter Runtime (OTR) dives.")
    card = card_of(TopicSummary(OTTER, 1, ""), own, quoted)
    assert [item.text for item in card.sections[1].items] == ["OTR swims.", "“Otter Runtime (OTR) dives.”"]
