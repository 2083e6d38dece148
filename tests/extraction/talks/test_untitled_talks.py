"""Test that talks without a title are found by who gave them."""

from dataclasses import replace

import pytest

from bot.extraction.talks.headings import find_talks_in_headings
from bot.extraction.talks.people_features import FEATURES
from bot.extraction.talks.scoring import ENOUGH
from bot.extraction.talks.untitled_talks import describe_people, find_presenters, judge_people


@pytest.fixture
def people(outline):
    """Write a post and return who is said to present, each group with what is said."""

    def find(text):
        seen = (one for one in find_presenters(outline(text)) if one.evidence >= ENOUGH)
        return [(*(speaker.name for speaker in one.speakers), one.text) for one in seen]

    return find


def test_somebody_of_a_company_who_shows_something_gives_a_talk(people):
    post = "It rained. Ada Birkenfeld from Acme showed how otters queue."
    assert people(post) == [("Ada Birkenfeld", "Ada Birkenfeld from Acme showed how otters queue.")]


def test_somebody_who_gave_a_talk_needs_no_company(people):
    assert people("Later Ada Birkenfeld gave a talk on otters.")[0][0] == "Ada Birkenfeld"


@pytest.mark.parametrize(
    "post",
    [
        "Ada Birkenfeld from Acme, who also gave a talk, came early.",
        "Ada Birkenfeld stopped by and gave a talk on otters.",
        "Ada Birkenfeld made the pond laugh in her keynote.",
        "Ada Birkenfeld überraschte alle mit dem Teich in ihrem Vortrag.",
        "Ada Birkenfeld (Acme) hat die Schlange am Teich gezeigt.",
        "Ada Birkenfeld et Berthe Loutre nous ont montré la mare.",
        "Ada Birkenfeld chez Acme est venue nous parler de la mare.",
        "Ada Birkenfeld a fait rire la salle dans sa présentation.",
        "続いて登壇したのはAcmeのAda Birkenfeld氏だ。",
        "最初はAda Birkenfeldさんの「川の流れを読む」です。",
    ],
)
def test_who_gives_a_talk_is_said_in_many_words_and_languages(post, people):
    assert [names[0] for names in people(post)] == ["Ada Birkenfeld"]


def test_a_first_name_is_enough_where_the_recap_names_its_bearer_in_full(people):
    post = "We met Hedda Birkenfeld in the hall.\n\nHedda gave a talk on otters."
    assert [names[0] for names in people(post)] == ["Hedda"]


@pytest.mark.parametrize(
    "post",
    [
        "We met Ada Birkenfeld in the hall.",
        "Hedda gave a talk on otters.",
        "Otter 2.0 shared its pond with newts.",
        "Ada Birkenfeld gave several talks.",
        "Otter Pond raised its prices with their keynote.",
    ],
)
def test_others_give_none(post, people):
    assert people(post) == []


@pytest.mark.parametrize(
    "post",
    [
        "Ada Birkenfeld, en su charla, habló de nutrias.",
        "A Ada Birkenfeld não veio, mas Ada Birkenfeld apresentou as lontras.",
        "Alla fine Ada Birkenfeld ha parlato di lontre.",
        "Daarna vertelde Bert iets, en Ada Birkenfeld presenteerde otters.",
        "We listened to Ada Birkenfeld explain how otters queue.",
        "Ada Birkenfeld, CTO, Pond Foundation (PF), kicked off the day.",
    ],
)
def test_who_presents_is_understood_in_other_words_and_languages(post, people):
    assert [names[0] for names in people(f"# Pond\n\n{post}")] == ["Ada Birkenfeld"]


@pytest.mark.parametrize(
    "post", ["I bought the book on queues by Ada Birkenfeld.", "Ada Birkenfeld showed me the pond on Tuesday."]
)
def test_who_wrote_a_book_or_showed_the_author_around_gave_no_talk(post, people):
    assert people(f"# Pond\n\n{post}") == []


def test_who_was_heard_and_is_told_of_on_gave_a_talk_in_no_usual_words(outline):
    post = outline("I went to hear Ada Birkenfeld of Acme on stage in the main hall. She keeps otters out of queues.")
    seen = [one for one in judge_people(post, ()) if one.evidence >= ENOUGH]
    assert [one.speakers[0].name for one in seen] == ["Ada Birkenfeld"]


@pytest.mark.parametrize(
    "post",
    [
        "Thanks to my colleague Ada Birkenfeld for the photos.",
        "I read *A Walk With Ada Birkenfeld Through Otter Country* on the train.",
        "We met Ada Birkenfeld at the booth. Good coffee.",
    ],
)
def test_who_is_thanked_met_or_named_in_a_title_gave_none(post, outline):
    assert all(one.evidence < ENOUGH for one in judge_people(outline(post), ()))


def test_people_of_a_known_talk_need_no_judging(outline):
    post = outline("## Counting Otters - Ada Birkenfeld, Acme\n\nAda Birkenfeld counted. So did Bo Lindqvist on stage.")
    known = [replace(next(find_talks_in_headings(post)), evidence=ENOUGH)]
    assert describe_people(post, known) == []
    assert judge_people(post, known) == known


def test_every_feature_of_people_is_known(outline):
    described = describe_people(outline("Then Ada Birkenfeld of Acme showed how otters queue."), ())
    assert [features.keys() for _, features in described] == [set(FEATURES)]


def test_notes_without_capitals_name_who_gave_a_talk(people):
    assert [who for who, _ in people("went to the otter talk by ada birkenfeld, it was packed")] == ["ada birkenfeld"]
    assert people("went to the otter talk by another company. it was packed") == []


@pytest.mark.parametrize(
    "post", ["Welcome by Ada Birkenfeld (Acme).", "The day began with opening remarks by Ada Birkenfeld."]
)
def test_who_welcomed_everybody_is_on_the_stage(post, people):
    assert [who for who, _ in people(post)] == ["Ada Birkenfeld"]
