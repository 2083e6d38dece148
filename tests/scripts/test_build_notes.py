import json
import shutil
from pathlib import Path

import pytest

from bot.catalogue.load import load_catalogue
from bot.index.entry_store import line_to_entry
from bot.ingest.read_file import FileReader
from bot.model.recap import Link
from bot.recaps.lint import lint_recap
from scripts.build_notes import main
from tests.scripts.conftest import CORPUS

PAGE = "https://river.example/"
KUBERNETES = [
    {"fact": "Otters float on 2 *.river hosts.", "kind": "what"},
    {"fact": "Otters need 1 <dam> for each river they float on", "kind": "howto"},
    {"fact": "Otters bite whoever wakes them at night.", "kind": "security", "url": f"{PAGE}bite"},
    {"fact": "Fish swim faster than the otters do.", "topic": "Fish"},
    {"fact": "Fish: swimming is beta since version 1.2.", "topic": "Fish", "kind": "stage"},
]
PROJECTS = [
    {
        "fact": "Otters bite whoever wakes them at night!",
        "kind": "lesson",
        "url": f"{PAGE}other",
        "title": "A [second] post",
    },
    {"fact": "At EU 2031 attackers came by night.", "edition": "eu-2031", "topic": "Night"},
    {"fact": "Beavers told this before.", "topic": "Beavers"},
    {"fact": "A talk told this.", "url": "https://www.youtube.com/watch?v=otters12345"},
    {"fact": "Nobody knows the page.", "url": "notes/of/somebody.md"},
]


@pytest.fixture
def built(corpus, tmp_path, capsys):
    """Build notes from facts beside a recap that tells one of them; give the corpus and what was told."""
    (corpus / "topics.yaml").write_text(
        "topics:\n- {name: Otter Runtime, kind: project, description: Floats,\n"
        "   aliases: [{name: otters, kind: spelling, source: x}]}\n",
        encoding="utf-8",
    )
    recap = corpus / "recaps" / "kubecon-eu-2031" / "eu-2031-beavers.md"
    recap.parent.mkdir(parents=True)
    recap.write_text("- Beavers told this before. ([A post](https://river.example/beavers))\n", encoding="utf-8")
    facts = tmp_path / "facts"
    (facts / "statements").mkdir(parents=True)
    for name in ("places.toml", "conferences.toml"):  # by which "EU 2031" is known as a KubeCon's name
        shutil.copy(CORPUS / name, corpus)
    for name, rows in (("kubernetes", KUBERNETES), ("projects", PROJECTS)):
        lines = [json.dumps(statement(**row)) for row in rows]
        (facts / "statements" / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    main(facts, corpus)
    return corpus, capsys.readouterr().out, facts


def statement(fact, *, kind="what", topic="otters", edition=None, url=PAGE + "post", title="A post"):
    """Return a sure statement."""
    return {
        "fact": fact,
        "kind": kind,
        "topic": topic,
        "topics": [topic],
        "edition": edition,
        "date": "2031-05-01",
        "confidence": "high",
        "checked": True,
        "source": {"url": url, "title": title},
    }


def entries_of(corpus, path):
    """Return the entries that a file becomes."""
    reading = FileReader(load_catalogue(corpus), corpus).read(path)
    assert reading.diagnostics == ()
    return [line_to_entry(line) for line in reading.lines]


def test_a_topic_of_which_enough_is_told_has_a_note_of_its_own(built):
    path = built[0] / "notes" / "otter-runtime.md"
    entries = entries_of(built[0], path)
    told = [(entry.source.heading, entry.text) for entry in entries]
    assert told == [
        ("What it is", "Otters float on 2 *.river hosts."),
        ("What to do", "Otters need 1 <dam> for each river they float on."),
        ("What to watch out for", "Otters bite whoever wakes them at night."),
    ]
    assert {entry.source.title for entry in entries} == {"Notes on Otter Runtime"}
    assert lint_recap(path, is_note=True) == ()


def test_what_two_pages_tell_stands_once_with_both(built):
    *_, bite = entries_of(built[0], built[0] / "notes" / "otter-runtime.md")
    assert bite.links == (Link("A post", f"{PAGE}bite"), Link("A second post", f"{PAGE}other"))


def test_topics_of_which_little_is_told_share_a_note(built):
    entries = entries_of(built[0], built[0] / "notes" / "kubernetes-features.md")
    assert [entry.text for entry in entries] == [
        "Fish swim faster than the otters do.",
        "Fish by version: swimming is beta since version 1.2.",
    ]


def test_a_statement_of_a_kubecon_becomes_part_of_its_recap(built):
    path = built[0] / "recaps" / "kubecon-eu-2031" / "eu-2031-further.md"
    (entry,) = entries_of(built[0], path)
    assert (entry.text, entry.event) == ("At EU 2031 attackers came by night.", "kubecon-eu-2031")
    assert entry.source.heading == "Security"


def test_what_is_told_elsewhere_has_no_page_or_is_of_a_talk_is_left_out(built):
    written = "".join(
        path.read_text(encoding="utf-8") for path in Path(built[0]).rglob("*.md") if "beavers" not in path.stem
    )
    assert not any(words in written for words in ("told this before", "A talk told this", "Nobody knows"))


def test_building_again_changes_nothing(built):
    corpus, told, facts = built
    before = {path: path.read_bytes() for path in corpus.rglob("*.md")}
    main(facts, corpus)
    assert {path: path.read_bytes() for path in corpus.rglob("*.md")} == before
    assert "otter-runtime.md: 3 statements" in told


def test_a_missing_folder_of_facts_is_told_of(corpus, tmp_path):
    with pytest.raises(SystemExit, match="nowhere/statements: no such folder; name the folder that holds the facts"):
        main(tmp_path / "nowhere", corpus)


def test_an_edition_that_is_not_known_is_told_of(corpus, tmp_path):
    (tmp_path / "statements").mkdir()
    row = json.dumps(statement("Otters.", edition="eu-2099"))
    (tmp_path / "statements" / "said.jsonl").write_text(row, encoding="utf-8")
    with pytest.raises(SystemExit, match="kubecon-eu-2099: no such edition in"):
        main(tmp_path, corpus)
