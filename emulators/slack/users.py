"""Do what people do in Slack: type, mention, edit, press, pick, open."""

import time

from emulators.slack.records import DeliveryRecord


class SlackPeople:
    def _interactive(self, user: str, channel: str | None) -> dict:
        p = {
            "token": "x",
            "api_app_id": self.app_id,
            "trigger_id": self._trigger(),
            "is_enterprise_install": self.workspace.is_for_all,
            "enterprise": {"id": self.workspace.organization} if self.workspace.organization else None,
            "team": {"id": self.team, "domain": "harness"},
            "user": {
                "id": user,
                "username": self.users[user]["name"],
                "name": self.users[user]["name"],
                "team_id": self.team,
            },
        }
        if channel:
            p |= {
                "channel": {"id": channel, "name": self.channels.get(channel, {}).get("name", "directmessage")},
                "response_url": self._new_response_url(channel, user),
            }
        return p

    async def slash(
        self, command: str, text: str = "", *, user: str = "U0ALICE", channel: str = "C0GENERAL", **kw
    ) -> DeliveryRecord:
        if self.manifest:
            assert command in [c["command"] for c in self.manifest["features"].get("slash_commands", [])], (
                f"{command} is not in the manifest"
            )
        return await self._deliver(
            "slash_commands",
            {
                "token": "x",
                "team_id": self.team,
                "team_domain": "harness",
                "channel_id": channel,
                "channel_name": self.channels.get(channel, {}).get("name", "directmessage"),
                "user_id": user,
                "user_name": self.users[user]["name"],
                "command": command,
                "text": text,
                "api_app_id": self.app_id,
                **({"enterprise_id": self.workspace.organization} if self.workspace.organization else {}),
                "is_enterprise_install": str(self.workspace.is_for_all).lower(),
                "response_url": self._new_response_url(channel, user),
                "trigger_id": self._trigger(),
            },
            **kw,
        )

    async def event(self, event: dict, *, ext_shared: bool = False, **kw) -> DeliveryRecord:
        if self.manifest:
            name = (
                event["type"]
                if event["type"] != "message"
                else f"message.{'im' if event['channel'][0] == 'D' else 'channels'}"
            )
            assert name in self.manifest["settings"]["event_subscriptions"]["bot_events"], (
                f"{name} is not subscribed in the manifest"
            )
        return await self._deliver(
            "events_api",
            {
                "token": "x",
                "team_id": self.team,
                "api_app_id": self.app_id,
                "enterprise_id": self.workspace.organization,
                "type": "event_callback",
                "event": event,
                "event_id": f"Ev{next(self._ids):08d}",
                "event_time": int(time.time()),
                "authorizations": [
                    {
                        "enterprise_id": self.workspace.organization,
                        "team_id": self.team,
                        "user_id": self.bot_user,
                        "is_bot": True,
                        "is_enterprise_install": self.workspace.is_for_all,
                    }
                ],
                "is_ext_shared_channel": ext_shared,
                "event_context": "4-harness",
            },
            **kw,
        )

    async def say(
        self,
        text: str,
        *,
        user: str = "U0ALICE",
        channel: str = "C0GENERAL",
        thread_ts: str | None = None,
        kind: str = "message",
        **kw,
    ) -> DeliveryRecord:
        """A person writes: a plain message event, or with kind="app_mention" a mention."""
        rich = [
            {
                "type": "rich_text",
                "block_id": "rt",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}],
            }
        ]
        m = {
            "type": "message",
            "user": user,
            "text": text,
            "ts": self._ts(),
            "team": self.team,
            "blocks": rich,
            **({"thread_ts": thread_ts} if thread_ts else {}),
        }
        self.messages[channel].append(m)
        extra = {"channel_type": "im" if channel[0] == "D" else "channel"} if kind == "message" else {}
        return await self.event(
            {**m, "type": kind, "channel": channel, "event_ts": m["ts"], "client_msg_id": f"cmid-{m['ts']}", **extra},
            **kw,
        )

    async def mention(self, text: str, **kw) -> DeliveryRecord:
        return await self.say(f"<@{self.bot_user}> {text}".strip(), kind="app_mention", **kw)

    async def edit(self, d: DeliveryRecord, text: str) -> DeliveryRecord:
        """The person edits a message: a mention comes again with `edited` set and a fresh event_id."""
        e = d.payload["event"]
        mark = {"text": text, "edited": {"user": e["user"], "ts": self._ts()}, "event_ts": self._ts()}
        if e["type"] == "app_mention":
            return await self.event({**e, **mark})
        new = {k: v for k, v in {**e, **mark}.items() if k not in ("channel", "event_ts", "channel_type")}
        return await self.event(
            {
                "type": "message",
                "subtype": "message_changed",
                "hidden": True,
                "channel": e["channel"],
                "channel_type": e["channel_type"],
                "ts": self._ts(),
                "event_ts": mark["event_ts"],
                "message": new,
                "previous_message": e,
            }
        )

    async def dm(self, text: str, *, user: str = "U0ALICE", **kw) -> DeliveryRecord:
        return await self.say(text, user=user, channel=self._im(user), **kw)

    async def open_home(self, user: str = "U0ALICE", tab: str = "home") -> DeliveryRecord:
        return await self.event(
            {"type": "app_home_opened", "user": user, "channel": self._im(user), "tab": tab, "event_ts": self._ts()}
        )

    @staticmethod
    def elements(message: dict) -> list[dict]:
        """Interactive elements of a message or view, each with its block_id."""
        return [
            {"block_id": b.get("block_id", f"b{i}"), **e}
            for i, b in enumerate(message.get("blocks") or [])
            for e in [*(b.get("elements") or []), b.get("accessory"), b.get("element"), *(b.get("actions") or [])]
            if isinstance(e, dict) and "action_id" in e
        ]

    async def click(
        self,
        message: dict,
        action_id: str,
        *,
        user: str = "U0ALICE",
        channel: str | None = None,
        option: str | None = None,
        typed: str | None = None,
        **kw,
    ) -> DeliveryRecord:
        """Press a button, choose `option` in a select or enter `typed` in a field, on a message or view of the bot.

        `label` tells buttons of several blocks apart, whose action_ids may be the same.
        `fields` are what stands in the other fields of a window, by block_id, where it was changed.
        """
        label = kw.pop("label", None)
        named = [e for e in self.elements(message) if label is None or (e.get("text") or {}).get("text") == label]
        el = next((e for e in named if e["action_id"] == action_id), None)
        assert el, f"no element {action_id!r}; there are {[e['action_id'] for e in self.elements(message)]}"
        action = {
            "type": el["type"],
            "action_id": action_id,
            "block_id": el["block_id"],
            "action_ts": self._ts(),
            **({"text": el["text"]} if "text" in el else {}),
        }
        if el["type"] == "feedback_buttons":
            assert option in {"positive", "negative"}, "feedback is pressed with option positive or negative"
            action["value"] = el[f"{option}_button"]["value"]
        elif option is not None:
            action["selected_option"] = next(
                o
                for o in el.get("options", []) or [{"value": option, "text": {"type": "plain_text", "text": option}}]
                if o["value"] == option
            )
        elif typed is not None:
            action["value"] = typed
        elif "value" in el:
            action["value"] = el["value"]
        if "view_id" in message or message.get("type") in ("modal", "home"):
            view = self._filled(message, kw.pop("fields", {}))
            where = {"container": {"type": "view", "view_id": message["id"]}, "view": view}
            pressed = {"type": "block_actions", **self._interactive(user, None), **where, "actions": [action]}
            if message.get("type") == "modal":
                self._triggers[pressed["trigger_id"]]["view"] = message["id"]
            return await self._deliver("interactive", pressed, **kw)
        channel = channel or message.get("channel") or "C0GENERAL"
        where = {
            "container": {
                "type": "message",
                "message_ts": message["ts"],
                "channel_id": channel,
                "is_ephemeral": bool(message.get("is_ephemeral")),
                **({"thread_ts": message["thread_ts"]} if message.get("thread_ts") else {}),
            },
            "message": {k: v for k, v in message.items() if k != "channel"},
            "state": {"values": {}},
        }
        p = self._interactive(user, channel)
        self._responses[p["response_url"].rsplit("/", 1)[1]]["original"] = (
            channel,
            message["ts"],
            bool(message.get("is_ephemeral")),
        )
        return await self._deliver("interactive", {"type": "block_actions", **p, **where, "actions": [action]}, **kw)

    async def shortcut(self, callback_id: str, message: dict | None = None, *, user: str = "U0ALICE") -> DeliveryRecord:
        """Choose a shortcut: one on a message, or without a message one of the global ones."""
        if self.manifest:
            declared = [s["callback_id"] for s in self.manifest["features"].get("shortcuts", [])]
            assert callback_id in declared, f"{callback_id} is not in the manifest"
        if message is None:
            p = {"type": "shortcut", **self._interactive(user, None)}
        else:
            p = {"type": "message_action", **self._interactive(user, "C0GENERAL"), "message": message}
            p["message_ts"] = message["ts"]
        return await self._deliver("interactive", {**p, "callback_id": callback_id, "action_ts": self._ts()})
