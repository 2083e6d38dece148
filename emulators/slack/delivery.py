"""Deliver events and interactions to the bot, over a socket or as signed HTTP requests, and record its responses."""

import asyncio
import hashlib
import hmac
import json
import time
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientError, ClientTimeout, WSMsgType, web

from emulators.slack.blocks import check_options
from emulators.slack.records import DeliveryRecord
from emulators.slack.rules import check_message, check_view


class SlackDelivery:
    async def _deliver(
        self, kind: str, payload: dict, *, attempt: int = 0, reason: str = "", tamper: str | None = None
    ) -> DeliveryRecord:
        d = DeliveryRecord(kind, payload, f"env-{next(self._ids)}", time.monotonic(), attempt)
        self.deliveries.append(d)
        if self.request_url:
            self._spawn(self._post(d, reason, tamper))
        else:
            await self.wait_connected()
            ws = self.sockets[next(self._next_socket) % len(self.sockets)]  # any one connection gets it
            answers = kind == "slash_commands" or payload.get("type") in ("view_submission", "block_suggestion")
            env = {"type": kind, "envelope_id": d.envelope_id, "payload": payload, "accepts_response_payload": answers}
            if kind == "events_api":
                env |= {"retry_attempt": attempt, "retry_reason": reason}
            d.sent = time.monotonic()
            if ws not in self.muted:
                await ws.send_str(json.dumps(env))
        self._spawn(self._watch(d))
        return d

    async def _watch(self, d: DeliveryRecord) -> None:
        await asyncio.sleep(self.ack_deadline)
        if not d.acks and d.status is None:
            self.violations.append(f"{d.kind} {d.envelope_id}: no ack within {self.ack_deadline:g}s")
            if d.kind == "events_api" and d.attempt < self.retries:
                await self.redeliver(d, "http_timeout" if self.request_url else "timeout")

    def _acked(self, d: DeliveryRecord, body: Any) -> None:
        late = time.monotonic() - d.sent
        d.acks.append((late, body))
        if len(d.acks) > 1:
            self.violations.append(f"{d.kind} {d.envelope_id}: acknowledged {len(d.acks)} times")
        elif late > self.ack_deadline:
            self.violations.append(f"{d.kind} {d.envelope_id}: late ack after {late:.2f}s")
        if len(d.acks) == 1:
            self._check_ack(d, body)
        d._event.set()
        self._spawn(self._announce())

    def _check_ack(self, d: DeliveryRecord, body: Any) -> None:
        where, kind = f"ack of {d.kind}", d.payload.get("type")
        if body in (None, "", {}):
            if kind == "block_suggestion":
                self.violations.append(f"{where}: block_suggestion needs options")
            return
        if d.kind == "events_api":
            self.violations.append(f"{where}: events take no response payload, got {str(body)[:80]}")
        elif d.kind == "slash_commands":
            m = {"text": body} if isinstance(body, str) else body
            if self._judge(where, check_message(m, via="response")):
                channel, user = d.payload["channel_id"], d.payload["user_id"]
                self._store(channel, m, ephemeral=None if m.get("response_type") == "in_channel" else user)
        elif kind == "block_suggestion":
            groups = body.get("option_groups") or [{"options": body.get("options")}]
            self._judge(
                where,
                [f for i, g in enumerate(groups) for f in check_options(g.get("options"), f"/options/{i}")]
                if body.get("options") != []
                else [],
            )
        elif kind == "view_submission":
            act = body.get("response_action")
            if act not in ("errors", "update", "push", "clear"):
                self.violations.append(f"{where}: response_action {act!r}")
            elif act in ("update", "push"):
                self._judge(where, check_view(body.get("view")))
            elif act == "errors" and not set(body.get("errors", {})) <= {
                b.get("block_id") for b in d.payload["view"]["blocks"]
            }:
                self.violations.append(f"{where}: errors name unknown block_ids {list(body.get('errors', {}))}")
        else:
            self.warnings.append(f"{where}: payload of the ack is ignored for {kind}")

    async def _post(self, d: DeliveryRecord, reason: str, tamper: str | None) -> None:
        """HTTP mode: a request signed with v0=HMAC-SHA256(signing secret, "v0:timestamp:body")."""
        if d.kind == "events_api":
            body, ctype = json.dumps(d.payload), "application/json"
        else:
            form = d.payload if d.kind == "slash_commands" else {"payload": json.dumps(d.payload)}
            body, ctype = urlencode(form), "application/x-www-form-urlencoded"
        ts = str(int(time.time()) - (301 if tamper == "stale" else 0))
        sig = "v0=" + hmac.new(self.signing_secret.encode(), f"v0:{ts}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": ctype,
            "X-Slack-Request-Timestamp": ts,
            "X-Slack-Signature": sig[:-1] + "~" if tamper == "signature" else sig,
        }
        if d.attempt:
            headers |= {"X-Slack-Retry-Num": str(d.attempt), "X-Slack-Retry-Reason": reason}
        d.sent = time.monotonic()
        try:
            async with self._http.post(
                self.request_url, data=body, headers=headers, timeout=ClientTimeout(total=30)
            ) as r:
                raw = await r.text()
                d.status = r.status
                ack = json.loads(raw) if raw and r.content_type == "application/json" else raw or None
        except (OSError, ClientError, TimeoutError, ValueError) as e:
            d.status = 0
            self.violations.append(f"{d.kind} {d.envelope_id}: {type(e).__name__} {e}")
            return
        if tamper:
            if d.status < 400:
                self.violations.append(f"{d.kind}: request with bad {tamper} was accepted ({d.status})")
            d._event.set()
            d.acks.append((time.monotonic() - d.sent, None))
            return
        if not 200 <= d.status < 300:
            self.violations.append(f"{d.kind} {d.envelope_id}: HTTP {d.status} {raw[:100]}")
        self._acked(d, ack)

    def _hear(self, msg) -> None:
        if msg.type != WSMsgType.TEXT:
            return
        data = json.loads(msg.data)
        d = next((d for d in self.deliveries if d.envelope_id == data.get("envelope_id")), None)
        if d is None:
            self.violations.append(f"socket: message for unknown envelope {str(data)[:100]}")
        else:
            self._acked(d, data.get("payload"))

    async def verify_url(self) -> bool:
        """The url_verification handshake Slack does when a request URL is saved."""
        d = await self._deliver("events_api", {"token": "x", "type": "url_verification", "challenge": "c-123"})
        body = await d.ack()
        self.violations[:] = [v for v in self.violations if "take no response payload" not in v]
        return (body.get("challenge") if isinstance(body, dict) else body) == "c-123"

    async def _socket(self, req: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse(heartbeat=30)
        await ws.prepare(req)
        if len(self.sockets) >= 10:
            await ws.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await ws.close()
            return ws
        self.sockets.append(ws)
        self._transports[ws] = req.transport
        await ws.send_json(
            {
                "type": "hello",
                "num_connections": len(self.sockets),
                "connection_info": {"app_id": self.app_id},
                "debug_info": {"host": "harness", "approximate_connection_time": 3600},
            }
        )
        await self._announce()
        with suppress(ConnectionError):  # a ping that comes while the socket is closed finds nobody to answer
            async for msg in ws:
                self._hear(msg)
        if ws in self.sockets:
            self.sockets.remove(ws)
        await self._announce()
        return ws
