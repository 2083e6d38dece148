"""Export the state of digests to Prometheus, counted in the database; nothing if it cannot be reached."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric

from adapters.web.cached_probe import CachedProbe
from bot.app.digest_services import DigestServices
from bot.model.delivery import DeliveryCounts

_EVERY_SECONDS = 5.0  # however many ask


class DigestMeter:
    """Count digests for each scrape; all processes with the same database report the same."""

    def __init__(self, digests: DigestServices) -> None:
        self._glance = CachedProbe("digests", digests.store_stats.count, every_seconds=_EVERY_SECONDS)
        self._counted: DeliveryCounts | None = None

    async def count(self) -> None:
        """Count what `collect` returns next."""
        self._counted = await self._glance.see()

    def collect(self) -> Iterator[Metric]:
        """Return the last counts."""
        counted = self._counted
        yield GaugeMetricFamily(
            "kubecon_store_reachable", "Whether the database answers.", value=float(counted is not None)
        )
        if counted:
            yield from _digests(counted)


def _digests(counted: DeliveryCounts) -> Iterator[Metric]:
    digests = GaugeMetricFamily("kubecon_digests", "Digests in the ledger, by state.", labels=["state"])
    for state, number in counted.states.items():
        digests.add_metric([state], number)
    channels = GaugeMetricFamily("kubecon_subscriptions", "Channels that get digests.", labels=["state"])
    channels.add_metric(["active"], counted.subscriptions - counted.paused)
    channels.add_metric(["paused"], counted.paused)
    yield digests
    yield channels
    yield GaugeMetricFamily(
        "kubecon_oldest_due_digest_seconds",
        "How long ago the oldest digest was due that is not posted yet, 0 if none is.",
        value=counted.late.total_seconds(),
    )
