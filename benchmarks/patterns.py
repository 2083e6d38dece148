"""Find every regular expression of a package, and how it is used."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from inspect import signature
from pathlib import Path
from pkgutil import walk_packages

import frontmatter.default_handlers as handlers

_USES = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
_ANCHORED = frozenset(("match", "fullmatch"))


@dataclass(frozen=True, slots=True)
class UsedPattern:
    """A pattern, where it is defined, and whether it is only tried at the beginning of a text."""

    name: str
    pattern: re.Pattern[str]
    is_anchored: bool = False

    def run(self, text: str) -> None:
        """Use the pattern on a text as the code does."""
        if self.is_anchored:
            self.pattern.match(text)
            self.pattern.fullmatch(text)
        else:
            for _ in self.pattern.finditer(text):
                pass


def find_patterns(package: str) -> list[UsedPattern]:
    """Return the patterns that the modules of a package hold or write where they use them."""
    root = import_module(package)
    names = [module.name for module in walk_packages(root.__path__, f"{package}.") if "migrations" not in module.name]
    texts = {name: Path(str(import_module(name).__file__)).read_text(encoding="utf-8") for name in names}
    uses = _uses(texts.values())
    found = [used for name in names for used in _of_module(name, texts[name], uses)]
    return list({(used.pattern.pattern, used.pattern.flags): used for used in found}.values())


def _uses(texts: Iterable[str]) -> Mapping[str, set[str]]:
    """Return by what a pattern is called how it is used, in all modules together."""
    uses: dict[str, set[str]] = {}
    for text in texts:
        for name, use in re.findall(rf"\b(\w+)\.({'|'.join(_USES)})\b", text):
            uses.setdefault(name, set()).add(use)
    return uses


def _of_module(name: str, text: str, uses: Mapping[str, set[str]]) -> Iterator[UsedPattern]:
    own = _uses([text])
    for label, value in vars(import_module(name)).items():
        used = own.get(label, set()) if label.startswith("_") else uses.get(label, set())
        for pattern in _patterns_in(value):
            yield UsedPattern(f"{name}.{label}", pattern, bool(used) and used <= _ANCHORED)
    for pattern, use in _written_in_place(text):
        yield UsedPattern(f"{name}: {pattern.pattern}", pattern, use in _ANCHORED)


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, handlers.BaseHandler):
        yield from _patterns_in(value.FM_BOUNDARY)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _patterns_in(item)
    elif isinstance(value, dict):
        yield from _patterns_in(list(value.values()))
    elif hasattr(value, "cache_info") and signature(value).return_annotation == re.Pattern[str]:
        yield from () if signature(value).parameters else (value(),)


def _written_in_place(text: str) -> Iterator[tuple[re.Pattern[str], str]]:
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Attribute(ast.Name("re"), str(use)), args=[ast.Constant(str(pattern)), *_]) if (
                use in _USES
            ):
                yield re.compile(pattern), use
