"""Turn gathered facts into what lookups are understood by: corpus/releases.jsonl and corpus/glossary_names.jsonl.

    python -m scripts.build_query_data FACTS_DIR corpus/

FACTS_DIR holds releases.jsonl (releases of Kubernetes with the enhancements of each) and glossary-names.jsonl (terms of
the CNCF glossary with their names in other languages). The same facts always give the same files.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.catalogue.data_files import read_facts
from scripts.fact_files import find_facts

Fields = Mapping[str, Any]

_STAGES = {"ga": "stable", "beta": "beta", "alpha": "alpha"}
_BRACKETS = re.compile(r"\s*[(（]([^()（）]*)[)）]")
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]*[A-Z]\w*")
_LANGUAGES = ("de", "es", "fr", "it", "ja", "ko", "pt-br", "zh-cn", "zh-tw")  # those whose posts the bot reads
_GLOSSARY = "https://glossary.cncf.io/"


def release_lines(facts: Iterable[Fields]) -> Iterator[Fields]:
    """Return one line a release: version, name, dates, and the titles of its enhancements by stage."""
    for fact in facts:
        stages = {name: sorted(one["title"].strip() for one in fact[key]) for key, name in _STAGES.items()}
        yield {
            "version": fact["version"],
            "name": fact.get("name", ""),
            "released": fact["released"],
            "end_of_life": fact.get("end_of_life", ""),
            "is_plan": "they are the plan" in fact.get("note", ""),
            **stages,
            "source": next(iter(fact["source"].split(" ; "))),
        }


def glossary_lines(facts: Iterable[Fields]) -> Iterator[Fields]:
    """Return one line a name of a term in another language; what only repeats the English name is left out."""
    for fact in facts:
        term = _BRACKETS.sub("", fact["en"]).strip()
        for language in _LANGUAGES:
            names = _names(fact["names"].get(language, ""))
            for name in sorted(names - {term, fact["en"]}):
                if name.casefold() != term.casefold():
                    yield {"name": name, "language": language, "term": term, "source": _GLOSSARY}


def _names(written: str) -> set[str]:
    """Return a name without its brackets, and what stands in them where it is of another script ("可観測性")."""
    inside = {text for text in _BRACKETS.findall(written) if not text.isascii() and not _ABBREVIATION.fullmatch(text)}
    return {name for name in (_BRACKETS.sub("", written).strip(), *inside) if name}


def main(arguments: list[str]) -> None:
    """Write both files."""
    facts, corpus = map(Path, arguments)
    _write(corpus / "releases.jsonl", release_lines(read_facts(find_facts(facts, "releases.jsonl"))))
    _write(corpus / "glossary_names.jsonl", glossary_lines(read_facts(find_facts(facts, "glossary-names.jsonl"))))


def _write(path: Path, lines: Iterable[Fields]) -> None:
    path.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
