"""Write gathered statements that no recording holds: as notes on a topic, or as a recap of the KubeCon they are from.

    python -m scripts.build_notes FACTS_DIR corpus/

FACTS_DIR holds statements/*.jsonl. Statements of no KubeCon become corpus/notes/<topic>.md, those of one
corpus/recaps/<edition>/<edition>-further.md. What another file tells already is left out, and what is equal is told
once with all its sources. The same facts always give the same files.
"""

import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from rapidfuzz import fuzz

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.load import load_catalogue
from bot.catalogue.normalize import normalize
from bot.recaps.find_files import find_recaps
from scripts.fact_files import find_facts
from scripts.statement_facts import Statement, is_of_talk, read_statements

_AUTHOR = "KubeCon recap bot contributors"
_LICENCE = "CC-BY-4.0"
_EQUAL = 90.0  # per cent of the words, and the same numbers
_OWN_NOTE = 3  # statements that fill a note; topics of which less is told share one
_LABEL_LENGTH = 80
_SECTIONS = {
    "What it is": ("what", "comparison"),
    "Stages and releases": ("stage", "release", "date", "announcement", "deprecation", "award"),
    "What to do": ("howto", "migration"),
    "What to watch out for": ("lesson", "security"),
    "Who uses it, and numbers": ("user_story", "number", "keynote", "theme"),
}
_SHARED = {"kubernetes": "Kubernetes features", "projects": "Projects", "said": "Practices"}
_THEMES = (
    ("AI and GPUs", r"\b(?:ai|llms?|gpus?|inference|agents?|mcp|models?|training|kubeflow|dra|kueue|vllm)\b"),
    ("Security", r"\b(?:secur\w+|attack\w*|cve|rbac|identity|supply chain|polic\w+|encrypt\w*|isolation|compliance)\b"),
    ("Networking", r"\b(?:network\w*|mesh|gateway|ingress|cilium|envoy|istio|dns|ebpf|traffic)\b"),
    ("Observability and data", r"\b(?:observab\w+|metrics?|traces?|logs?|otel|prometheus|databases?|storage)\b"),
    ("Platforms and operations", r""),
)
_MARKUP = re.compile(r"([\\`*<>\[\]])|(?<!\w)(_)|(_)(?!\w)")
_ENDINGS = (".", "!", "?", '"', "”")
_NUMBER = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class _Told:
    """A statement with all sources that say it."""

    statement: Statement
    sources: tuple[tuple[str, str], ...]


def main(facts: Path, corpus: Path) -> None:
    """Write the files, and say how many statements each holds."""
    find_facts(facts, "statements")
    catalogue = load_catalogue(corpus)
    statements = [one for one in read_statements(facts) if not is_of_talk(one)]
    told = list(_once(statements, _told_elsewhere(corpus)))
    shutil.rmtree(corpus / "notes", ignore_errors=True)
    for path, text, number in (*_notes(told, catalogue, corpus), *_recaps(told, catalogue, corpus)):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"{path}: {number} statements")


def _told_elsewhere(corpus: Path) -> list[str]:
    """Return the statements of the recaps that were written by hand."""
    paths = [path for path in find_recaps(corpus / "recaps") if not path.stem.endswith("-further")]
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [line.removeprefix("- ").rpartition(" (")[0] for line in lines if line.startswith("- ")]


def _once(statements: Iterable[Statement], told: Iterable[str]) -> Iterator[_Told]:
    """Yield each statement once with the sources of its equals, and none that is told already."""
    known = [(normalize(text), None) for text in told]
    kept: list[tuple[str, list[Statement]]] = []
    for statement in statements:
        said = normalize(statement["fact"])
        if any(_is_equal(said, other) for other, _ in known):
            continue
        equal = next((group for other, group in kept if _is_equal(said, other)), None)
        if equal is None:
            kept.append((said, [statement]))
        else:
            equal.append(statement)
    for _, group in kept:
        sources = {one["source"]["url"]: one["source"]["title"] for one in group}
        yield _Told(group[0], tuple(sources.items()))


def _is_equal(said: str, other: str) -> bool:
    if fuzz.token_sort_ratio(said, other, score_cutoff=_EQUAL) == 0:
        return False
    return set(_NUMBER.findall(said)) == set(_NUMBER.findall(other))


def _notes(told: Iterable[_Told], catalogue: Catalogue, corpus: Path) -> Iterator[tuple[Path, str, int]]:
    by_topic: defaultdict[str, list[_Told]] = defaultdict(list)
    for one in told:
        if not one.statement["edition"]:
            by_topic[_topic(one.statement, catalogue)].append(one)
    shared: defaultdict[str, dict[str, list[_Told]]] = defaultdict(dict)
    for topic, some in sorted(by_topic.items()):
        if len(some) < _OWN_NOTE:
            shared[_SHARED[some[0].statement["file"]]][topic] = some
            continue
        sections = {name: [one for one in some if one.statement["kind"] in kinds] for name, kinds in _SECTIONS.items()}
        yield _note(corpus, topic, sections)
    for name, sections in sorted(shared.items()):
        yield _note(corpus, name, sections)


def _note(corpus: Path, topic: str, sections: dict[str, list[_Told]]) -> tuple[Path, str, int]:
    path = corpus / "notes" / f"{normalize(topic).replace(' ', '-')}.md"
    text = _to_text({"title": f"Notes on {topic}", "topic": topic}, sections)
    return path, text, sum(map(len, sections.values()))


def _topic(statement: Statement, catalogue: Catalogue) -> str:
    """Return the catalogue's name of what a statement is about, its own where the catalogue knows none."""
    found = catalogue.named(statement["topic"])
    return found.topics[0].name if found and len(found.topics) == 1 else str(statement["topic"])


def _recaps(told: Iterable[_Told], catalogue: Catalogue, corpus: Path) -> Iterator[tuple[Path, str, int]]:
    by_edition: defaultdict[str, list[_Told]] = defaultdict(list)
    for one in told:
        if one.statement["edition"]:
            by_edition[f"kubecon-{one.statement['edition']}"].append(one)
    for event, some in sorted(by_edition.items()):
        edition = catalogue.edition(event)
        if edition is None:
            raise SystemExit(f"{event}: no such edition in editions.yaml; add it there first")
        sections: dict[str, list[_Told]] = {name: [] for name, _ in _THEMES}
        for one in some:
            sections[_theme(one.statement)].append(one)
        path = corpus / "recaps" / event / f"{event.removeprefix('kubecon-')}-further.md"
        text = _to_text({"title": f"{edition.name}: further notes", "edition": event}, sections)
        yield path, text, len(some)


def _theme(statement: Statement) -> str:
    text = normalize(" ".join((statement["fact"], *statement["topics"])))
    return next(name for name, words in _THEMES if re.search(words, text))


def _to_text(facts: dict[str, str], sections: dict[str, list[_Told]]) -> str:
    told = [one for some in sections.values() for one in some]
    sources = {url: title for one in told for url, title in one.sources}
    head = {
        **facts,
        "date": max(one.statement["date"] or "" for one in told),
        "author": _AUTHOR,
        "licence": _LICENCE,
        "sources": [{"url": url, "title": title} for url, title in sources.items()],
    }
    front = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=1000)
    parts = [
        f"## {_escape(name)}\n\n" + "".join(_line(one, name) for one in some) for name, some in sections.items() if some
    ]
    return f"---\n{front}---\n\n" + "\n".join(parts)


def _line(told: _Told, heading: str) -> str:
    links = ", ".join(f"[{_label(title)}]({url})" for url, title in told.sources)
    # a statement that begins with the heading and a colon would be read as one more heading
    fact = re.sub(rf"^{re.escape(heading)}:", f"{heading} by version:", told.statement["fact"])
    return f"- {_escape(fact)}{'' if fact.endswith(_ENDINGS) else '.'} ({links})\n"


def _label(title: str) -> str:
    plain = re.sub(r"[()\[\]*_`<>\\,]", " ", title)
    words, label = plain.split(), ""
    for word in words:
        if len(label) + len(word) >= _LABEL_LENGTH:
            break
        label = f"{label} {word}".strip()
    return label


def _escape(text: str) -> str:
    return _MARKUP.sub(lambda sign: f"\\{sign.group()}", text)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
