"""The card of a link says what the talk is, what was said of it and where it can be watched."""

from dataclasses import replace

from bot.app.assistant import Assistant
from bot.cards.linked_talk_card import linked_talk_card
from bot.model.linked_talk import LinkedTalk
from bot.model.recap import Link
from tests.answers.test_talks_by_link import LINKS, SAID, TALK, VIDEO
from tests.engine_fixture import open_small_engine


def test_a_talk_shows_title_speakers_statements_and_recording():
    card = linked_talk_card(LinkedTalk(replace(TALK, topics=("Cilium",)), (SAID,)))
    assert (card.title, card.subtitle) == ("Otters at Scale", "Ola Otter (Riverbank) · KubeCon NA 2025")
    said, where = card.sections
    assert "Otters scale to forty rivers." in said.items[0].text
    assert (where.items[0].text, where.items[0].source.url) == ("Recording", VIDEO)
    assert [action.label for action in card.actions] == ["Cilium"]


def test_an_address_that_is_none_is_left_out():
    links = (Link("recording", "javascript:alert(1)"), *LINKS)
    assert "javascript" not in str(linked_talk_card(LinkedTalk(replace(TALK, links=links))))


async def test_the_assistant_answers_a_link_of_a_known_talk_only(tmp_path):
    assistant = Assistant(open_small_engine(tmp_path, (TALK, SAID)), lambda: None)
    assert (await assistant.talk_at(VIDEO)).title == "Otters at Scale"
    assert await assistant.talk_at("https://youtu.be/otherotter1") is None
