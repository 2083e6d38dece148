"""Say something, read the card: the whole engine, no platform."""

import datetime as dt

import pytest

from bot.app.build_reply import reply, reply_to_text, step
from bot.model.answer_page import AnswerPage, page_to_value
from bot.model.card import ActionKind
from bot.model.entry import EntryKind
from tests.engine_fixture import open_small_engine
from tests.fakes import ENTRIES, takeaway

TODAY = dt.date(2026, 11, 21)
SAID = (
    "Prometheus counts herons at dawn.",
    "Moles dig tunnels for Prometheus.",
    "Stoats prefer Prometheus over spreadsheets.",
    "Every newt has its own Prometheus.",
    "Swans run Prometheus upside down.",
    "A teal broke Prometheus twice.",
    "Pikes ate the Prometheus dashboard.",
    "Voles ask Prometheus politely.",
    "Cranes lift heavy Prometheus boxes.",
    "Bats hear Prometheus in darkness.",
    "Hares outrun slow Prometheus scrapes.",
    "Toads sing when Prometheus sleeps.",
)
MANY = [
    takeaway(text, topics=("Prometheus",), heading=f"Pond {number}", recap=f"eu2026-{number}")
    for number, text in enumerate(SAID)
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return open_small_engine(tmp_path_factory.mktemp("index"), (*ENTRIES, *MANY))


def talk(engine, *lines):
    page, card = None, None
    for line in lines:
        said = reply(engine, line, page, TODAY)
        page, card = said.page or page, said.card
    return card


def headings(card):
    return [section.heading for section in card.sections]


def texts(card):
    return [item.text for section in card.sections for item in section.items]


def test_words_are_looked_up(engine):
    card = talk(engine, "dra")
    assert card.title == "DRA → Dynamic Resource Allocation"
    assert any("1.34" in text for text in texts(card))


@pytest.mark.parametrize("typed", ["", "  ", "help", "Help", "?"])
def test_help_is_given_when_asked_for_or_when_nothing_is_typed(engine, typed):
    assert talk(engine, typed).title == "Answers from KubeCon recaps"


def test_about_counts_what_the_bot_knows(engine):
    assert "1 talk" in texts(talk(engine, "about"))[0] or "2 talks" in texts(talk(engine, "about"))[0]


@pytest.mark.parametrize(("typed", "told"), [("next", "KubeCon"), ("events", "KubeCons to come")])
def test_the_next_kubecons_are_told(engine, typed, told):
    card = talk(engine, typed)
    assert told in card.title
    assert texts(card)


@pytest.mark.parametrize("typed", ["talks dra", "Talks  DRA"])
def test_a_kind_before_the_words_shows_that_kind_alone(engine, typed):
    card = talk(engine, typed)
    assert headings(card) == ["Talks"]
    assert "Sharing Dens: DRA for Shy Animals — Priya Burrow (Underground Ltd)" in texts(card)


@pytest.mark.parametrize(
    ("typed", "heading"), [("talks", "Talks"), ("projects", "Projects"), ("takeaways", "Takeaways")]
)
def test_a_kind_alone_goes_on_from_the_answer_before(engine, typed, heading):
    assert headings(talk(engine, "dra", typed)) == [heading]


def test_more_goes_on_until_that_is_all_there_is(engine):
    first, second = talk(engine, "takeaways prometheus"), talk(engine, "takeaways prometheus", "more")
    assert (len(texts(first)), len(texts(second))) == (8, 5)
    assert not set(texts(first)) & set(texts(second))
    assert talk(engine, "takeaways prometheus", *["more"] * 9).title == "That is all there is"


@pytest.mark.parametrize("typed", ["more", "talks", "projects"])
def test_going_on_from_nothing_says_how_to_begin(engine, typed):
    assert talk(engine, typed).title == f"“{typed}” continues an answer, but there is none here yet"


def test_help_in_between_does_not_end_the_conversation(engine):
    assert headings(talk(engine, "dra", "help", "talks")) == ["Talks"]


def test_every_button_of_every_card_can_be_pressed(engine):
    for typed in ("dra", "takeaways prometheus", "cilum", "help", "cra"):
        for action in talk(engine, typed).actions:
            assert step(engine, action.value, TODAY).card.title not in {
                "",
                "This button is too old: the recaps have changed since.",
            }


def test_a_button_shows_the_page_it_names(engine):
    (more,) = [action for action in talk(engine, "takeaways prometheus").actions if action.kind is ActionKind.MORE]
    assert step(engine, more.value, TODAY) == reply(engine, "more", AnswerPage("prometheus", EntryKind.TAKEAWAY), TODAY)


@pytest.mark.parametrize(
    "value", ["", "dra", "talk 1000 dra", "v0:talk:dra", page_to_value(AnswerPage("dra", EntryKind.TALK, 900))]
)
def test_a_button_of_another_time_is_told_to_be_too_old(engine, value):
    assert step(engine, value, TODAY).card.title == "This button is too old: the recaps have changed since."


def test_a_page_of_typed_text_stays_short_enough_for_a_button(engine):
    said = reply(engine, "otter " * 5000, None, TODAY)
    assert len(page_to_value(said.page)) < 600


def test_a_message_to_others_is_answered_by_the_rarest_topic_it_mentions_and_offers_the_rest(engine):
    said = reply_to_text(engine, "We watch our ponds with Prometheus.\nHas anyone moved them to Karmada yet?")
    assert said.page == AnswerPage("Karmada")
    assert "Prometheus" in [action.label for action in said.card.actions]


def test_a_message_without_any_topic_is_looked_up_by_its_words(engine):
    assert "vLLM" in str(texts(reply_to_text(engine, "who serves the badgers' models?").card))


@pytest.mark.parametrize(
    "typed", ["next kubecon", "When is the next KubeCon?", "the next kubecon", "where is the next kubecon"]
)
def test_the_next_kubecon_can_be_asked_for_in_words(engine, typed):
    said = reply(engine, typed, None, TODAY).card
    assert said.title == "KubeCon EU 2027"
    assert said.sections[0] == reply(engine, "next", None, TODAY).card.sections[0]


@pytest.mark.parametrize("typed", ["digest", "Digests off", "digest weekly mon 9:00 topics dra"])
def test_who_asks_for_digests_is_told_where_to(engine, typed):
    card = talk(engine, typed)
    assert card.title == "Digests are set in the channel that is to have them"
    assert card.subtitle == "type /kubecon digest there"


def test_help_and_about_tell_of_digests(engine):
    assert any(text.startswith("digest — a thread every week") for text in texts(talk(engine, "help")))
    assert "Digests" in headings(talk(engine, "about"))


def test_the_last_kubecon_follows_the_calendar_and_not_what_is_known_of_it(engine):
    assert reply(engine, "last kubecon", None, dt.date(2026, 4, 1)).card.title == "KubeCon EU 2026"
    assert reply(engine, "last kubecon", None, dt.date(2026, 11, 30)).card.title == "KubeCon NA 2026"


def test_a_kubecon_that_is_over_and_has_no_recap_says_how_to_add_one(engine):
    card = reply(engine, "kubecon na 2026", None, dt.date(2026, 11, 30)).card
    assert "held" in card.subtitle
    assert "no recap yet" in card.subtitle
    assert "No recap of it yet" in headings(card)


def test_greetings_get_help_and_thanks_a_welcome(engine):
    assert headings(talk(engine, "hello")) == ["What you can type"]
    assert talk(engine, "thank you!").title == "You're welcome"


def test_each_side_of_a_comparison_is_told_in_one_line(engine):
    card = talk(engine, "prometheus vs nonesuch")
    assert card.title == "Prometheus vs nonesuch"
    assert headings(card)[0] == "What it is"
    assert [text.split(": ")[0] for text in texts(card)[:2]] == ["Prometheus", "nonesuch"]


def test_the_level_of_a_project_is_answered_in_the_first_line(engine):
    card = talk(engine, "is kserve graduated?")
    assert card.title == "KServe"
    assert card.subtitle.startswith("not graduated: incubating since 29 September 2025")


def test_many_projects_of_a_level_are_told_by_year(engine):
    card = talk(engine, "graduated projects")
    assert card.title.startswith("CNCF projects: graduated")
    assert texts(card)[0].startswith("2026 (")


def test_a_release_is_told_with_its_day(engine):
    assert talk(engine, "what's new in kubernetes 1.36").subtitle.startswith("released 22 April 2026")


def test_what_is_asked_in_another_language_says_what_it_was_read_as(engine):
    assert "“sicherheit” is security" in talk(engine, "Sicherheit").subtitle
