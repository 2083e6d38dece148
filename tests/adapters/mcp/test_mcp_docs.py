"""What users paste, and what the registry reads, fits what is there."""

import json
import re
import shlex
import tomllib

import typer
from mcp.types import LATEST_PROTOCOL_VERSION

from adapters.console.app import app
from adapters.mcp.tools import TOOLS
from emulators.bot_process import ROOT

PAGE = (ROOT / "docs" / "mcp.md").read_text(encoding="utf-8")


def test_the_registry_is_told_the_name_the_version_and_the_command_of_the_package():
    told = json.loads((ROOT / "server.json").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (package,) = told["packages"]
    assert (package["identifier"], package["version"], told["version"]) == (
        project["name"],
        project["version"],
        project["version"],
    )
    assert f"<!-- mcp-name: {told['name']} -->" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert package["packageArguments"][0]["value"] in typer.main.get_command(app).commands
    assert package["runtimeArguments"][0]["value"] == f"{project['name']}[mcp]"
    assert "mcp" in project["optional-dependencies"]
    assert len(told["description"]) <= 100


def test_the_snippets_can_be_read_and_start_the_command():
    blocks = re.findall(r"^    \{\n(?:    .*\n)+?    \}\n", PAGE, re.MULTILINE)
    servers = [one for block in blocks for one in next(iter(_servers(json.loads(block)))).values()]
    assert len(servers) == 4
    for one in servers:
        assert one.get("args") == ["mcp"] or one["url"].endswith("/mcp")
    assert shlex.split(re.search(r"^    (claude mcp add kubecon .*)$", PAGE, re.MULTILINE)[1])[-1] == "mcp"


def _servers(snippet):
    return [value for name, value in snippet.items() if name in {"mcpServers", "servers"}]


def test_every_tool_and_the_newest_version_are_told_of():
    assert [one.name for one in TOOLS if f"| `{one.name}` |" not in PAGE] == []
    assert LATEST_PROTOCOL_VERSION in PAGE
