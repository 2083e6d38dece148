import pytest

from bot.catalogue.topics.name_index import name_key


def names_of(named):
    return [topic.name for topic in named.topics]


@pytest.mark.parametrize(
    "typed",
    [
        "Otter CD",
        "otter-cd",
        "OtterCD",
        "OTTER CD!",
        "  otter   cd ",
        "«Otter CD»",
        "🦦 otter cd",
        "Ötter CD",
        "otter_cd",
    ],
)
def test_case_blanks_hyphens_accents_and_emoji_never_keep_a_name_from_being_found(zoo, typed):
    assert names_of(zoo.named(typed)) == ["Otter CD"]


def test_an_alias_names_its_topic_and_its_source(zoo):
    named = zoo.named("ora")
    assert names_of(named) == ["Otter Resource Allocation"]
    assert (named.via.name, named.via.source) == ("ORA", "a glossary")


def test_a_topics_own_name_is_no_alias(zoo):
    assert zoo.named("hedgehog").via is None


def test_a_name_taken_apart_at_its_capitals_is_found(zoo):
    assert names_of(zoo.named("hedge hog")) == ["HedgeHog"]


def test_an_ambiguous_name_leads_to_all_its_topics(zoo):
    named = zoo.named("otter")
    assert names_of(named) == ["Otter CD", "Otter"]
    assert named.readings == ("Otter", "Otter CD")
    assert named.via is None


def test_an_ambiguous_name_keeps_the_meanings_that_are_no_topic(zoo):
    assert zoo.named("bip").readings == ("Badger ID Protocol", "bridge in plaster of builders")


def test_a_clear_name_has_no_readings(zoo):
    assert zoo.named("newt").readings == ()


def test_an_ordinary_word_is_named_but_flagged(zoo):
    assert zoo.named("anchorage").plain
    assert zoo.named("tem").plain
    assert not zoo.named("mole").plain


@pytest.mark.parametrize("typed", ["otters", "ot", "", "🦦", "the otter cd", "fora"])
def test_what_is_no_name_is_none(zoo, typed):
    assert zoo.named(typed) is None


def test_names_are_found_among_other_words_with_their_places(zoo):
    found = zoo.named_in("how does ora help the hog-proxy")
    assert [(names_of(named), named.typed, named.start, named.end) for named in found] == [
        (["Otter Resource Allocation"], "ora", 2, 3),
        (["HedgeHog"], "hog proxy", 5, 7),
    ]


def test_the_longer_of_two_overlapping_names_stands(zoo):
    assert [named.typed for named in zoo.named_in("otter cd otter")] == ["otter cd", "otter"]


def test_a_name_of_one_word_is_found_when_typed_as_two(zoo):
    assert [names_of(named) for named in zoo.named_in("our light house project")] == [["Lighthouse"]]


def test_little_words_that_happen_to_make_a_name_are_none(zoo):
    assert [named.typed for named in zoo.named_in("for a newt or a pond")] == ["newt"]


def test_a_topic_is_given_by_its_name_but_not_by_an_alias(zoo):
    assert zoo.topic("otter-cd").name == "Otter CD"
    assert zoo.topic("ORA") is None


def test_the_key_of_a_name_keeps_what_makes_it_another_name():
    assert name_key("C++") != name_key("C")
    assert name_key("Otter 2.0") == name_key("otter-20")
