"""Test what the words around people say of their giving a talk."""

import pytest

from bot.extraction.people.find_people import find_people
from bot.extraction.talks.speaker_attribution import gives, presents, sentence_around, speakers_after, speakers_before
from bot.model.recap import Block, BlockKind


def spans(text, judge):
    return find_people(Block(BlockKind.PARAGRAPH, text, 1), judge)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Birkenfeld gave a talk on queues.",
        "Ada Birkenfeld showed how to tame a queue.",
        "A session by Ada Birkenfeld.",
        "We enjoyed Ada Birkenfeld's excellent talk.",
        "Der Vortrag von Ada Birkenfeld war gut.",
        "La conférence donnée par Ada Birkenfeld.",
        "狐坂太郎さんの発表がよかった。",
        "Acme の Ada Birkenfeld 氏による発表です。",
    ],
)
def test_people_who_give_a_talk_present(text, judge):
    assert presents(text, spans(text, judge)[0]) > 0


@pytest.mark.parametrize("text", ["We met Ada Birkenfeld in the hall.", "Ada Birkenfeld gave several talks."])
def test_people_who_are_only_named_do_not(text, judge):
    assert presents(text, spans(text, judge)[0]) == 0


def test_only_a_talk_said_to_be_given_is_given(judge):
    given, shown = "Ada Birkenfeld gave a talk.", "Ada Birkenfeld showed a demo."
    assert gives(given, spans(given, judge)[0])
    assert not gives(shown, spans(shown, judge)[0])


def test_the_sentence_around_a_word_is_found():
    text = "Otters swim. Newts sleep all day. Cranes fly."
    begin, end = sentence_around(text, text.index("sleep"), text.index("all"))
    assert text[begin:end] == "Newts sleep all day."


def test_a_part_that_spans_sentences_has_all_of_them_around_it():
    text = "Otters swim. Newts sleep. Cranes fly."
    begin, end = sentence_around(text, text.index("swim"), text.index("sleep"))
    assert text[begin:end] == "Otters swim. Newts sleep."


def test_speakers_are_named_right_after_a_title(judge):
    text = "“Taming the Queue” by Ada Birkenfeld was great."
    found = speakers_after(text, judge, spans(text, judge), len("“Taming the Queue”"), len(text))
    assert [one.name for one in found] == ["Ada Birkenfeld"]


def test_speakers_stand_in_brackets_after_a_title(judge):
    text = "“Taming the Queue” (Ada Birkenfeld, Acme & Bert Newt), which was full."
    found = speakers_after(text, judge, spans(text, judge), len("“Taming the Queue”"), len(text))
    assert [(one.name, one.org) for one in found] == [("Ada Birkenfeld", "Acme"), ("Bert Newt", "")]


def test_people_named_later_do_not_belong_to_a_title(judge):
    text = "“Taming the Queue” was great, we told Ada Birkenfeld."
    assert speakers_after(text, judge, spans(text, judge), len("“Taming the Queue”"), len(text)) == ()


def test_the_last_people_who_present_before_a_title_give_it(judge):
    text = "Bert Newt was ill, so Ada Birkenfeld presented “Taming the Queue”."
    found = speakers_before(text, spans(text, judge), text.index("“"), 0)
    assert [one.name for one in found] == ["Ada Birkenfeld"]
