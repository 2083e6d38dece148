"""Open the database and all services of digests, and close them again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.app.installation_tables import InstallationTables
from bot.app.miss_service import MissService
from bot.app.saved_recap_service import SavedRecapService
from bot.app.store_config import StoreConfig
from bot.app.subscription_service import SubscriptionService
from bot.app.team_data_service import TeamDataService
from bot.delivery.clock import Clock
from bot.delivery.watch_job import WatchJob
from bot.delivery.worker import DeliveryWorker
from bot.delivery.worker_id import WorkerId
from bot.engine import Engine
from bot.store.database import open_database
from bot.store.page_threads import PageThreads
from bot.store.seen_events import SeenEvents
from bot.store.stats import StoreStats


@dataclass(frozen=True, slots=True)
class DigestServices:
    """The services of digests, and what else uses their database."""

    subscription_service: SubscriptionService
    delivery_worker: DeliveryWorker
    page_threads: PageThreads
    store_stats: StoreStats
    seen_events: SeenEvents
    miss_service: MissService
    watch_job: WatchJob
    saved_recap_service: SavedRecapService
    team_data_service: TeamDataService
    installation_tables: InstallationTables


@asynccontextmanager
async def open_digests(engine: Engine, store_config: StoreConfig, clock: Clock) -> AsyncIterator[DigestServices]:
    """Open the database and its services; raises StoreError."""
    database = await open_database(store_config.url, store_config.home)
    worker = WorkerId(store_config.home)
    subscription_service = SubscriptionService(engine, database, clock, store_config.timezone)
    saved_recap_service = SavedRecapService(engine, database, store_config.home / "teams" / worker.name, clock.now)
    delivery_worker = DeliveryWorker(engine, database, worker.name, clock)
    miss_service = MissService(engine, database, clock.now)
    try:
        yield DigestServices(
            subscription_service,
            delivery_worker,
            PageThreads(database, clock.now),
            StoreStats(database, clock.now),
            SeenEvents(database, clock.now),
            miss_service,
            WatchJob(engine, database, delivery_worker.publishers, clock),
            saved_recap_service,
            TeamDataService(database),
            InstallationTables(database, store_config.secret_keys),
        )
    finally:
        await subscription_service.finish()
        await miss_service.finish()
        await saved_recap_service.finish()
        worker.free()
        await database.close()
