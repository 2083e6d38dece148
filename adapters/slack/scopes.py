"""List the scopes of the Slack app and their reasons; a test compares them with docs/slack.md and the manifest."""

from pathlib import Path
from typing import Any

import yaml

REASONS = {
    "app_mentions:read": "to receive `@kubecon ...`, and no other message of a channel",
    "channels:history": "to find its own digest after a crash, in a public channel that has digests",
    "chat:write": "to answer and post digests in channels it was invited to",
    "commands": "for `/kubecon` and the three shortcuts",
    "files:write": "to send a calendar file with the sessions of a KubeCon to the person who asks for one, and to show "
    "a chart as a picture where Slack does not draw it",
    "groups:history": "to find its own digest after a crash, in a private channel that has digests",
    "im:history": "to receive direct messages",
    "im:write": "to send that calendar file as a direct message",
    "users:read": "to get the time zone of digests from the profile of who asks for them, and who may set up the bot",
}
DISPENSABLE = frozenset(
    {"channels:history", "files:write", "groups:history", "im:write", "users:read"}
)  # see docs/slack.md


def load_manifest() -> dict[str, Any]:
    """Return the manifest that the app is created from."""
    manifest: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "manifest.yaml").read_text(encoding="utf-8"))
    return manifest


def manifest_scopes(manifest: dict[str, Any]) -> tuple[str, ...]:
    """Return the bot's scopes in a manifest."""
    return tuple(manifest["oauth_config"]["scopes"]["bot"])
