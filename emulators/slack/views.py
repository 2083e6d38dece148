"""Serve the methods on views, conversations, people and files."""

import copy
import json
import time

from emulators.slack.blocks import check_blocks
from emulators.slack.methods import SlackError
from emulators.slack.rules import check_message, check_view


class SlackViews:
    def m_blocks_validate(self, blocks=None, message=None, view=None, **_):
        given = [x for x in (blocks, message, view) if x is not None]
        if len(given) != 1:
            raise SlackError("invalid_arguments")
        message = json.loads(message) if isinstance(message, str) else message
        f = (
            check_blocks(blocks, at="")
            if blocks is not None
            else check_message(message)
            if message
            else check_view(view)
        )
        if bad := [x for x in f if x.level == "reject"]:
            raise SlackError(
                "invalid_view" if view else "invalid_message" if message else "invalid_blocks",
                errors=[{"pointer": x.pointer, "code": "failed_constraint", "message": x.message} for x in bad],
            )

    def _view(self, view: dict, **extra) -> dict:
        self._need("view", check_view(view), "invalid_arguments")
        self._draw(view["blocks"])
        vid = extra.get("id") or f"V{next(self._ids)}"
        blocks = [{"block_id": f"b{i}", **b} for i, b in enumerate(copy.deepcopy(view["blocks"]))]
        self.views[vid] = {
            **view,
            "blocks": blocks,
            "id": vid,
            "team_id": self.team,
            "app_id": self.app_id,
            "bot_id": self.bot_id,
            "hash": f"{time.time()}",
            "root_view_id": extra.get("root_view_id") or vid,
            "previous_view_id": extra.get("previous_view_id"),
            "state": {"values": {}},
            "private_metadata": view.get("private_metadata", ""),
            "callback_id": view.get("callback_id", ""),
        }
        return {"view": self.views[vid]}

    def m_views_open(self, view, trigger_id=None, interactivity_pointer=None, **_):
        self._use_trigger(trigger_id or interactivity_pointer)
        return self._view(view)

    def m_views_push(self, view, trigger_id=None, interactivity_pointer=None, **_):
        """Push a view on the one that triggered it; at most three can be stacked."""
        below = self._triggers.get(trigger_id or interactivity_pointer or "", {}).get("view")
        self._use_trigger(trigger_id or interactivity_pointer)
        if below is None:
            raise SlackError("invalid_trigger_id")  # it arose in no window
        root = self.views[below]["root_view_id"]
        if sum(one["root_view_id"] == root for one in self.views.values()) >= 3:
            raise SlackError("push_limit_reached")
        return self._view(view, root_view_id=root, previous_view_id=below)

    def m_views_update(self, view, view_id=None, external_id=None, hash=None, **_):
        old = self.views.get(view_id) or next(
            (v for v in self.views.values() if external_id and v.get("external_id") == external_id), None
        )
        if not old:
            raise SlackError("not_found")
        if hash and hash != old["hash"]:
            raise SlackError("hash_conflict")
        return self._view(
            view, id=old["id"], root_view_id=old["root_view_id"], previous_view_id=old["previous_view_id"]
        )

    def m_views_publish(self, user_id, view, **_):
        out = self._view(view)
        self.homes[user_id] = out["view"]
        return out

    def m_conversations_list(self, **_):
        return {
            "channels": [c for c in self.channels.values() if not c.get("is_im")],
            "response_metadata": {"next_cursor": ""},
        }

    m_users_conversations = m_conversations_list

    def m_conversations_info(self, channel, **_):
        return {"channel": self.channels[self._channel(channel)]}

    def m_conversations_join(self, channel, **_):
        self.channels[self._channel(channel)]["is_member"] = True
        return {"channel": self.channels[channel]}

    def m_conversations_open(self, users=None, channel=None, **_):
        cid = channel or self._im(str(users).split(",")[0])
        return {"channel": {"id": cid}}

    def m_conversations_history(self, channel, **how):
        self._may_read(channel)
        found = [m for m in self.messages[self._channel(channel)] if not m.get("thread_ts")]
        return self._read_back(found[::-1], **how)

    def m_conversations_replies(self, channel, ts, **how):
        self._may_read(channel)
        found = [m for m in self.messages[self._channel(channel)] if ts in (m["ts"], m.get("thread_ts"))]
        if not found:
            raise SlackError("thread_not_found")
        return self._read_back(found, **how)

    def _may_read(self, channel):
        """Check the scope for this kind of channel, if any is enforced."""
        one = self.channels.get(channel, {})
        needed = f"{'im' if one.get('is_im') else 'groups' if one.get('is_private') else 'channels'}:history"
        if self.scopes is not None and needed not in self.scopes:
            raise SlackError("missing_scope", needed=needed, provided=",".join(sorted(self.scopes)))
        if not one.get("is_member", True):
            raise SlackError("channel_not_found" if one.get("is_private") else "not_in_channel")

    def _read_back(self, found, limit=100, oldest="0", cursor="0", include_all_metadata=False, **_):
        """Return messages page by page, with metadata only on request."""
        hidden = () if str(include_all_metadata).lower() in ("1", "true") else ("metadata",)
        kept = [m for m in found if float(m["ts"]) > float(oldest)]
        first, last = int(cursor), int(cursor) + int(limit)
        shown = [{k: v for k, v in m.items() if k not in hidden} for m in kept[first:last]]
        more = {"response_metadata": {"next_cursor": str(last)}} if len(kept) > last else {}
        return {"messages": shown, "has_more": bool(more), **more}

    def m_conversations_members(self, channel, **_):
        return {"members": list(self.users), "response_metadata": {"next_cursor": ""}}

    def m_users_info(self, user, **_):
        if user not in self.users:
            raise SlackError("user_not_found")
        return {"user": self.users[user]}

    def m_users_list(self, **_):
        return {"members": list(self.users.values()), "response_metadata": {"next_cursor": ""}}

    def m_team_info(self, **_):
        return {"team": {"id": self.team, "name": "Harness", "domain": "harness"}}

    def m_bots_info(self, **_):
        return {
            "bot": {
                "id": self.bot_id,
                "app_id": self.app_id,
                "user_id": self.bot_user,
                "name": "kubecon",
                "deleted": False,
            }
        }

    def m_reactions_add(self, channel, name, timestamp, **_):
        m = next((m for m in self.messages[self._channel(channel)] if m["ts"] == timestamp), None)
        if m is None:
            raise SlackError("message_not_found")
        if any(r["name"] == name for r in m.setdefault("reactions", [])):
            raise SlackError("already_reacted")
        m["reactions"].append({"name": name, "users": [self.bot_user], "count": 1})

    def m_files_getUploadURLExternal(self, filename, length, alt_txt="", **_):
        if len(alt_txt) > 1000:
            raise SlackError("alt_txt_too_large")
        if int(length) < 1:
            raise SlackError("missing_argument")
        fid = f"F{next(self._ids):08d}"
        self.files[fid] = {"id": fid, "name": filename, "length": int(length), "content": None}
        return {"upload_url": f"{self.url}/upload/{fid}", "file_id": fid}

    def m_files_completeUploadExternal(self, files, channel_id=None, channels=None, **m):
        for f in files:
            if (self.files.get(f["id"]) or {}).get("content") is None:
                raise SlackError("file_not_found")
            self.files[f["id"]] |= {"title": f.get("title"), "completed_at": self.now()}
        for cid in filter(None, [channel_id, *str(channels or "").split(",")]):
            self._store(
                self._channel(cid, post=True), {"text": m.get("initial_comment", ""), "thread_ts": m.get("thread_ts")}
            )["files"] = files
        return {
            "files": [
                {"id": f["id"], "title": f.get("title"), "created": int(time.time()), "user": self.bot_user}
                for f in files
            ]
        }
