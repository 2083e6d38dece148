"""Wire settings, engine, assistant and adapters together; no other module knows all of them."""

import asyncio
import datetime as dt
import random
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adapters.console.app import CommandContext, OpenEngine
from bot.engine import Engine, build_recaps, encode_entries, open_built, open_engine
from bot.errors import SettingsError
from bot.event_log import EventLogger
from bot.model.progress import Progress, no_progress
from bot.settings import Settings, load_settings
from bot.updates.folders import fetched_posts, updated_folder

if TYPE_CHECKING:  # see serve_all
    from adapters.server.supervisor import Service
    from adapters.web.adapter import WebhookRoute
    from adapters.web.health import Platform
    from bot.app.assistant import Assistant
    from bot.app.digest_services import DigestServices
    from bot.app.engine_protocol import Knowledge
    from bot.app.job_scheduler import Job
    from bot.app.store_config import StoreConfig
    from bot.importer.public_address import Address
    from bot.importer.update_feeds import FeedUpdater

# next to the code, in a checkout and in an installed package
CORPUS = Path(__file__).resolve().parent.parent / "corpus"
_log = EventLogger(__name__)
Reach = Callable[["Address"], bool]  # says which addresses posts may be fetched from


def open_shipped_engine(recaps: Path | None, progress: Progress = no_progress) -> Engine:
    """Open the engine over the shipped recaps and those of the settings, or only over one folder."""
    settings = load_settings()
    return open_engine(_folders(settings, recaps), CORPUS, settings.home, _now().date(), progress)


def _folders(settings: Settings, recaps: Path | None) -> tuple[Path, ...]:
    return (recaps,) if recaps else (CORPUS / "recaps", *settings.recaps, *fetched_posts(settings.home))


def serve_all(open_now: Callable[[], Engine], recaps: Path | None, reach: Reach | None = None) -> None:
    """Answer on the local page and in every configured platform until stopped.

    `recaps` is the only folder to read, None for those of the settings; `reach` is for tests, None for the public web.
    Raises SettingsError with all that is missing.
    """
    # the libraries of pages and platforms take longer to load than a lookup takes
    from adapters.server.logging_setup import set_up_logging  # noqa: PLC0415
    from adapters.slack.tokens import is_any_token_set, missing_tokens  # noqa: PLC0415

    settings = load_settings()
    if is_any_token_set(settings) and (faults := missing_tokens(settings)):
        raise SettingsError("\n".join(faults))
    if settings.feeds and not settings.recaps:
        raise SettingsError("KUBECON_FEEDS: posts need a folder to go into; set KUBECON_RECAPS to one")
    set_up_logging(settings.log)
    asyncio.run(_serve(settings, open_now(), recaps, reach))


async def _serve(settings: Settings, engine: Engine, recaps: Path | None, reach: Reach | None) -> None:
    from adapters.server.supervisor import run_services  # noqa: PLC0415
    from bot.app.digest_services import open_digests  # noqa: PLC0415
    from bot.app.job_scheduler import JobScheduler  # noqa: PLC0415
    from bot.delivery.clock import Clock  # noqa: PLC0415

    async with open_digests(engine, _store_config(settings), Clock(_now)) as digests:
        faults: dict[str, str] = {}
        services, watch = _services(settings, engine, recaps, digests, faults)
        jobs: list[Job] = [
            digests.delivery_worker,
            digests.watch_job,
            _encoding_worker(engine),
            *_fetching(settings, reach),
        ]
        await run_services(services, [watch, JobScheduler(jobs, _now)], faults)


def _encoding_worker(engine: Engine) -> "Job":
    """Return the job that encodes entries, so that lookups are compared with them by meaning."""
    from adapters.http.sandbox import ENTRIES, run_isolated  # noqa: PLC0415
    from adapters.server.encoding_worker import EncodingWorker  # noqa: PLC0415

    return EncodingWorker(engine, lambda index: run_isolated(encode_entries, index, CORPUS, bounds=ENTRIES))


async def _update(settings: Settings, kinds: Sequence[Any], reach: Reach | None, *, dry_run: bool = False) -> Any:
    from adapters.http.update_subprocess import UpdateRequest, run_update  # noqa: PLC0415

    what = frozenset(kinds)
    return await run_update(UpdateRequest(CORPUS, settings.home, settings.recaps, what, _now(), dry_run, reach))


def _fetching(settings: Settings, reach: Reach | None) -> "list[Job]":
    """Return the job that updates, and the one that follows feeds if there is a folder for their posts."""
    from adapters.server.feed_poller import FeedPoller  # noqa: PLC0415
    from adapters.server.update_worker import UpdateWorker  # noqa: PLC0415
    from bot.delivery.clock import Clock  # noqa: PLC0415
    from bot.updates.sources import UpdateKind  # noqa: PLC0415
    from bot.updates.weekly_update_state import WeeklyUpdateState  # noqa: PLC0415

    weekly, clock = WeeklyUpdateState(settings.home, settings.update), Clock(_now)
    updates = UpdateWorker(weekly, lambda: _update(settings, tuple(UpdateKind), reach), clock, random.random)
    if not settings.recaps:
        return [updates]
    reader = _feed_reader(settings, reach)
    return [updates, FeedPoller(reader, lambda: (*settings.feeds, *reader.store.added()), clock)]


def import_commands(reach: Reach | None = None) -> Any:
    """Return the services of the commands that add posts; raise BotError if there is no folder for posts."""
    from adapters.console.import_commands import ImportServices  # noqa: PLC0415

    settings = load_settings()
    return ImportServices(_feed_reader(settings, reach), settings.feeds)


def _feed_reader(settings: Settings, reach: Reach | None) -> "FeedUpdater":
    from adapters.http.fetcher import Fetcher  # noqa: PLC0415
    from adapters.http.sandbox import run_isolated  # noqa: PLC0415
    from bot.importer.update_feeds import open_feed_updater  # noqa: PLC0415

    if not settings.recaps:
        remedy = "make one and name it in .env, e.g. mkdir posts && echo KUBECON_RECAPS=posts >> .env"
        raise SettingsError(f"KUBECON_RECAPS is not set, so there is no folder to add posts to; {remedy}")
    fetch = Fetcher(reach) if reach else Fetcher()
    return open_feed_updater(
        (*settings.recaps, CORPUS / "recaps"), settings.home, CORPUS, fetch, run_isolated, random.random
    )


def _services(
    settings: Settings, engine: Engine, recaps: Path | None, digests: "DigestServices", faults: dict[str, str]
) -> "tuple[list[Service], Service]":
    """Return what answers people, and what keeps an eye on the recaps."""
    from adapters.mcp.loading import is_installed, load_at_first_call  # noqa: PLC0415
    from adapters.previews import previews  # noqa: PLC0415
    from adapters.server.recap_watcher import RecapWatcher  # noqa: PLC0415
    from adapters.server.supervisor import current_service  # noqa: PLC0415
    from adapters.slack.http_mode import ROUTES  # noqa: PLC0415
    from adapters.slack.tokens import is_any_token_set  # noqa: PLC0415
    from adapters.web.adapter import ListenAddress, PageServices, ProgramRoute, WebAdapter, WebhookRoute  # noqa: PLC0415
    from adapters.web.health import WatchedPlatforms  # noqa: PLC0415
    from adapters.web.metrics import Meter  # noqa: PLC0415
    from bot.app.assistant import Assistant  # noqa: PLC0415

    is_called = is_any_token_set(settings) and not settings.slack_app_token
    webhooks = [WebhookRoute(path, method) for path, method in ROUTES.items()] if is_called else []
    assistant = _assistant(settings, engine, digests)
    platforms = _platforms(settings, assistant, webhooks, digests)
    if not platforms:
        _log.info("no chat platform is configured, see docs/slack.md and docs/discord.md")
    place = ListenAddress(
        settings.host,
        settings.port,
        settings.access_token,
        not platforms,
        settings.security_contact,
        settings.metrics_token,
        settings.trusted_proxies,
    )
    meter = Meter(engine, platforms, current_service)
    reader = Assistant(engine, _today, misses=digests.miss_service)  # which nobody notices
    programs = (ProgramRoute("/mcp", load_at_first_call(reader)),) if is_installed() else ()
    parts = PageServices(engine, assistant, digests, _today, previews(), programs)
    page = WebAdapter(place, parts, meter, WatchedPlatforms(platforms, faults), webhooks)
    folders = (*_folders(settings, recaps), updated_folder(settings.home))
    watch = RecapWatcher(engine, lambda: _read_in_a_process(recaps), folders, meter.note_reload)
    return [page, *platforms], watch


def _assistant(settings: Settings, engine: Engine, digests: "DigestServices") -> "Assistant":
    """Return what answers people, and may be asked for digests and updates."""
    from bot.app.assistant import Assistant  # noqa: PLC0415
    from bot.app.update_switch import UpdateSwitch  # noqa: PLC0415
    from bot.updates.weekly_update_state import WeeklyUpdateState  # noqa: PLC0415

    updates = UpdateSwitch(WeeklyUpdateState(settings.home, settings.update), CORPUS)
    kept = (digests.subscription_service, updates, digests.miss_service)
    takes_feedback, own = settings.feedback == "on", digests.saved_recap_service
    return Assistant(engine, _today, *kept, takes_feedback=takes_feedback, saved_recap_service=own)


def serve_mcp(engine: "Knowledge") -> None:
    """Answer the program that started this process over MCP."""
    from adapters.mcp.loading import serve_on_stdio  # noqa: PLC0415
    from bot.app.assistant import Assistant  # noqa: PLC0415

    serve_on_stdio(Assistant(engine, _today))


async def _read_in_a_process(recaps: Path | None) -> Engine:
    """Build the index in a separate process, which takes its memory and time elsewhere, and open the result."""
    from adapters.http.sandbox import RECAPS, run_isolated  # noqa: PLC0415

    settings = load_settings()
    built = await run_isolated(
        build_recaps, _folders(settings, recaps), CORPUS, settings.home, _now().date(), bounds=RECAPS
    )
    return await asyncio.to_thread(open_built, built, CORPUS)


def _platforms(
    settings: Settings,
    assistant: "Assistant",
    webhooks: "Sequence[WebhookRoute]",
    digests: "DigestServices",
) -> "tuple[Platform, ...]":
    from adapters.slack.tokens import is_any_token_set  # noqa: PLC0415

    services: list[Platform] = []
    if is_any_token_set(settings):
        from adapters.slack.adapter import SlackAdapter  # noqa: PLC0415

        accept_calls = {webhook.path: webhook.accept for webhook in webhooks}
        services.append(SlackAdapter(settings, assistant, _now, accept_calls=accept_calls, digests=digests))
    if settings.discord_token:
        from adapters.discord.adapter import DiscordAdapter  # noqa: PLC0415

        services.append(DiscordAdapter(settings, assistant, digests))
    return tuple(services)


def digest_services() -> Any:
    """Return the services of `kubecon digest`."""
    # the database's library takes longer to load than a lookup takes
    from adapters.console.digest_commands import DigestCommands  # noqa: PLC0415
    from adapters.server.deliver_once import deliver_due  # noqa: PLC0415
    from bot.app.digest_services import open_digests  # noqa: PLC0415

    settings = load_settings()
    stored = _store_config(settings)
    return DigestCommands(
        lambda engine, clock: open_digests(engine, stored, clock), lambda digests: deliver_due(settings, digests)
    )


def _store_config(settings: Settings) -> "StoreConfig":
    from bot.app.store_config import StoreConfig  # noqa: PLC0415

    return StoreConfig(settings.database_url, settings.home, settings.timezone, settings.secret_keys)


def doctor_services(reach: Reach | None = None) -> Any:
    """Return the services of `kubecon doctor`."""
    from adapters.doctor.checks import Tools  # noqa: PLC0415
    from adapters.doctor.doctor_services import DoctorServices  # noqa: PLC0415
    from adapters.http.fetcher import Fetcher  # noqa: PLC0415
    from adapters.http.sandbox import run_isolated  # noqa: PLC0415

    return DoctorServices(load_settings(), CORPUS, Tools(Fetcher(reach) if reach else Fetcher(), run_isolated, _now))


def list_misses(number: int, days: int) -> Any:
    """Return up to `limit` lookups of the last days that had no answer, or one that did not help."""
    from bot.app.miss_service import read_misses  # noqa: PLC0415

    return asyncio.run(read_misses(_store_config(load_settings()), _now, number, days))


def team_data_commands() -> Any:
    """Return the services of `kubecon export` and `kubecon forget`."""
    from adapters.console.team_data_commands import TeamDataCommands  # noqa: PLC0415
    from bot.app.team_data_service import export_team, forget_team  # noqa: PLC0415

    stored = _store_config(load_settings())
    return TeamDataCommands(
        lambda team: asyncio.run(export_team(stored, team)), lambda team: asyncio.run(forget_team(stored, team))
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)  # noqa: TID251 - the only place that reads the clock


def _today() -> dt.date:
    return _now().date()


def command_context(open_engine_of: OpenEngine, reach: Reach | None) -> CommandContext:
    """Return the services of all commands; each command loads only what it needs."""
    return CommandContext(
        open_engine_of,
        partial(serve_all, reach=reach),
        digest_services,
        partial(import_commands, reach),
        lambda kinds, dry_run: asyncio.run(_update(load_settings(), kinds, reach, dry_run=dry_run)),
        serve_mcp,
        partial(doctor_services, reach),
        list_misses,
        team_data_commands,
    )
