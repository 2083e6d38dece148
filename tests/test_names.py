"""Names are the field's usual words, and none stands for two things; docs/glossary.md lists the terms."""

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# the folders in which the same name means the same thing, once for each platform
PLATFORMS = {"console", "discord", "slack", "web"}
# pictures that once stood for what the field has a word for: use that word, see docs/glossary.md
PICTURES = frozenset(
    """aside board census clockwork clutter courier door gatherer glance house knock letter office outbox puzzle shelf
    sieve sighting stock wish""".split()  # noqa: SIM905 - a list of words is read as one
)
EVERYWHERE = ("bot", "adapters", "emulators", "benchmarks", "scripts")
FILES = [
    path
    for folder in ("bot", "adapters", "emulators")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path.name != "__init__.py" and "migrations" not in path.parts
]


def public_names(path):
    """Return the public classes and functions of a module, and the public methods of its classes."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    named = (node for node in nodes if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef))
    return [node.name for node in named if not node.name.startswith("_")]


def words_of(name):
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def twice(places_by_name):
    return {name: places for name, places in places_by_name.items() if len(places) > 1}


def test_no_name_is_a_picture():
    names = [(path, name) for path in FILES for name in (path.stem, *public_names(path))]
    assert [(str(path.relative_to(ROOT)), name) for path, name in names if words_of(name) & PICTURES] == []


def test_no_two_modules_have_one_name():
    places = defaultdict(set)
    for path in FILES:
        if path.parts[len(ROOT.parts)] != "emulators":
            places[path.stem].add("a platform" if path.parent.name in PLATFORMS else str(path.relative_to(ROOT)))
    assert twice(places) == {}


def test_no_two_public_classes_have_one_name():
    places = defaultdict(list)
    for path in (path for folder in EVERYWHERE for path in sorted((ROOT / folder).rglob("*.py"))):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(str(path.relative_to(ROOT)))
    assert twice(places) == {}


def test_no_two_public_functions_have_one_name_unless_each_platform_has_one():
    places = defaultdict(set)
    for path in FILES:
        if path.parts[len(ROOT.parts)] != "emulators":
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                    places[node.name].add("a platform" if path.parent.name in PLATFORMS else str(path))
    assert twice(places) == {}


def test_the_glossary_is_in_order_and_names_no_term_twice():
    rows = re.findall(r"^\| (.+?) \|", (ROOT / "docs/glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    terms = [term for term in rows if term not in ("word", "---")]
    assert terms == sorted(set(terms), key=str.casefold)
    assert [term for term in terms if words_of(term) & PICTURES] == []
