"""Record requests of the bot, and deliveries to it with their acknowledgements."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from emulators.timeouts import PATIENCE_SECONDS


@dataclass
class SlackCall:
    """One request from the bot (Web API method, or "response_url")."""

    method: str
    args: dict
    response: dict
    at: float
    status: int = 200
    team: str = ""  # the workspace of the token

    @property
    def ok(self) -> bool:
        return bool(self.response.get("ok"))


@dataclass
class DeliveryRecord:
    """One envelope or HTTP request to the bot, with every acknowledgement it drew."""

    kind: str
    payload: dict
    envelope_id: str
    sent: float
    attempt: int = 0
    acks: list = field(default_factory=list)  # (seconds after sending, body)
    status: int | None = None  # HTTP mode only
    _event: asyncio.Event = field(default_factory=asyncio.Event)

    async def ack(self, timeout: float | None = None) -> Any:
        """Return the body of the first acknowledgement; raises TimeoutError if none arrives."""
        await asyncio.wait_for(self._event.wait(), timeout or PATIENCE_SECONDS)
        return self.acks[0][1]

    @property
    def latency(self) -> float | None:
        return self.acks[0][0] if self.acks else None

    @property
    def response_url(self) -> str | None:
        return self.payload.get("response_url")
