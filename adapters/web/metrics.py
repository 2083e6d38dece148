"""Count lookups for Prometheus, without anything that people type."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from adapters.version import installed_version
from adapters.web.digest_metrics import DigestMeter
from adapters.web.health import Platform, event_age
from adapters.web.login import METRICS_PATH
from adapters.web.rejection_log import RejectionLog
from bot.app.engine_protocol import Knowledge
from bot.model.lookup import Answer, LookUp, Lookup

_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)


class Meter:
    """Count and time lookups by adapter; `adapter` returns the name of the current one."""

    def __init__(self, engine: Knowledge, platforms: Sequence[Platform], adapter: Callable[[], str]) -> None:
        """Start at nothing, and watch the engine's lookups from now on."""
        self.registry = CollectorRegistry()
        self._engine = engine
        self._platforms = platforms
        self._adapter = adapter
        own = self.registry
        self._lookups = Counter(
            "kubecon_lookups", "Lookups by adapter and outcome.", ("adapter", "outcome"), registry=own
        )
        self._misses = Counter("kubecon_misses", "Lookups that found nothing.", ("adapter",), registry=own)
        self._seconds = Histogram(
            "kubecon_lookup_seconds", "How long a lookup took.", ("adapter",), buckets=_SECONDS, registry=own
        )
        self._reloads = Counter("kubecon_reloads", "Times the recaps were read again.", ("outcome",), registry=own)
        self.registry.register(self)
        engine.watch(self.measure)

    def measure(self, look_up: LookUp, lookup: Lookup) -> Answer:
        """Look up, and count it under its outcome."""
        adapter, began = self._adapter() or "none", time.perf_counter()
        answer = look_up(lookup)
        self._seconds.labels(adapter).observe(time.perf_counter() - began)
        self._lookups.labels(adapter, outcome_of(answer)).inc()
        if not answer.matches:
            self._misses.labels(adapter).inc()
        return answer

    def note_reload(self, outcome: str) -> None:
        """Count that the recaps were read again."""
        self._reloads.labels(outcome).inc()

    def collect(self) -> Iterator[Metric]:
        """Return values that are computed for each scrape."""
        ages = GaugeMetricFamily(
            "kubecon_last_event_age_seconds", "Age of a platform's last event.", labels=["adapter"]
        )
        connected = GaugeMetricFamily("kubecon_connected", "Whether a platform is connected.", labels=["adapter"])
        for platform in self._platforms:
            connected.add_metric([platform.name], float(platform.is_connected()))
            if (age := event_age(platform)) is not None:
                ages.add_metric([platform.name], age)
        statistics = self._engine.statistics()
        size = GaugeMetricFamily("kubecon_index_entries", "What can be found, by kind.", labels=["kind"])
        for kind in ("recaps", "talks", "takeaways", "speakers", "topics", "editions"):
            size.add_metric([kind], getattr(statistics, kind))
        build = GaugeMetricFamily("kubecon_build_info", "Which version of the bot this is.", labels=["version"])
        build.add_metric([installed_version()], 1)
        yield from (ages, connected, size, build)


def outcome_of(answer: Answer) -> str:
    """Return the outcome of a lookup: found, corrected, ambiguous, or nothing."""
    if answer.readings:
        return "ambiguous"
    if not answer.matches:
        return "nothing"
    return "guessed" if answer.did_you_mean else "found"


def add_metrics(app: web.Application, meter: Meter, digests: DigestMeter, refusals: RejectionLog) -> None:
    """Add /metrics."""
    meter.registry.register(digests)
    meter.registry.register(refusals)

    async def tell_metrics(_: web.Request) -> web.Response:
        await digests.count()
        text = await asyncio.to_thread(generate_latest, meter.registry)
        return web.Response(body=text, headers={"Content-Type": _CONTENT_TYPE})

    app.router.add_get(METRICS_PATH, tell_metrics)
