"""Let several workspaces install the app with OAuth: authorization, tokens that expire, uninstalling.

    query = slack.allow(location_of_the_redirect, "T1ACME")   # a person presses "Allow" at Slack
    with slack.visiting("T1ACME"):
        await slack.slash("/kubecon", "dra")                  # what a person does there
    await slack.uninstall("T1ACME")

A mixin for SlackServer. The workspace of the first token is there from the start.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from emulators.slack.methods import SlackError


@dataclass(frozen=True)
class Workspace:
    team: str
    organization: str | None = None
    is_for_all: bool = False  # the organization installed the app for all its workspaces


class SlackWorkspaces:
    client_id, client_secret = "111.222", "harness-client-secret"
    token_seconds = 43_200  # https://docs.slack.dev/authentication/using-token-rotation

    def _open_workspaces(self, first: str) -> None:
        self.workspace = Workspace(first)
        self.tokens: dict[str, tuple[Workspace, float]] = {self.bot_token: (self.workspace, float("inf"))}
        self._refresh_tokens: dict[str, Workspace] = {}
        self._codes: dict[str, Workspace] = {}
        self._caller = self.workspace

    @property
    def team(self) -> str:
        return self.workspace.team

    @contextmanager
    def visiting(self, team: str, organization: str | None = None, *, is_for_all: bool = False) -> Iterator[None]:
        """Let people act in another workspace."""
        before, self.workspace = self.workspace, Workspace(team, organization, is_for_all)
        try:
            yield
        finally:
            self.workspace = before

    def allow(
        self, location: str, team: str, organization: str | None = None, *, is_for_all: bool = False
    ) -> dict[str, str]:
        """Check the address that a person is sent to, allow the app, and return what Slack sends back with them."""
        split = urlsplit(location)
        asked = {name: values[0] for name, values in parse_qs(split.query).items()}
        if (split.hostname, split.path) != ("slack.com", "/oauth/v2/authorize"):
            self.violations.append(f"oauth: {location} is not where apps are allowed")
        if asked.get("client_id") != self.client_id:
            self.violations.append("oauth: bad_client_id")
        if self.scopes is not None and set(asked.get("scope", "").split(",")) != self.scopes:
            self.violations.append(f"oauth: the scopes {asked.get('scope')} are not those of the manifest")
        if not asked.get("state"):
            self.violations.append("oauth: no state")
        code = f"code-{next(self._ids)}"
        self._codes[code] = Workspace(team, organization, is_for_all)
        return {"code": code, "state": asked.get("state", "")}

    def expire(self, team: str) -> None:
        """Let all tokens of a workspace expire."""
        self.tokens = {t: (w, 0.0 if w.team == team else until) for t, (w, until) in self.tokens.items()}

    async def uninstall(self, team: str, organization: str | None = None, *, is_for_all: bool = False) -> None:
        """Revoke the tokens of a workspace, and tell the bot, as Slack does in this order."""
        self.tokens = {t: (w, until) for t, (w, until) in self.tokens.items() if w.team != team}
        self._refresh_tokens = {t: w for t, w in self._refresh_tokens.items() if w.team != team}
        with self.visiting(team, organization, is_for_all=is_for_all):
            for event in ({"type": "tokens_revoked", "tokens": {"bot": [self.bot_user]}}, {"type": "app_uninstalled"}):
                await (await self.event(event)).ack()

    def _is_valid(self, token: str) -> bool:
        """Return whether a token is one of a workspace and not expired; from now on it is the caller's."""
        self._caller, until = self.tokens.get(token, (self.workspace, 0.0))
        return self.now() < until

    def _needs_own_workspace(self, channel: dict[str, Any]) -> None:
        if channel.get("team", self._caller.team) != self._caller.team:
            raise SlackError("channel_not_found")

    def m_oauth_v2_access(
        self, client_id=None, client_secret=None, code=None, grant_type=None, refresh_token=None, **_
    ):
        if (client_id, client_secret) != (self.client_id, self.client_secret):
            raise SlackError("bad_client_secret")
        if grant_type == "refresh_token":
            workspace = self._refresh_tokens.pop(refresh_token, None)
            if workspace is None:
                raise SlackError("invalid_refresh_token")
        elif (workspace := self._codes.pop(code, None)) is None:
            raise SlackError("invalid_code")
        rotates = (self.manifest or {}).get("settings", {}).get("token_rotation_enabled")
        token, refresh = f"xoxb-{workspace.team}-{next(self._ids)}", f"xoxe-1-{next(self._ids)}"
        self.tokens[token] = (workspace, self.now() + self.token_seconds if rotates else float("inf"))
        if rotates:
            self._refresh_tokens[refresh] = workspace
        organization = {"id": workspace.organization, "name": "Acme"} if workspace.organization else None
        return {
            "access_token": token,
            "token_type": "bot",
            "scope": ",".join(sorted(self.scopes or [])),
            "bot_user_id": self.bot_user,
            "app_id": self.app_id,
            "team": None if workspace.is_for_all else {"id": workspace.team, "name": "Harness"},
            "enterprise": organization,
            "is_enterprise_install": workspace.is_for_all,
            "authed_user": {"id": "U0ALICE"},
            **({"expires_in": self.token_seconds, "refresh_token": refresh} if rotates else {}),
        }
