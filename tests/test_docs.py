import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
import typer

from adapters.console.app import app
from bot.settings import Settings, environment_name

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
TOLD = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
VERBS = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("command", sorted(typer.main.get_command(app).commands))
def test_every_command_is_told_of(command):
    assert f"kubecon {command}" in TOLD


@pytest.mark.parametrize("verb", VERBS)
def test_every_make_verb_is_told_of(verb):
    assert f"make {verb}" in TOLD


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_every_setting_is_told_of(field):
    assert environment_name(field.name) in TOLD


def test_the_packages_in_the_docs_are_the_packages_that_are_checked():
    told = re.findall(r"^\| (`.+?) \| [a-z]", (ROOT / "docs/architecture.md").read_text(encoding="utf-8"), re.MULTILINE)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (checked,) = [contract["layers"] for contract in contracts if contract.get("containers") == ["bot"]]
    assert [package.replace("`", "").replace("\\", "") for package in told] == checked


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(page):
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_image_and_make_take_the_same_uv():
    (in_make,) = re.findall(r"^UV_VERSION := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert f"uv=={in_make}\n" in (ROOT / "Dockerfile").read_text(encoding="utf-8")
