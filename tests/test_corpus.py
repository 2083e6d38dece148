import re
from pathlib import Path

import frontmatter
import pytest

from bot.catalogue.load import load_catalogue
from bot.catalogue.normalize import normalize
from bot.ingest.check_statement_sources import is_front_page
from bot.model.entry import NOTE, EntryKind
from bot.model.recap import Block, BlockKind
from bot.recaps.find_files import find_recaps
from bot.recaps.lint import lint_recap
from bot.recaps.read_recap import read_recap

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
NOTES = find_recaps(CORPUS / "notes")
PATHS = [*find_recaps(CORPUS / "recaps"), *NOTES]
RECAPS = [read_recap(path) for path in PATHS]
STATEMENTS = [(recap, block) for recap in RECAPS for block in recap.blocks if block.kind is not BlockKind.HEADING]
SOURCES = {path.stem: frontmatter.load(str(path))["sources"] for path in PATHS}

CREDIT = re.compile(r"(?<=\S) \(((?:[^()]|\([^()]*\))+)\)$")  # the parenthesis that closes a statement
QUOTATION = re.compile("“[^”]*”")
WORD = re.compile(r"\w+(?:['’]\w+)*")
BETTER = ("disputed: ", "superseded: ")  # how an item begins that tells what a better or later source says
LONGEST_RUN = 8  # equal words in a row; more is a copy


def where(recap, block):
    return f"{Path(recap.path).name} line {block.line}: {block.text[-80:]}"


def test_every_recap_says_where_it_is_from_and_reads_without_diagnostic():
    assert len(RECAPS) > 30
    assert [str(one) for path in PATHS for one in lint_recap(path, is_note=path in NOTES)] == []
    assert [str(diagnostic) for recap in RECAPS for diagnostic in recap.diagnostics] == []


def test_every_recap_lies_in_the_folder_of_a_known_edition():
    editions = {edition.id for edition in load_catalogue(CORPUS).editions}
    recaps = [recap for recap in RECAPS if Path(recap.path) not in NOTES]
    assert [recap.path for recap in recaps if recap.event not in editions] == []
    assert [recap.path for recap in recaps if Path(recap.path).parent.name != recap.event] == []


def test_every_statement_is_a_list_item():
    assert [where(recap, block) for recap, block in STATEMENTS if block.kind is not BlockKind.ITEM] == []


def test_every_statement_closes_with_a_source_that_the_recap_lists():
    assert [where(recap, block) for recap, block in STATEMENTS if not names_a_listed_source(recap, block)] == []


def names_a_listed_source(recap, block):
    credit = CREDIT.search(block.text)
    listed = SOURCES[recap.id]
    links = [link.url for link in block.links if credit and f", {link.text}," in f", {credit[1]},"]
    if links:
        return {source["url"] for source in listed}.issuperset(links)
    return credit is not None and any(credit[1] in source["title"] for source in listed if not source["url"])


def test_every_listed_source_is_used():
    used = {recap.id: [] for recap in RECAPS}
    for recap, block in STATEMENTS:
        used[recap.id] += [block.text, *(link.url for link in block.links)]
    unused = [
        (name, source["title"])
        for name, sources in SOURCES.items()
        for source in sources
        if not (source["url"] in used[name] if source["url"] else is_named(source["title"], used[name]))
    ]
    assert unused == []


def is_named(title, texts):
    return any((credit := CREDIT.search(text)) and credit[1] in title for text in texts)


def test_a_dispute_stands_below_a_statement_and_names_the_better_source_with_its_address():
    disputes = [(recap, block) for recap, block in STATEMENTS if block.text.startswith(BETTER)]
    assert len(disputes) > 10
    assert [where(recap, block) for recap, block in disputes if block.level != 2 or not block.links] == []


def test_nothing_but_a_dispute_stands_below_a_statement():
    below = [(recap, block) for recap, block in STATEMENTS if block.level != 1]
    assert [where(recap, block) for recap, block in below if not block.text.startswith(BETTER)] == []


def test_every_statement_can_be_found_and_leads_to_its_source(found):
    statements = [(recap, block) for recap, block in STATEMENTS if block.level == 1]
    assert [where(recap, block) for recap, block in statements if (recap.id, block.line) not in found] == []
    told = [(place, entry) for place, entries in found.items() for entry in entries]
    assert [place for place, entry in told if not (entry.links or CREDIT.search(entry.text))] == []


def test_every_statement_leads_to_its_page_and_none_to_the_front_page_of_a_site(shipped_engine):
    told = [entry for entry in shipped_engine.entries() if entry.kind is EntryKind.TAKEAWAY]
    assert len(told) >= 3300
    assert [entry.text for entry in told if not entry.links] == []
    assert [(entry.text, link.url) for entry in told for link in entry.links if is_front_page(link.url)] == []


def test_a_note_tells_of_its_topic_and_is_of_no_event(shipped_engine):
    notes = [entry for entry in shipped_engine.entries() if entry.source.recap.startswith(NOTE)]
    assert len(notes) > 500
    assert {(entry.kind, entry.event) for entry in notes} == {(EntryKind.TAKEAWAY, "")}


def test_a_dispute_is_carried_by_the_statement_it_stands_below(found):
    below = [(recap.id, block.line - 1, block) for recap, block in STATEMENTS if block.level == 2]
    carried = [entry.disputed for name, line, _ in below for entry in found[name, line]]
    assert carried == [block.text.removeprefix("disputed: ") for *_, block in below]


def test_a_linked_title_at_the_beginning_of_a_line_is_the_title_of_a_talk(found):
    titled = [(recap, block) for recap, block in STATEMENTS if begins_with_title(block)]
    assert len(titled) > 300
    lost = [where(recap, block) for recap, block in titled if not is_told_as_talk(found[recap.id, block.line], block)]
    assert lost == []


def begins_with_title(block):
    rest = block.text.removeprefix(block.links[0].text) if block.links else block.text
    return rest != block.text and rest.startswith((" – ", ": ", ". "))


def is_told_as_talk(entries, block):
    """Return whether a line became a talk of its title, or of one that a schedule spells in its own way."""
    title = normalize(block.links[0].text).split()
    return any(
        entry.kind is EntryKind.TALK and len(set(title) & set(normalize(entry.title).split())) > 1 for entry in entries
    )


@pytest.fixture(scope="module")
def found(shipped_engine):
    """Return the entries that a place in a recap became, by the recap's id and the line."""
    places = {}
    for entry in shipped_engine.entries():
        for source in (entry.source, *entry.also):
            name = source.recap.removeprefix(NOTE)
            if name in SOURCES:
                places.setdefault((name, source.line), []).append(entry)
    return places


def test_the_notice_names_every_collection_that_talks_are_from():
    heads = [path.read_text(encoding="utf-8").partition("\nevent: ")[0] for path in (CORPUS / "talks").glob("*.yaml")]
    collections = {address for head in heads for address in re.findall(r"https://github\.com/[\w.-]+/[\w.-]+", head)}
    notice = (CORPUS.parent / "NOTICE").read_text(encoding="utf-8")
    assert len(collections) > 30
    assert [address for address in sorted(collections) if f"- {address} (" not in notice] == []


def test_a_percentage_is_written_without_a_gap():
    assert [where(recap, block) for recap, block in STATEMENTS if re.search(r"\d\s%", block.text)] == []


@pytest.fixture(scope="module")
def posts(shared):
    """Return each run of words of the real posts, with the post it stands in."""
    runs = {}
    for path in find_recaps(shared / "recaps"):
        for block in read_recap(path).blocks:
            runs.update((run, path.name) for run in runs_of(block.text))
    return runs


def test_no_statement_copies_a_sentence_of_a_post(posts):
    copied = [
        (where(recap, block), posts[run])
        for recap, block in STATEMENTS
        for part in own_words(block)
        for run in runs_of(part)
        if run in posts
    ]
    assert len(posts) > 10_000
    assert copied == []


def own_words(block: Block) -> list[str]:
    """Return the parts of a statement that are no title, no speakers after it, no quotation and no source."""
    text = QUOTATION.sub("“", CREDIT.sub("", block.text))
    title = block.links[0].text if block.links else ""
    if title and text.startswith(title):
        text = text.removeprefix(title).partition(": ")[2]
    return text.split("“")


def runs_of(text: str) -> list[tuple[str, ...]]:
    words = [word.casefold().replace("’", "'") for word in WORD.findall(text)]
    return [tuple(words[start : start + LONGEST_RUN + 1]) for start in range(len(words) - LONGEST_RUN)]
