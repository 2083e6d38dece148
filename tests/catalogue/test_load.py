import datetime as dt

import pytest

from bot.catalogue.load import load_catalogue
from bot.errors import CatalogueError

TOPICS = """
# a comment
ambiguous:
- {"name": "OC", "topics": ["Otter CD"], "readings": ["ocean current"]}
topics:
- {"name": "Otter CD", "kind": "project", "description": "Delivers fish",
"""
ALIAS = '"aliases": [{"name": "OC", "kind": "abbreviation", "source": "project"}]}\n'
EDITION = {
    "id": "kubecon-eu-2025",
    "name": "KubeCon Europe 2025",
    "short_name": "KubeCon EU 2025",
    "region": "eu",
    "city": "London",
    "country": "United Kingdom",
}


@pytest.fixture
def corpus(tmp_path):
    def write(topics="topics: []\n", editions="editions: []\n"):
        (tmp_path / "topics.yaml").write_text(topics, encoding="utf-8")
        (tmp_path / "editions.yaml").write_text(editions, encoding="utf-8")
        return tmp_path

    return write


def edition_file(**changes):
    return f"editions:\n- {EDITION | changes}\n"


def problems(folder):
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    return str(caught.value).replace(f"{folder}/", "").splitlines()


def test_topics_are_read_with_their_aliases_and_readings(corpus):
    catalogue = load_catalogue(corpus(topics=TOPICS.rstrip() + " " + ALIAS))
    assert catalogue.topic("otter cd").aliases[0].source == "project"
    assert catalogue.named("oc").readings == ("Otter CD", "ocean current")


def test_any_yaml_is_read_as_well_as_lines_of_json(corpus):
    topics = ["topics:", "  - name: Otter", "    kind: project", "    description: Swims"]
    catalogue = load_catalogue(corpus(topics="\n".join([*topics, "    milestones: [[accepted, 2020-01-02]]"])))
    assert catalogue.topics[0].milestones == (("accepted", "2020-01-02"),)


def test_an_edition_is_read_with_its_days(corpus):
    folder = corpus(editions=edition_file(starts_on="2025-04-01", ends_on="2025-04-04", dates_certain=True))
    edition = load_catalogue(folder).edition("kubecon-eu-2025")
    assert (edition.starts_on, edition.ends_on) == (dt.date(2025, 4, 1), dt.date(2025, 4, 4))


def test_an_unknown_edition_is_none(corpus):
    assert load_catalogue(corpus()).edition("kubecon-moon-2069") is None


def test_all_problems_are_told_at_once(corpus):
    told = problems(corpus(topics="topics:\n- {name: Otter}\n- 7\n", editions=edition_file(starts_on="2025-02-30")))
    assert told == [
        'topics.yaml: "Otter": `description` is missing; add it',
        'topics.yaml: "Otter": `kind` is missing; add it',
        "topics.yaml: entry 2: 7 is not an entry; write {name: ..., ...}",
        "editions.yaml: \"kubecon-eu-2025\": `starts_on` is '2025-02-30'; write a day of the calendar, e.g. 2025-11-10",
    ]


def topic(**fields):
    swimmer = {"name": "Otter", "kind": "project", "description": "Swims"}
    return f"topics:\n- {swimmer | fields}\n"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"colour": "brown"}, "`colour` is not known here; take it out, or one of these was meant: name, kind,"),
        ({"name": 7}, "`name` is 7; write a text"),
        ({"description": " "}, "`description` is ' '; write a text"),
        ({"plain_word": "yes"}, "`plain_word` is 'yes'; write true or false"),
        ({"related": "Beaver"}, "`related` is 'Beaver'; write a list of texts"),
        ({"related": [7]}, "`related` is [7]; write a text"),
        ({"aliases": "O"}, "`aliases` is 'O'; write a list of aliases"),
        (
            {"aliases": [{"name": "O", "kind": "nickname", "source": "me"}]},
            "`kind` is 'nickname'; write one of abbreviation, spelling, former, plural",
        ),
        ({"milestones": ["accepted"]}, "`milestones` is ['accepted']; write pairs of level and day"),
        ({"milestones": [["accepted", 7]]}, "`milestones` is [['accepted', 7]]; write a day of the calendar"),
    ],
)
def test_a_wrong_field_is_told_with_what_to_write(corpus, fields, told):
    (problem,) = [line for line in problems(corpus(topics=topic(**fields))) if told in line]
    assert problem.startswith("topics.yaml: ")


TWO = """
topics:
- {{name: Otter CD, kind: project, description: Delivers}}
- {{name: {name}, kind: project, description: Another, aliases: [{{name: {alias}, kind: spelling, source: me}}]}}
{ambiguous}
"""


def two(name="Beaver", alias="Beav", ambiguous=""):
    return TWO.format(name=name, alias=alias, ambiguous=ambiguous)


def test_two_topics_must_not_share_a_name_but_for_case_blanks_and_hyphens(corpus):
    told = problems(corpus(topics=two(name="otter-cd")))
    assert (
        'topics.yaml: "otter-cd": another topic has this name but for case, blanks or hyphens; rename or merge them'
        in told
    )


def test_an_alias_must_not_lead_to_two_topics_unless_it_is_listed(corpus):
    (told,) = problems(corpus(topics=two(alias="OtterCD")))
    assert '"Otter CD": leads to Otter CD and Beaver; list all of them under `ambiguous`, or take it from' in told
    listed = "ambiguous:\n- {name: otter cd, topics: [Beaver, Otter CD]}"
    assert load_catalogue(corpus(topics=two(alias="OtterCD", ambiguous=listed))).named("otter cd").readings


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        (
            "{name: Beav, topics: [Beaver, Otter CD]}",
            '"Beav": may mean Otter CD, but no such topic has it as name or alias; add it or take it out',
        ),
        (
            "{name: Beav, topics: [Beaver]}",
            '"Beav": is listed as ambiguous with one meaning; add the others or take it out',
        ),
    ],
)
def test_a_name_listed_as_ambiguous_must_be_so(corpus, listed, told):
    assert problems(corpus(topics=two(ambiguous=f"ambiguous:\n- {listed}"))) == [f"topics.yaml: {told}"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"id": "london-2025"}, '"london-2025": does not say region and year; write e.g. kubecon-eu-2025'),
        (
            {"starts_on": "2025-04-04", "ends_on": "2025-04-01"},
            '"kubecon-eu-2025": ends before it starts; fix `starts_on` or `ends_on`',
        ),
        (
            {"dates_certain": True},
            '"kubecon-eu-2025": has certain dates, but no `starts_on`; add it or write dates_certain: false',
        ),
    ],
)
def test_an_edition_must_be_possible(corpus, fields, told):
    assert problems(corpus(editions=edition_file(**fields))) == [f"editions.yaml: {told}"]


def test_an_edition_must_not_stand_there_twice(corpus):
    twice = edition_file() + edition_file().removeprefix("editions:\n")
    assert problems(corpus(editions=twice))[0] == 'editions.yaml: "kubecon-eu-2025": is there 2 times; keep one'


def test_a_missing_file_is_named(tmp_path):
    told = problems(tmp_path)
    assert [line.split(":")[0] for line in told] == ["topics.yaml", "editions.yaml"]
    assert told[0].endswith("fix or restore it")


@pytest.mark.parametrize("content", ["topics: [", "topics:\n- {]", "\x00"])
def test_a_file_that_is_no_yaml_is_named(corpus, content):
    assert problems(corpus(topics=content))[0].startswith("topics.yaml: cannot be read (")


def test_a_file_that_is_no_text_is_named(corpus):
    folder = corpus()
    (folder / "topics.yaml").write_bytes(b"topics: \xff\xfe")
    assert problems(folder)[0].startswith("topics.yaml: cannot be read (")


@pytest.mark.parametrize("content", ["", "otters\n", "- 1\n", "otters: []\n"])
def test_a_file_without_its_section_is_named(corpus, content):
    assert problems(corpus(topics=content)) == [
        "topics.yaml: has no section `topics`; write topics: and below it the entries"
    ]


@pytest.mark.parametrize("content", ["topics: 7\n", "topics: []\notters: []\n"])
def test_a_section_that_is_not_known_or_no_list_is_named(corpus, content):
    (told,) = problems(corpus(topics=content))
    assert told.endswith("is not a list of topics or ambiguous; take it out or fix it")


def test_faulty_names_of_places_are_told_with_their_files(corpus):
    folder = corpus()
    (folder / "places.toml").write_text("[regions\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"places\.toml or .*conferences\.toml: cannot be read \(.*\); fix or"):
        load_catalogue(folder)


def test_a_corpus_without_names_of_places_knows_none(corpus):
    assert load_catalogue(corpus()).other_conferences("KCD Utrecht 2026") == ()
