import pickle

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.model.topic import Topic


def test_topics_are_mentioned_in_order_and_once(zoo):
    text = "A HedgeHog met the otter-cd, and the OtterCD met the hedgehog."
    assert zoo.mentions(text) == ("HedgeHog", "Otter CD")


def test_only_whole_words_count(zoo):
    assert zoo.mentions("Newts, hedgehogging and flora") == ()


def test_the_longest_name_stands_for_itself_alone(zoo):
    assert zoo.mentions("We run Otter CD") == ("Otter CD",)


@pytest.mark.parametrize("text", ["OtterのORA入門", "用ORA实现", "ORA를 씁니다"])
def test_text_without_blanks_mentions_topics_too(zoo, text):
    assert "Otter Resource Allocation" in zoo.mentions(text)


@pytest.mark.parametrize("text", ["ora et labora", "an Ora for all"])
def test_a_short_abbreviation_counts_only_as_it_is_written(zoo, text):
    assert zoo.mentions(text) == ()


@pytest.mark.parametrize("text", ["a newt", "the Newt"])
def test_a_short_project_name_counts_in_small_letters_and_with_a_capital(zoo, text):
    assert zoo.mentions(text) == ("Newt",)


@pytest.mark.parametrize("text", ["an nRPC call", "NRPC", "over nrpc"])
def test_a_short_name_that_is_no_word_in_any_case_counts_in_each(zoo, text):
    assert zoo.mentions(text) == ("nRPC",)


@pytest.mark.parametrize(("text", "mentioned"), [("a Hedge Hog", ("HedgeHog",)), ("a hedge hog", ())])
def test_a_name_taken_apart_counts_only_with_its_capitals(zoo, text, mentioned):
    assert zoo.mentions(text) == mentioned


@pytest.mark.parametrize(
    "text",
    [
        "our ships are stored in Anchorage these days",
        "images go to (Anchorage)",
        "Anchorage, HedgeHog and more",
        "HedgeHog/Anchorage",
        "Anchorage on nRPC",
        "CNCF project Anchorage",
        "Anchorage maintainers met",
        "Anchorage 2.1 is out",
    ],
)
def test_an_ordinary_word_is_a_name_where_case_or_neighbours_say_so(zoo, text):
    assert "Anchorage" in zoo.mentions(text)


@pytest.mark.parametrize(
    "text",
    [
        "a quiet anchorage for ships",
        "Anchorage is what ships need",
        "They sailed. Anchorage was near",
        "“Anchorage” begins this quote",
        "Why Every Harbour Needs Anchorage For Ships",
        "they live in Anchorage Bay",
        "from Old Anchorage they came",
        "an Anchorage-Bay tour",
    ],
)
def test_an_ordinary_word_is_no_name_elsewhere(zoo, text):
    assert zoo.mentions(text) == ()


@pytest.mark.parametrize("text", ["Lighthouse is here", "Building Bigger Ships With Lighthouse Every Night"])
def test_the_capital_of_a_well_known_project_counts_in_titles_and_at_the_beginning(zoo, text):
    assert zoo.mentions(text) == ("Lighthouse",)


def test_a_well_known_projects_word_in_small_letters_is_a_word(zoo):
    assert zoo.mentions("we saw a lighthouse") == ()


@pytest.mark.parametrize(("text", "mentioned"), [("HedgeHog, sort or nRPC", True), ("the CNCF sort", True)])
def test_a_word_in_small_letters_is_a_name_in_a_listing(zoo, text, mentioned):
    assert ("sort" in zoo.mentions(text)) is mentioned


@pytest.mark.parametrize("text", ["what sort of HedgeHog", "this sort", "Sort that out", "the sort HedgeHog needs"])
def test_a_word_in_small_letters_is_a_word_elsewhere(zoo, text):
    assert "sort" not in zoo.mentions(text)


@pytest.mark.parametrize(("text", "mentioned"), [("we use TEM now", True), ("we use Tem now", False)])
def test_an_abbreviation_that_is_a_word_counts_in_capitals_only(zoo, text, mentioned):
    assert ("Mole" in zoo.mentions(text)) is mentioned


@pytest.mark.parametrize("text", ["BIP", "the BIP matters", "HedgeHog with BIP"])
def test_an_ambiguous_name_counts_not_at_all_where_nothing_settles_it(zoo, text):
    assert "Badger ID Protocol" not in zoo.mentions(text)


def test_the_words_around_settle_an_ambiguous_name(zoo):
    assert zoo.mentions("badgers show their BIP to the registry") == ("Badger ID Protocol",)


def test_the_words_around_may_speak_for_a_meaning_that_is_no_topic(zoo):
    assert zoo.mentions("the builders laid a BIP of plaster") == ()


def test_a_tie_between_meanings_settles_nothing(zoo):
    assert zoo.mentions("badgers as builders of a BIP") == ()


def test_an_ambiguous_name_that_is_a_topics_own_counts_beside_other_topics(zoo):
    assert zoo.mentions("HedgeHog likes Otter") == ("HedgeHog", "Otter")
    assert zoo.mentions("I saw an Otter") == ()


def test_what_the_catalogue_says_of_neighbours_settles_a_name_too():
    catalogue = Catalogue(
        (
            Topic("Dam", "feature", "Holds water", part_of="Beaver"),
            Topic("Beaver", "project", "Fells trees", related=("Lodge", "something else")),
            Topic("Lodge", "feature", "Keeps warm in winter"),
        ),
        ambiguous={"Beaver": ("Beaver", "a hat")},
    )
    assert catalogue.mentions("in winter a Beaver rests") == ("Beaver",)
    assert catalogue.mentions("the Beaver holds back") == ("Beaver",)
    assert catalogue.mentions("he wore a Beaver hat") == ()


def test_a_text_without_words_mentions_nothing(zoo):
    assert zoo.mentions("… 🦦 !") == ()


def test_a_catalogue_that_has_found_mentions_still_reaches_a_worker_process(zoo):
    mentions = zoo.mentions("A HedgeHog and Otter for GitOps")
    sent = pickle.loads(pickle.dumps(zoo))  # noqa: S301 - its own
    assert sent.mentions("A HedgeHog and Otter for GitOps") == mentions
