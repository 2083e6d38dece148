import pytest

from bot.recaps.front_matter.split import split_front_matter
from bot.recaps.front_matter.write import write_metadata

FACTS = {"edition": "kubecon-eu-2026", "source": 'https://a.example/"x"', "tags": ["one", "two: three"]}
BODY = "\nOtters.\n\n- One\n"


def read(text):
    front = split_front_matter(text, "")
    return dict(front.values), front.body, front.diagnostics


@pytest.mark.parametrize(
    "above",
    [
        "---\ntitle: Otters # ours\n---\n",
        '+++\ntitle = "Otters" # ours\n[extra]\nx = 1\n+++\n',
        '{\n"title": "Otters"\n}\n',
        "title: Otters\nauthor: Ana\n",
    ],
)
def test_facts_are_stated_beside_those_that_stand_there(above):
    before, body, _ = read(above + BODY)
    after, same_body, diagnostics = read(write_metadata(above + BODY, FACTS))
    assert after == before | {"edition": "kubecon-eu-2026", "source": 'https://a.example/"x"', "tags": FACTS["tags"]}
    assert (same_body.strip(), diagnostics) == (body.strip(), ())


@pytest.mark.parametrize("text", [BODY, "---\n\nOtters came after a rule.\n", "# Otters\n"])
def test_a_post_without_facts_gets_them_above_its_text(text):
    after, body, _ = read(write_metadata(text, FACTS))
    assert after["edition"] == "kubecon-eu-2026"
    assert body.strip() == text.strip()


def test_without_facts_a_post_is_left_as_it_is():
    assert write_metadata(BODY, {}) == BODY


@pytest.mark.parametrize(
    "above",
    [
        "---\ntitle: Otters\nsource: old\nedition: old\n---\n",
        '+++\nsource = "old"\ntitle = "Otters"\nedition = "old"\n+++\n',
        '{\n"title": "Otters",\n"source": "old",\n"edition": "old"\n}\n',
    ],
)
def test_a_fact_that_is_stated_anew_stands_there_once(above):
    after, _, diagnostics = read(write_metadata(above + BODY, FACTS))
    assert (after["title"], after["edition"], diagnostics) == ("Otters", "kubecon-eu-2026", ())


def test_facts_stand_above_front_matter_that_is_too_damaged_to_take_them():
    assert read(write_metadata("{\ntitle: Otters\n---\n{\n", FACTS))[0]["edition"] == "kubecon-eu-2026"
