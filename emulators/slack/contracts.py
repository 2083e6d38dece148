"""Locate contract files of others: Block Kit's schema, the Web API's methods and events.

They are no part of this project: looked for in $BOT_CONTRACTS and in ../shared/contracts; without them the built-in
rules judge alone, and scopes and arguments go unchecked.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loads over a second, for nothing without the file
    from jsonschema import Draft202012Validator

_ROOT = Path(__file__).resolve().parents[2]
_NAMED = os.environ.get("BOT_CONTRACTS", "")  # noqa: TID251 - a matter of the tests, not of the bot
FOLDERS = [*([Path(_NAMED)] if _NAMED else []), _ROOT.parent / "shared" / "contracts"]


def contract(*parts: str) -> Path | None:
    return next((path for folder in FOLDERS if (path := folder.joinpath(*parts)).exists()), None)


@cache
def block_schema() -> "Draft202012Validator | None":
    path = contract("slack", "slack-block-kit.schema.json")
    if path is None:
        return None
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - as above

    doc = json.loads(path.read_text(encoding="utf-8"))
    # the schema (April 2026) is older than raw_number cells in the plain table block
    cell, number = doc["$defs"]["table_cell"]["oneOf"], doc["$defs"]["data_table_cell"]["oneOf"][1]
    if number not in cell:
        cell.append(number)
    return Draft202012Validator(
        {"$ref": "#/$defs/block_array", "$defs": doc["$defs"]} if "block_array" in doc["$defs"] else doc
    )


@cache
def method_spec(method: str) -> dict | None:
    """Return arguments, scopes, errors and rate tier of a Web API method; None when unknown or no contract files."""
    path = contract("slack", "api-ref", "docs.slack.dev", "methods", f"{method}.json")
    return json.loads(path.read_text(encoding="utf-8")) if path else None
