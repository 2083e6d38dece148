import json

import pytest

from bot.catalogue.load import load_catalogue
from scripts.refresh_landscape import main

TOPICS = """\
# What the bot knows.
# CNCF projects, their levels and dates: CNCF landscape, https://github.com/cncf/landscape at
# abc123 (2030-08-07), by the CNCF landscape contributors.
ambiguous:
- {"name": "OC", "topics": ["Otter CD"], "readings": ["ocean current"]}
topics:
- {"name": "Beaver", "kind": "project", "description": "Fells trees", "plain_word": true, "maturity": "sandbox", \
"maturity_since": "2020-01-02", "milestones": [["accepted", "2020-01-02"]], "owner": "CNCF", \
"homepage": "https://beaver.example/", "source": "CNCF landscape"}
- {"name": "Clamd", "kind": "project", "description": "Opens clams", "aliases": [{"name": "clam", "kind": "spelling", \
"source": "project"}], "owner": "Otter Foundation", "source": "general knowledge"}
- {"name": "Otter CD", "kind": "project", "description": "Delivers fish", "aliases": [{"name": "OC", "kind": \
"abbreviation", "source": "project"}], "maturity": "graduated", "maturity_since": "2030-09-07", "milestones": \
[["accepted", "2020-01-02"], ["incubating", "2022-02-02"], ["graduated", "2030-09-07"]], "owner": "CNCF", \
"homepage": "https://otter.example/", "source": "https://news.example/otter"}
"""


def item(name, level, homepage="", **dates):
    return {
        "name": name,
        "project": level,
        "homepage_url": homepage or f"https://{name.lower()}.example/",
        "extra": dates,
    }


BEAVER = item("Beaver", "sandbox", accepted="2020-01-02")
OTTER = item("Otter CD", "incubating", "https://otter.example", accepted="2020-01-02", incubating="2022-02-02")


@pytest.fixture
def refreshed(corpus, tmp_path, capsys):
    """Refresh the topics from a landscape of these items; give topics by name, the file's text and what was told."""
    (corpus / "topics.yaml").write_text(TOPICS, encoding="utf-8")

    def refresh(*items, date="2030-08-20"):
        landscape = tmp_path / "landscape.yml"
        categories = [
            {"category": None, "name": "All", "subcategories": [{"subcategory": None, "name": "x", "items": items}]}
        ]
        landscape.write_text(json.dumps({"landscape": categories}), encoding="utf-8")
        main(landscape, "def456", date, corpus)
        topics = {topic.name: topic for topic in load_catalogue(corpus).topics}
        return topics, (corpus / "topics.yaml").read_text(encoding="utf-8"), capsys.readouterr().out.splitlines()

    return refresh


def test_a_project_s_new_level_is_taken_with_its_date(refreshed):
    rises = item("Beaver", "incubating", accepted="2020-01-02", incubating="2030-08-11")
    topics, _, told = refreshed(rises, OTTER)
    beaver = topics["Beaver"]
    assert (beaver.maturity, beaver.maturity_since) == ("incubating", "2030-08-11")
    assert beaver.milestones == (("accepted", "2020-01-02"), ("incubating", "2030-08-11"))
    assert "incubating: Beaver since 2030-08-11, before sandbox" in told


def test_descriptions_other_names_and_the_rest_stay(refreshed):
    topics, text, _ = refreshed(item("Beaver", "archived", accepted="2020-01-02", archived="2030-08-01"), OTTER)
    assert (topics["Beaver"].description, topics["Beaver"].plain_word) == ("Fells trees", True)
    assert [alias.name for alias in topics["Otter CD"].aliases] == ["OC"]
    assert '- {"name": "OC", "topics": ["Otter CD"], "readings": ["ocean current"]}\n' in text


def test_a_level_announced_after_the_landscape_stays(refreshed):
    topics, _, told = refreshed(BEAVER, OTTER)
    assert (topics["Otter CD"].maturity, topics["Otter CD"].source) == ("graduated", "https://news.example/otter")
    assert "newer: Otter CD is graduated since 2030-09-07, the landscape still says incubating" in told


def test_a_later_landscape_has_the_last_word(refreshed):
    topics, _, told = refreshed(BEAVER, OTTER, date="2031-01-01")
    assert (topics["Otter CD"].maturity, topics["Otter CD"].source) == ("incubating", "CNCF landscape")
    assert "incubating: Otter CD since 2022-02-02, before graduated" in told


def test_a_new_project_is_added_in_its_place_and_waits_for_a_description(refreshed):
    topics, text, told = refreshed(BEAVER, OTTER, item("Clam Mesh", "sandbox", accepted="2030-07-01"))
    assert topics["Clam Mesh"].description == "CNCF sandbox project"
    assert text.index('"Beaver"') < text.index('"Clam Mesh"') < text.index('"Clamd"')
    assert "new: Clam Mesh (sandbox); write its description and other names" in told


def test_a_topic_that_becomes_a_cncf_project_is_known_by_any_of_its_names(refreshed):
    topics, _, told = refreshed(BEAVER, OTTER, item("Clam", "sandbox", accepted="2030-07-01"))
    assert (topics["Clamd"].maturity, topics["Clamd"].owner) == ("sandbox", "CNCF")
    assert "sandbox: Clamd since 2030-07-01, before no CNCF project" in told
    assert any(sentence.startswith("renamed: Clamd is Clam in the landscape") for sentence in told)


def test_a_renamed_project_is_known_by_its_site(refreshed):
    topics, _, told = refreshed(item("Beaverd", "sandbox", "http://www.beaver.example", accepted="2020-01-02"), OTTER)
    assert "Beaverd" not in topics
    assert "renamed: Beaver is Beaverd in the landscape; add the new name to its aliases, or rename it" in told


def test_a_project_that_left_the_landscape_is_kept_and_told(refreshed):
    topics, _, told = refreshed(OTTER)
    assert topics["Beaver"].maturity == "sandbox"
    assert "gone: Beaver is in the landscape no more; look why" in told


def test_what_is_no_cncf_project_and_what_comes_twice_is_passed_over(refreshed):
    topics, _, told = refreshed(BEAVER, OTTER, BEAVER, item("Vendor", None), item("Member", "member"))
    assert set(topics) == {"Beaver", "Clamd", "Otter CD"}
    assert len(told) == 1


def test_the_head_names_the_landscape_that_was_read(refreshed):
    _, text, _ = refreshed(BEAVER, OTTER)
    assert "# def456 (2030-08-20), by the CNCF landscape contributors.\n" in text
    assert text.startswith("# What the bot knows.\n")


def test_refreshing_twice_changes_nothing_more(refreshed):
    rises = item("Beaver", "incubating", accepted="2020-01-02", incubating="2030-08-11")
    _, once, _ = refreshed(rises, OTTER)
    _, twice, told = refreshed(rises, OTTER)
    assert twice == once
    assert told == ["newer: Otter CD is graduated since 2030-09-07, the landscape still says incubating"]


def test_a_new_name_that_means_several_things_already_is_left_to_a_person(refreshed):
    topics, _, told = refreshed(BEAVER, OTTER, item("OC", "sandbox"))
    assert "OC" not in topics
    assert "left out: OC, a name that means several things; add the project by hand" in told


@pytest.mark.parametrize("text", ["<html>", "landscape: 7", "{torn", "landscape:\n- {name: x}\n"])
def test_a_file_that_is_no_landscape_is_refused(corpus, tmp_path, text):
    path = tmp_path / "landscape.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit, match=r"it is no landscape\.yml of the CNCF .*; download it again"):
        main(path, "def456", "2030-08-20", corpus)
