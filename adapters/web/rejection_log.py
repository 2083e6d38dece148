"""Count and log rejected requests, at most one line per second, as strangers can send any number."""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, Metric

from bot.event_log import EventLogger

_log = EventLogger(__name__)


class RejectionLog:
    """Count rejected requests; `counts` has the totals since the start, by reason."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._told_at = -1.0
        self._untold = 0
        self._telling: asyncio.TimerHandle | None = None

    def collect(self) -> Iterator[Metric]:
        """Return the counts, for Prometheus."""
        refused = CounterMetricFamily("kubecon_refused_requests", "Requests refused, by reason.", labels=["reason"])
        for reason, count in self.counts.items():
            refused.add_metric([reason], count)
        yield refused

    def note(self, reason: str) -> None:
        """Count one more; `reason` is the bot's own text, without any of the request."""
        self.counts[reason] += 1
        self._untold += 1
        if self._telling is None:
            loop = asyncio.get_running_loop()
            self._telling = loop.call_at(max(self._told_at + 1, loop.time()), self._tell, reason)

    def _tell(self, reason: str) -> None:
        _log.warning("refused", requests=self._untold, first=reason)
        self._told_at, self._untold, self._telling = asyncio.get_running_loop().time(), 0, None


class ServerLog(logging.Logger):
    """Count what the library logs about malformed requests instead of logging it with their contents."""

    def __init__(self, refusals: RejectionLog) -> None:
        super().__init__("adapters.web.library", logging.WARNING)
        self._refusals = refusals

    def handle(self, record: logging.LogRecord) -> None:
        """Count a log record under the name of its error."""
        error = record.exc_info[0] if record.exc_info else None
        self._refusals.note(f"malformed: {error.__name__ if error else 'unknown'}")
