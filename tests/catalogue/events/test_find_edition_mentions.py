import pytest

from bot.catalogue.events.find_edition_mentions import Certainty, EditionMentionFinder


@pytest.fixture
def read(shipped):
    """Return a function that reads a text's editions as (ids, certainty)."""

    def read(text, year_hint=None):
        mentions = shipped.edition_mentions(text, year_hint)
        return [(mention.edition_ids, mention.certainty) for mention in mentions]

    return read


def only(*ids):
    return tuple(f"kubecon-{edition_id}" for edition_id in ids)


@pytest.mark.parametrize("text", ["kubecon-na-2025", "KubeCon NA 2025", "#kubecon_na_2025"])
def test_an_id_is_the_surest_mention(read, text):
    assert read(text) == [(only("na-2025"), Certainty.ID)]


@pytest.mark.parametrize(
    "text",
    [
        "na-2025",
        "NA 2025",
        "na25",
        "NA '25",
        "NA ’25",
        "KubeConNA2025",
        "kccncna2025",
        "2025 KubeCon North America",
        "KubeCon + CloudNativeCon North America 2025",
        "KubeCon & CloudNativeCon NA, 10-13 November 2025",
        "KubeCon North America 2025 in Atlanta",
        "KubeCon Nordamerika 2025",
        "KubeCon 北米 2025",
    ],
)
def test_a_region_and_a_year_name_one_edition(read, text):
    assert read(text) == [(only("na-2025"), Certainty.REGION_YEAR)]


@pytest.mark.parametrize(
    ("text", "edition_id"),
    [
        ("eu25", "eu-2025"),
        ("EU '24", "eu-2024"),
        ("KubeCon Europe 2016", "eu-2016"),
        ("KubeCon + CloudNativeCon + Open Source Summit China 2023", "china-2023"),
        ("kccncjpn2025", "japan-2025"),
        ("2024年のKubeCon中国", "china-2024"),
        ("KubeCon India '26", "india-2026"),
        ("KubeCon EU (Amsterdam) 2026", "eu-2026"),
    ],
)
def test_every_region_can_be_written_in_many_ways(read, text, edition_id):
    assert read(text) == [(only(edition_id), Certainty.REGION_YEAR)]


@pytest.mark.parametrize(
    ("text", "edition_id"),
    [
        ("paris 2024", "eu-2024"),
        ("London 2016", "eu-2016"),
        ("Salt Lake City 2024", "na-2024"),
        ("Amsterdam, 17-21 April 2023", "eu-2023"),
        ("the first KubeCon of 2026, Amsterdam", "eu-2026"),
        ("KubeCon Spain 2022", "eu-2022"),
    ],
)
def test_a_city_and_a_year_name_one_edition(read, text, edition_id):
    assert read(text) == [(only(edition_id), Certainty.CITY_YEAR)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("atlanta", ["na-2025"]),
        ("KubeCon in Atlanta", ["na-2025"]),
        ("london", ["eu-2025", "eu-2016"]),
        ("Amsterdam", ["eu-2026", "eu-2023"]),
        ("Salt Lake", ["na-2026", "na-2024"]),
        ("Hongkong", ["china-2025", "china-2024"]),
        ("上海", ["china-2026", "china-2023", "china-2019", "china-2018"]),
        ("横浜で開催", ["japan-2026"]),
        ("바르셀로나", ["eu-2027", "eu-2019"]),
        ("København", ["eu-2018"]),
    ],
)
def test_a_city_alone_means_all_editions_held_there_newest_first(read, text, ids):
    assert read(text) == [(only(*ids), Certainty.CITY)]


def test_the_name_and_a_region_mean_all_its_editions(read):
    assert read("KubeCon Japan") == [(only("japan-2026", "japan-2025"), Certainty.REGION)]


def test_words_run_together_are_read_as_if_they_were_not(read):
    assert read("#KubeConJapan") == read("KubeCon Japan")
    assert read("kubecon2025") == read("KubeCon 2025")
    assert read("paris2024") == read("paris 2024")
    assert read("kubeconfig2025") == []


def test_the_name_and_a_year_mean_all_editions_of_that_year(read):
    ids = only("na-2025", "india-2025", "japan-2025", "china-2025", "eu-2025")
    assert read("kubecon 2025") == [(ids, Certainty.EVENT_YEAR)]


def test_a_hinted_year_chooses_among_several(read):
    assert read("London", 2016) == [(only("eu-2016"), Certainty.CITY)]
    assert read("KubeCon Japan", 2025) == [(only("japan-2025"), Certainty.REGION)]


def test_a_hinted_year_without_such_an_edition_changes_nothing(read):
    assert read("London", 2020) == read("London")


def test_a_year_alone_is_a_weak_mention_without_edition(shipped):
    (mention,) = shipped.edition_mentions("what came in 2025?")
    assert (mention.edition_ids, mention.year, mention.certainty, mention.unknown) == ((), 2025, Certainty.YEAR, False)


@pytest.mark.parametrize(
    "text",
    [
        "kubecon sydney 2027",
        "kubecon eu 2031",
        "KubeCon Sydney",
        "KubeCon in New York",
        "na 2031",
        "paris 2023",
        "kubecon 2012",
    ],
)
def test_an_edition_that_never_was_is_told_as_unknown(shipped, text):
    (mention,) = shipped.edition_mentions(text)
    assert mention.unknown
    assert mention.edition_ids == ()


@pytest.mark.parametrize(
    "text",
    [
        "kubecon",
        "europe",
        "the EU AI Act",
        "Regulation (EU) 2024/2847",
        "in Europe by 2027",
        "KubeCon, New York Times readers say",
        "KCD Paris 2023",
        "kubeconfig",
        "Nashville",
        "naming 25 otters",
        "",
    ],
)
def test_other_words_name_no_edition(read, text):
    assert [mention for mention in read(text) if mention[1] is not Certainty.YEAR] == []


def test_a_code_in_small_letters_within_a_sentence_is_a_word_of_some_language(read):
    assert read("Plany na 2025 rok") == [((), Certainty.YEAR)]
    assert read("Kto jedzie na KubeCon 2025?")[0][1] is Certainty.EVENT_YEAR


def test_several_editions_are_mentioned_in_order(read):
    assert read("KubeCon EU 2025 vs NA 2025") == [
        (only("eu-2025"), Certainty.ID),
        (only("na-2025"), Certainty.REGION_YEAR),
    ]


def test_a_year_may_be_shared(read):
    assert [ids for ids, _ in read("KubeCon EU and NA 2025")] == [only("eu-2025"), only("na-2025")]


def test_a_place_after_a_full_mention_is_another_matter(read):
    assert read("KubeCon EU 2025 Dublin") == [(only("eu-2025"), Certainty.ID)]
    assert read("KubeCon EU 2016 Paris")[0] == (only("eu-2016"), Certainty.ID)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("dra at kubecon-na-2025", "kubecon na 2025"),
        ("gpu talks na25", "na25"),
        ("what was new in Salt Lake City, really", "salt lake city"),
        ("ora KubeCon Europe in London, April 2025, keynotes", "kubecon europe in london april 2025"),
    ],
)
def test_a_mention_says_which_words_it_covers(shipped, text, words):
    (mention,) = shipped.edition_mentions(text)
    assert mention.end - mention.start == len(words.split())
    assert text.lower().replace("-", " ").replace(",", "").split()[mention.start : mention.end] == words.split()


def test_without_editions_nothing_but_unknown_ones_can_be_meant(shipped):
    assert all(
        not mention.edition_ids for mention in EditionMentionFinder((), shipped.places).find("KubeCon EU 2025, London")
    )
