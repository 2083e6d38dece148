"""Check each request against Discord's OpenAPI specification, if its file is on this machine.

It is looked for in $BOT_CONTRACTS and in ../shared/contracts; see https://github.com/discord/discord-api-spec.
"""

import json
import os
from functools import cache
from pathlib import Path

from emulators.discord.components import DiscordFinding, refuse

_ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [Path(os.environ.get("BOT_CONTRACTS", "")), _ROOT.parent / "shared" / "contracts"]  # noqa: TID251 - tests alone
_PLAIN = {"maxLength", "minLength", "maxItems", "minItems", "maximum", "minimum", "enum", "type", "required"}
_SENT_BY_THE_LIBRARY = {"tts"}  # on webhook edits


def contract():
    """Return the specification, None if this machine has none."""
    return next((file for folder in FOLDERS if (file := folder / "discord" / "openapi.json").is_file()), None)


def check_openapi(template, method, body):
    validator, known = _validator(template, method)
    if validator is None:
        return []
    from jsonschema.exceptions import best_match  # noqa: PLC0415 - loads over a second, for nothing without the file

    found = []
    if (fault := best_match(validator.iter_errors(body))) is not None:
        is_plain = fault.validator in _PLAIN
        told = f"{fault.validator} {fault.validator_value}" if is_plain else fault.message[:160]
        found.append(refuse(".".join(map(str, fault.absolute_path)), f"openapi: {told}"))
    if isinstance(body, dict) and known and (unknown := set(body) - known - _SENT_BY_THE_LIBRARY):
        found.append(DiscordFinding("warn", "", f"openapi: unknown fields {sorted(unknown)}"))
    return found


@cache
def _specification():
    if (file := contract()) is None:
        return {}
    told = json.loads(file.read_text(encoding="utf-8"))
    schemas = told["components"]["schemas"]
    # it says that ids are strings; Discord takes integers too, and discord.py sends them
    schemas["SnowflakeType"] = {"anyOf": [{"type": "integer"}, schemas["SnowflakeType"]]}
    return told


@cache
def _validator(template, method):
    operation = (_specification().get("paths", {}).get(template) or {}).get(method.lower()) or {}
    content = operation.get("requestBody", {}).get("content")
    if not content:
        return None, None
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - as above

    schema = content.get("application/json", next(iter(content.values())))["schema"]
    return Draft202012Validator({**schema, "components": _specification()["components"]}), _properties(schema)


def _properties(schema):
    """Return the names a request's schema knows, of all its alternatives together."""
    if "$ref" in schema:
        return _properties(_specification()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    found = set(schema.get("properties", {}))
    for alternative in schema.get("anyOf", []) + schema.get("oneOf", []) + schema.get("allOf", []):
        found |= _properties(alternative)
    return found
