"""Serve the routes that answer interactions: the first reply in time, edits and followups for 15 minutes."""

import time

from emulators.discord.command_rules import check_choices
from emulators.discord.components import COMPONENTS_V2, EPHEMERAL, refuse
from emulators.discord.error_responses import DiscordError
from emulators.discord.modal_rules import check_modal
from emulators.discord.rules import check_message

_HOOK = "/webhooks/{webhook_id}/{webhook_token}"
_ORIGINAL = _HOOK + "/messages/@original"
INTERACTION_ROUTES = (
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback", "callback"),
    ("GET", _ORIGINAL, "get_original"),
    ("PATCH", _ORIGINAL, "edit_original"),
    ("DELETE", _ORIGINAL, "delete_original"),
    ("POST", _HOOK, "followup"),
)
_MESSAGE, _DEFERRED, _DEFERRED_EDIT, _EDIT, _CHOICES, _MODAL = 4, 5, 6, 7, 8, 9
_ALLOWED = {2: {4, 5, 9, 12}, 3: {4, 5, 6, 7, 9, 12}, 4: {8}, 5: {4, 5, 6, 7}}  # kind of interaction, of its answers
_LOADING = 1 << 7
_TOKEN_SECONDS = 900
_FOLLOWUPS_OF_A_USERS_APP = 5


class InteractionRoutes:
    """Receive the bot's replies to an interaction."""

    async def callback(self, interaction_id, interaction_token, body, query, files=0, **_):
        one = self._answerable(interaction_id, interaction_token)
        kind, data = body["type"], body.get("data") or {}
        self._judge_callback(one, kind, data, files)
        one.callbacks.append((time.monotonic() - one.sent, body))
        await self._show(one, kind, data)
        one.answered.set()
        if query.get("with_response") not in ("1", "true", "True"):
            return 204, None
        return 200, _as_response(one, kind)

    def _answerable(self, interaction_id, token):
        one = self.interactions.get(token)
        if one is None or one.id != interaction_id or one.dead:
            raise DiscordError(404, 10062, "Unknown interaction")
        if one.callbacks:
            self.violations.append(f"interaction {one.id}: answered twice")
            raise DiscordError(400, 40060, "Interaction has already been acknowledged.")
        return one

    def _judge_callback(self, one, kind, data, files):
        if kind not in _ALLOWED[one.type] or (kind in (_DEFERRED_EDIT, _EDIT) and one.source is None):
            wrong = f"callback type {kind} does not answer interaction type {one.type}"
            self.judge("callback", [refuse("type", wrong)])
        if kind in (_MESSAGE, _EDIT):
            self.judge("interaction answer", check_message(data, files=files, partial=kind == _EDIT))
        elif kind == _CHOICES:
            self.judge("autocomplete", list(check_choices(data.get("choices") or [])))
        elif kind == _MODAL:
            self.judge("modal", list(check_modal(data)))

    async def _show(self, one, kind, data):
        if kind in (_MESSAGE, _DEFERRED):
            flags = (data.get("flags") or 0) | (_LOADING if kind == _DEFERRED else 0)
            one.message = self._make_answer(one, {**data, "flags": flags})
            if not flags & EPHEMERAL:
                await self.publish(one.message)
        elif kind in (_EDIT, _DEFERRED_EDIT):
            one.message = one.source
            if kind == _EDIT:
                self.apply(one.message, data)
                await self.publish(one.message, "MESSAGE_UPDATE")
        elif kind == _MODAL:
            one.modal = data

    def _make_answer(self, one, data):
        user = one.payload.get("user") or one.payload["member"]["user"]
        owners = one.payload["authorizing_integration_owners"]
        return self.make_message(
            self.bot,
            one.payload["channel_id"],
            data,
            type=20 if one.type == 2 else 0,
            webhook_id=self.app_id,
            application_id=self.app_id,
            interaction_metadata={
                "id": one.id,
                "type": one.type,
                "user": user,
                "authorizing_integration_owners": owners,
            },
        )

    def _live(self, token):
        one = self.interactions.get(token)
        if one is None or not one.callbacks:
            raise DiscordError(404, 10015, "Unknown Webhook")
        if self.now() - one.born > _TOKEN_SECONDS:
            self.violations.append("interaction token used after 15 minutes")
            raise DiscordError(401, 50027, "Invalid Webhook Token")
        return one

    def _edit_answer(self, message, body):
        flags = (body.get("flags") or 0) | (message["flags"] & COMPONENTS_V2)
        self.judge("interaction edit", check_message({**body, "flags": flags}, partial=True))
        self.apply(message, body)
        message["flags"] &= ~_LOADING

    async def get_original(self, webhook_token, **_):
        return 200, self._live(webhook_token).message

    async def edit_original(self, webhook_token, body, **_):
        one = self._live(webhook_token)
        if one.message is None:
            raise DiscordError(404, 10008, "Unknown Message")
        self._edit_answer(one.message, body)
        if not one.message["flags"] & EPHEMERAL:
            await self.publish(one.message, "MESSAGE_UPDATE")
        return 200, one.message

    async def delete_original(self, webhook_token, **_):
        one = self._live(webhook_token)
        written = self.messages.get(one.payload["channel_id"], [])
        if one.message in written:
            written.remove(one.message)
        one.message = None
        return 204, None

    async def followup(self, webhook_token, body, files=0, **_):
        one = self._live(webhook_token)
        self.judge("followup", check_message(body, files=files))
        if one.message and one.message["flags"] & _LOADING:  # after a defer, the first followup fills the answer
            self._edit_answer(one.message, body)
            return 200, one.message
        if "0" not in one.payload["authorizing_integration_owners"]:
            self._count_followup(one)
        message = self._make_answer(one, body)
        one.followups.append(message)
        if not message["flags"] & EPHEMERAL:
            await self.publish(message)
        return 200, message

    def _count_followup(self, one):
        if len(one.followups) >= _FOLLOWUPS_OF_A_USERS_APP:
            self.violations.append("more than 5 followups for a user-installed app")
            raise DiscordError(400, 40094, "This interaction has hit the maximum number of follow up messages")


def _as_response(one, kind):
    told = {"interaction": {"id": one.id, "type": one.type}}
    if one.message:
        told["interaction"] |= {
            "response_message_id": one.message["id"],
            "response_message_loading": kind == _DEFERRED,
            "response_message_ephemeral": bool(one.message["flags"] & EPHEMERAL),
        }
    if kind in (_MESSAGE, _EDIT):
        told["resource"] = {"type": kind, "message": one.message}
    return told
