import pytest
import yaml

from bot.catalogue.load import load_catalogue
from scripts.build_catalogue import main

TOPICS = """
meta: {commit: abc123, snapshot_date: '2026-08-07'}
ambiguous_aliases:
  OC: [Otter CD, {reading: ocean current}]
updates_after_or_around_snapshot:
- {project: Otter CD, event: graduated, date: '2026-09-07', in_snapshot: false, source: https://news.example/otter}
- {project: Beaver, event: graduated, date: '2026-05-01', in_snapshot: true, source: somewhere}
cncf_projects:
- name: Otter CD
  kind: project
  maturity: graduated
  aliases: [{name: OC, kind: abbreviation, source: project}]
  description: Delivers fish
  homepage: https://otter.example/
  accepted: '2020-01-02'
  incubating: '2021-03-04'
  graduated: null
- name: Beaver
  kind: project
  maturity: sandbox
  aliases: []
  plain_word: true
  description: Fells trees
  homepage: https://beaver.example/
  accepted: '2022-05-06'
  incubating: null
  graduated: null
others:
- {name: a-fish, kind: technique, aliases: [], what: Swims, basis: seed, source: seed 001_770a.txt}
- {name: B-fish, kind: technique, aliases: [], what: Dives, basis: recap, source: facts/ponds.yaml}
- {name: C-fish, kind: technique, aliases: [], what: Jumps, basis: general, owner: The pond, url: https://c.example/}
- {name: D-fish, kind: technique, aliases: [], what: Sleeps, source: 'Pond notes, see facts/lakes.yaml'}
- {name: E-fish, kind: technique, aliases: [], what: Eats, source: facts/releases.yaml}
- {name: F-fish, kind: technique, aliases: [], what: Runs, source: CNCF glossary}
- {name: G-fish, kind: technique, aliases: [], what: Hops, source: seed 002_880b.txt}
"""
EDITIONS = """
- id: japan-2026
  name: KubeCon + CloudNativeCon Japan 2026
  city: Yokohama
  venue: A guess
  country: Japan
  start: '2026-07-29'
  end: '2026-07-30'
  timezone: Asia/Tokyo
  status: held
  website: https://events.example/japan
  schedule: https://guess.example/
  attendance: {value: 12418, kind: attendees, source: 'https://numbers.example/ (text: elsewhere)'}
  colocated: [OtterCon (28 July)]
  sources: [a public file, https://source.example/ (quoted)]
  confidence: {dates: high (main days), venue: low, attendance: high, schedule: none}
- id: eu-2020
  name: KubeCon + CloudNativeCon Europe 2020 Virtual
  city: online
  venue: virtual
  country: null
  start: '2020-08-17'
  end: '2020-08-20'
  timezone: Europe/Amsterdam
  status: held
  website: null
  schedule: null
  attendance: {value: '18,000+', kind: registrations, source: a public file}
  colocated: []
  sources: [a public file]
  confidence: {dates: low (from memory), venue: high, attendance: high, schedule: none}
- id: na-2026
  name: KubeCon + CloudNativeCon North America 2026
  city: Salt Lake City
  venue: null
  country: United States
  start: '2026-11-09'
  end: '2026-11-12'
  timezone: America/Denver
  status: 'held (assumed: no recap yet)'
  website: null
  schedule: null
  attendance: null
  colocated: []
  sources: [https://na.example/]
  confidence: {dates: high, venue: none, attendance: none, schedule: none}
"""
PONDS = """
source: https://ponds.example/ via a friend
seed_meta:
- {seed: 002_880b.txt, url: https://post.example/}
- {seed: 001_770a.txt, note: no address}
"""


@pytest.fixture
def facts(tmp_path):
    """Return a folder of a few invented facts."""
    for name, text in (("topics", TOPICS), ("editions", EDITIONS), ("ponds", PONDS)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def build(facts):
    corpus = facts / "corpus"
    corpus.mkdir(exist_ok=True)
    main(facts, corpus)
    return [(corpus / name).read_text(encoding="utf-8") for name in ("topics.yaml", "editions.yaml")]


@pytest.fixture
def built(facts):
    """Return the text of both files."""
    return build(facts)


@pytest.fixture
def topics(built):
    return yaml.safe_load(built[0])


@pytest.fixture
def editions(built):
    return {edition["id"]: edition for edition in yaml.safe_load(built[1])["editions"]}


def by_name(topics):
    return {topic["name"]: topic for topic in topics["topics"]}


def test_the_head_gives_credit_and_says_that_the_text_was_changed(built):
    assert "abc123 (2026-08-07)" in built[0]
    assert all(words in built[0] for words in ("CC BY 4.0", "CNCF glossary", "Kubernetes glossary", "was changed"))


def test_the_same_facts_give_the_same_files(facts):
    assert build(facts) == build(facts)


def test_the_built_files_are_a_catalogue(facts):
    build(facts)
    assert load_catalogue(facts / "corpus").named("oc").readings == ("Otter CD", "ocean current")


def test_topics_are_sorted_one_a_line(built, topics):
    names = [topic["name"] for topic in topics["topics"]]
    assert names == ["a-fish", "B-fish", "Beaver", "C-fish", "D-fish", "E-fish", "F-fish", "G-fish", "Otter CD"]
    assert built[0].count("\n- ") == len(names) + 1


def test_a_project_keeps_its_dates_and_the_level_they_lead_to(topics):
    beaver = by_name(topics)["Beaver"]
    assert (beaver["maturity"], beaver["maturity_since"], beaver["source"]) == (
        "sandbox",
        "2022-05-06",
        "CNCF landscape",
    )
    assert beaver["milestones"] == [["accepted", "2022-05-06"]]
    assert beaver["plain_word"] is True


def test_a_level_that_changed_after_the_snapshot_brings_its_date_and_source(topics):
    otter = by_name(topics)["Otter CD"]
    assert (otter["maturity"], otter["maturity_since"]) == ("graduated", "2026-09-07")
    assert otter["source"] == "https://news.example/otter"
    assert otter["milestones"][-1] == ["graduated", "2026-09-07"]


def test_what_is_empty_is_left_out(topics):
    assert by_name(topics)["F-fish"] == {
        "name": "F-fish",
        "kind": "technique",
        "description": "Runs",
        "source": "CNCF glossary",
    }


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a-fish", "recap"),
        ("B-fish", "https://ponds.example/"),
        ("C-fish", "general knowledge"),
        ("D-fish", "recap"),
        ("E-fish", "Kubernetes release notes"),
        ("F-fish", "CNCF glossary"),
        ("G-fish", "https://post.example/"),
    ],
)
def test_a_source_is_one_that_readers_can_follow(topics, name, source):
    assert by_name(topics)[name]["source"] == source


def test_ambiguous_names_keep_topics_and_readings_apart(topics):
    assert topics["ambiguous"] == [{"name": "OC", "topics": ["Otter CD"], "readings": ["ocean current"]}]


def test_editions_stand_oldest_first_under_their_ids(editions):
    assert list(editions) == ["kubecon-eu-2020", "kubecon-japan-2026", "kubecon-na-2026"]
    assert editions["kubecon-japan-2026"]["short_name"] == "KubeCon Japan 2026"


def test_what_is_only_guessed_is_left_out(editions):
    japan = editions["kubecon-japan-2026"]
    assert "venue" not in japan
    assert "schedule" not in japan


@pytest.mark.parametrize(("edition_id", "certain"), [("japan-2026", True), ("eu-2020", False), ("na-2026", True)])
def test_days_are_certain_where_a_good_source_gives_them(editions, edition_id, certain):
    assert editions[f"kubecon-{edition_id}"]["dates_certain"] is certain


def test_an_assumed_status_becomes_what_was_announced(editions):
    assert editions["kubecon-na-2026"]["status"] == "announced"


def test_attendance_is_a_text_with_its_source(editions):
    assert editions["kubecon-japan-2026"]["attendance"] == "12,418 attendees, source: https://numbers.example/"
    assert editions["kubecon-eu-2020"]["attendance"] == "18,000+ registrations, source: a public file"


def test_an_address_is_preferred_among_several_sources(editions):
    assert editions["kubecon-japan-2026"]["source"] == "https://source.example/"
    assert editions["kubecon-eu-2020"]["source"] == "a public file"


def test_events_beside_an_edition_lose_their_remarks(editions):
    assert editions["kubecon-japan-2026"]["colocated"] == ["OtterCon"]


def test_a_city_is_known_in_other_scripts(editions):
    assert "横浜" in editions["kubecon-japan-2026"]["also"]


def test_an_online_edition_was_in_no_country(editions):
    assert (editions["kubecon-eu-2020"]["city"], editions["kubecon-eu-2020"]["country"]) == ("online", "online")
