"""Serve Slack's Web API methods: state changes, error codes, payload checks.

A mixin for SlackServer, which owns the state (channels, messages, views, files, ...).
A method without a handler here answers a bare {"ok": true}.
"""

import copy
import math
import time

from emulators.slack.blocks import check_blocks
from emulators.slack.rules import check_message


class SlackError(Exception):
    def __init__(self, code: str, **extra):
        super().__init__(code)
        self.body = {"ok": False, "error": code, **extra}


# https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object: png, jpg, jpeg and gif
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")


def _refused(message: str) -> SlackError:
    told = {"messages": [f"[ERROR] {message}"]}
    return SlackError("invalid_blocks", errors=[message], response_metadata=told)


class SlackMethods:
    # ------------------------------------------------------------ helpers
    def _judge(self, where: str, findings: list) -> bool:
        bad = [f for f in findings if f.level == "reject"]
        self.warnings += [f"{where}: {f}" for f in findings if f.level == "warn"]
        self.violations += [f"{where}: {f}" for f in bad]
        return not bad

    def _need(self, where: str, findings: list, code: str = "invalid_blocks") -> None:
        if not self._judge(where, findings):
            bad = [f for f in findings if f.level == "reject"]
            names = [f.message for f in bad if f.message.replace("_", "").isalpha() and "_" in f.message]
            msgs = [str(f) for f in bad]
            raise SlackError(
                names[0] if names else code, errors=msgs, response_metadata={"messages": [f"[ERROR] {m}" for m in msgs]}
            )

    def _draw(self, blocks: list | None) -> None:
        """Refuse what only a workspace knows: blocks that it does not draw yet, pictures that are not there yet."""
        for i, block in enumerate(blocks or []):
            if block["type"] in self.unsupported:
                raise _refused(f"unsupported type: {block['type']} [json-pointer:/blocks/{i}/type]")
            if block["type"] == "image" and (shown := block.get("slack_file")):
                self._find_picture(shown.get("id"), i)

    def _find_picture(self, fid: str, place: int) -> None:
        """Look for a picture that was uploaded, and that is inspected already."""
        file = self.files.get(fid)
        if file is None or not (file["content"] or b"").startswith(PICTURES):
            self.violations.append(f"image: {fid} is no picture that was uploaded")
        elif self.now() - file.get("completed_at", math.inf) >= self.inspection_seconds:
            return
        raise _refused(f"invalid slack file [json-pointer:/blocks/{place}/slack_file]")

    def _channel(self, cid: str, post: bool = False) -> str:
        if cid in self.users:
            cid = self._im(cid)
        if cid not in self.channels and cid[:1] != "D":
            raise SlackError("channel_not_found")
        c = self.channels.get(cid, {})
        self._needs_own_workspace(c)
        if post and c.get("is_archived"):
            raise SlackError("is_archived")
        if post and not c.get("is_member", True) and "chat:write.public" not in (self.scopes or ()):
            raise SlackError("not_in_channel")
        return cid

    def _im(self, user: str) -> str:
        cid = "D" + user[1:]
        self.channels.setdefault(cid, {"id": cid, "is_im": True, "user": user, "is_member": True})
        return cid

    def _ts(self) -> str:
        return f"{int(time.time())}.{next(self._ids):06d}"

    def _trigger(self) -> str:
        t = f"{next(self._ids)}.harness"
        self._triggers[t] = {"at": self.now(), "used": False}
        return t

    def _use_trigger(self, t: str | None) -> None:
        info = self._triggers.get(t or "")
        code = (
            "invalid_trigger_id"
            if not info
            else "exchanged_trigger_id"
            if info["used"]
            else "expired_trigger_id"
            if self.now() - info["at"] > 3
            else None
        )
        if code:
            self.violations.append(f"trigger_id: {code}")
            raise SlackError(code)
        info["used"] = True

    def _new_response_url(self, channel: str, user: str) -> str:
        key = f"r{next(self._ids)}"
        self._responses[key] = {"channel": channel, "user": user, "at": self.now(), "uses": 0, "original": None}
        return f"{self.url}/response/{key}"

    def _store(self, channel: str, m: dict, ephemeral: str | None = None) -> dict:
        keep = {
            k: m[k]
            for k in (
                "text",
                "blocks",
                "attachments",
                "thread_ts",
                "metadata",
                "reply_broadcast",
                "markdown_text",
                "unfurl_links",
                "unfurl_media",
            )
            if m.get(k) is not None
        }
        keep["blocks"] = (
            [{"block_id": f"b{i}", **b} for i, b in enumerate(copy.deepcopy(m["blocks"]))]
            if isinstance(m.get("blocks"), list)
            else []
        )
        msg = {
            "type": "message",
            "user": self.bot_user,
            "bot_id": self.bot_id,
            "app_id": self.app_id,
            "ts": self._ts(),
            "channel": channel,
            "text": "",
            **keep,
        }
        if ephemeral:
            msg |= {"is_ephemeral": True, "to": ephemeral}
        (self.ephemerals if ephemeral else self.messages[channel]).append(msg)
        return msg

    def _find(self, channel: str, ts: str, ephemeral: bool = False) -> dict:
        for m in self.ephemerals if ephemeral else self.messages[channel]:
            if m["ts"] == ts and m.get("user") == self.bot_user:
                return m
        raise SlackError("message_not_found")

    def m_auth_test(self, **_):
        return {
            "url": self.url + "/",
            "team": "Harness",
            "user": "kubecon",
            "team_id": self._caller.team,
            "enterprise_id": self._caller.organization,
            "user_id": self.bot_user,
            "bot_id": self.bot_id,
            "is_enterprise_install": self._caller.is_for_all,
        }

    def m_apps_connections_open(self, **_):
        return {"url": f"ws://127.0.0.1:{self.port}/socket/{next(self._ids)}"}

    def m_chat_postMessage(self, channel, **m):
        self._need("chat.postMessage", check_message(m))
        self._draw(m.get("blocks"))
        cid = self._channel(channel, post=True)
        if m.get("thread_ts") and not any(x["ts"] == m["thread_ts"] for x in self.messages[cid]):
            self.warnings.append("chat.postMessage: thread_ts of an unknown parent")
        msg = self._store(cid, m)
        if self.echo:
            self._spawn(
                self.event(
                    {
                        **msg,
                        "event_ts": msg["ts"],
                        "channel_type": "im" if cid[0] == "D" else "channel",
                        "bot_profile": {"id": self.bot_id, "app_id": self.app_id},
                    }
                )
            )
        return {"channel": cid, "ts": msg["ts"], "message": msg}

    def m_chat_postEphemeral(self, channel, user, **m):
        self._need("chat.postEphemeral", check_message(m))
        self._draw(m.get("blocks"))
        return {"message_ts": self._store(self._channel(channel, post=True), m, ephemeral=user)["ts"]}

    def m_chat_update(self, channel, ts, **m):
        self._need("chat.update", check_message(m))
        self._draw(m.get("blocks"))
        if len(m.get("text") or "") > 4000:
            raise SlackError("msg_too_long")
        old = self._find(self._channel(channel), ts)
        new = self._store(channel, m)
        self.messages[channel].remove(new)
        old |= {k: v for k, v in new.items() if k in ("text", "blocks", "attachments")} | {
            "edited": {"user": self.bot_user, "ts": self._ts()}
        }
        return {"channel": channel, "ts": ts, "text": old["text"], "message": old}

    def m_chat_delete(self, channel, ts, **_):
        self.messages[channel].remove(self._find(channel, ts))
        return {"channel": channel, "ts": ts}

    def m_chat_getPermalink(self, channel, message_ts, **_):
        return {"channel": channel, "permalink": f"{self.url}/archives/{channel}/p{message_ts.replace('.', '')}"}

    def m_chat_scheduleMessage(self, channel, post_at, **m):
        self._need("chat.scheduleMessage", check_message(m))
        if not time.time() < int(post_at) < time.time() + 120 * 86400:
            raise SlackError("time_in_past" if int(post_at) <= time.time() else "time_too_far")
        return {
            "channel": self._channel(channel, post=True),
            "post_at": int(post_at),
            "scheduled_message_id": f"Q{next(self._ids)}",
            "message": m,
        }

    def m_chat_startStream(self, channel, thread_ts=None, **m):
        msg = self._store(
            self._channel(channel, post=True), {"text": m.get("markdown_text", ""), "thread_ts": thread_ts}
        )
        return {"channel": channel, "ts": msg["ts"]}

    def m_chat_appendStream(self, channel, ts, markdown_text="", **_):
        self._find(channel, ts)["text"] += markdown_text
        return {"channel": channel, "ts": ts}

    def m_chat_stopStream(self, channel, ts, markdown_text="", blocks=None, **_):
        self._need("chat.stopStream", check_blocks(blocks) if blocks else [])
        self.m_chat_appendStream(channel, ts, markdown_text)
        self._find(channel, ts)["blocks"] = blocks or []
        return {"channel": channel, "ts": ts}
