"""Check each Web API request: arguments, tokens, scopes, rate limits, planted faults, uploads and response URLs."""

import asyncio
import json
import time
from contextlib import suppress

from aiohttp import BasicAuth, web

from emulators.slack.contracts import contract, method_spec
from emulators.slack.methods import SlackError
from emulators.slack.records import SlackCall
from emulators.slack.rules import check_message

JSON_ARGS = {
    "blocks",
    "attachments",
    "view",
    "metadata",
    "files",
    "prompts",
    "chunks",
    "loading_messages",
    "channel_ids",
}
TIER_PER_MINUTE = {"t1": 1, "t2": 20, "t3": 50, "t4": 100}


class SlackWeb:
    async def _args(self, req: web.Request) -> dict:
        args = dict(req.query)
        if req.content_type == "application/json":
            args |= json.loads(await req.text() or "{}")
        elif req.can_read_body:
            args |= dict(await req.post())
        for k in JSON_ARGS & set(args):
            if isinstance(args[k], str):
                with suppress(ValueError):
                    args[k] = json.loads(args[k])
        return {k: v for k, v in args.items() if v is not None}

    async def _api(self, req: web.Request) -> web.Response:
        method, args, status, headers = req.match_info["method"], await self._args(req), 200, {}
        token = req.headers.get("Authorization", "").removeprefix("Bearer ") or args.pop("token", "")
        args.pop("token", None)
        if token.startswith("Basic "):  # who exchanges tokens says by it which app it is
            app = BasicAuth.decode(token)
            args |= {"client_id": app.login, "client_secret": app.password}
        fault = next((f for f in self._faults if f["method"] in (method, "*") and f["times"] > 0), None)
        if fault:
            fault["times"] -= 1
            await asyncio.sleep(fault.get("delay", 0))
        if fault and fault.get("lost"):
            status, body = 500, self._guard(method, args, token) or self._run(method, args)
            body = {"ok": False, "error": "internal_error", "accepted": body["ok"]}
        elif fault and "delay" not in fault:
            status = fault["status"]
            body = {"ok": False, "error": "ratelimited" if status == 429 else fault["error"]}
            headers = {"Retry-After": str(fault["retry_after"])} if status == 429 else {}
        elif wait := self._limited(method, args):
            status, body, headers = 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(wait)}
            self.violations.append(f"{method}: rate limit hit (Retry-After {wait})")
        else:
            body = self._guard(method, args, token) or self._run(method, args)
            if body["ok"] and self.scopes is not None and token in self.tokens:
                headers = {"X-OAuth-Scopes": ",".join(sorted(self.scopes))}
        self.calls.append(SlackCall(method, args, body, time.monotonic(), status, self._caller.team))
        await self._announce()
        return web.json_response(body, status=status, headers=headers)

    def _limited(self, method: str, args: dict) -> int:
        """Token buckets: chat.postMessage 1/s per channel (burst 5) with pace=True, published tiers with tiers=True."""
        rate = key = None
        if self.pace and method == "chat.postMessage":
            rate, burst, key = 1.0, 5.0, (method, args.get("channel"))
        elif self.tiers and (spec := method_spec(method)) and (per := TIER_PER_MINUTE.get(spec.get("rate_limits"))):
            rate, burst, key = per / 60, float(per), method
        if key is None:
            return 0
        level, at = self._buckets.get(key, (burst, self.now()))
        level = min(burst, level + (self.now() - at) * rate)
        self._buckets[key] = (level - 1 if level >= 1 else level, self.now())
        return 0 if level >= 1 else max(1, round((1 - level) / rate))

    def _guard(self, method: str, args: dict, token: str) -> dict | None:
        if method == "oauth.v2.access":
            return None
        is_app = method == "apps.connections.open"
        if not (token == self.app_token if is_app else self._is_valid(token)):
            return {"ok": False, "error": "invalid_auth" if token else "not_authed"}
        spec = method_spec(method)
        if spec is None:
            return None
        known, need = set(spec["args"].get("properties", {})), set(spec["args"].get("required", [])) - {"token"}
        if extra := set(args) - known - {"team_id"}:
            self.violations.append(f"{method}: unknown arguments {sorted(extra)}")
        if missing := need - set(args):
            return {
                "ok": False,
                "error": "invalid_arguments",
                "response_metadata": {"messages": [f"[ERROR] missing required field: {m}" for m in sorted(missing)]},
            }
        wanted = spec.get("scope", {}).get("bot") or []
        if self.scopes is not None and wanted and not self.scopes & set(wanted):
            self.violations.append(f"{method}: needs one of the scopes {wanted}")
            return {
                "ok": False,
                "error": "missing_scope",
                "needed": ",".join(wanted),
                "provided": ",".join(sorted(self.scopes)),
            }
        return None

    def _run(self, method: str, args: dict) -> dict:
        handler = getattr(self, "m_" + method.replace(".", "_"), None)
        try:
            if handler:
                return {"ok": True, **(handler(**args) or {})}
        except SlackError as e:
            return e.body
        except TypeError as e:
            return {"ok": False, "error": "invalid_arguments", "response_metadata": {"messages": [f"[ERROR] {e}"]}}
        if contract("slack", "api-ref") and method_spec(method) is None:
            self.violations.append(f"{method}: no such method")
            return {"ok": False, "error": "unknown_method"}
        return {"ok": True}

    async def _upload(self, req: web.Request) -> web.Response:
        f = self.files.get(req.match_info["file"])
        data = (
            await req.read()
            if not req.content_type.startswith("multipart/")
            else (await req.post())["filename"].file.read()
        )
        if f is None or len(data) != f["length"]:
            self.violations.append(f"upload: {len(data)} bytes, announced {f and f['length']}")
            return web.Response(status=400)
        f["content"] = data
        return web.Response(text=f"OK - {len(data)}")

    def _is_drawn(self, m: dict) -> bool:
        try:
            self._draw(m.get("blocks"))
        except SlackError:
            return False
        return True

    async def _response_url(self, req: web.Request) -> web.Response:
        """Up to 5 uses within 30 minutes; may replace or delete the message it came from."""
        r, m = self._responses.get(req.match_info["key"]), json.loads(await req.text())
        code = (
            "invalid"
            if r is None
            else "expired_url"
            if self.now() - r["at"] > 1800
            else "used_url"
            if r["uses"] >= 5
            else None
        )
        body, status = {"ok": False, "error": code}, 404
        if code:
            self.violations.append(f"response_url: {code}")
        else:
            r["uses"] += 1
            where, original = f"response_url #{r['uses']}", r["original"]
            if m.get("response_type", "ephemeral") not in ("ephemeral", "in_channel"):
                self.violations.append(f"{where}: response_type {m['response_type']!r}")
            if extra := set(m) - {
                "text",
                "blocks",
                "attachments",
                "response_type",
                "replace_original",
                "delete_original",
                "thread_ts",
                "unfurl_links",
                "unfurl_media",
                "metadata",
                "mrkdwn",
                "markdown_text",
            }:
                self.violations.append(f"{where}: unknown fields {sorted(extra)}")
            body, status = {"ok": True}, 200
            is_fit = m.get("delete_original") or self._judge(where, check_message(m, via="response"))
            if not (is_fit and self._is_drawn(m)):
                # 404, as Slack does: https://github.com/slackapi/java-slack-sdk/issues/1349
                body, status = {"ok": False, "error": "invalid_blocks"}, 404
            elif original and (m.get("delete_original") or m.get("replace_original")):
                channel, ts, eph = original
                old = self._find(channel, ts, eph)
                if m.get("delete_original"):
                    (self.ephemerals if eph else self.messages[channel]).remove(old)
                else:
                    new = self._store(channel, m, "tmp")
                    self.ephemerals.remove(new)
                    old |= {k: new[k] for k in ("text", "blocks")}
            else:
                self._store(r["channel"], m, None if m.get("response_type") == "in_channel" else r["user"])
        self.calls.append(SlackCall("response_url", m, body, time.monotonic(), status))
        await self._announce()
        return web.Response(text="ok") if status == 200 else web.json_response(body, status=status)
