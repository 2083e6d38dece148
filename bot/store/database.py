"""Open the database, a SQLite file by default or PostgreSQL, and migrate it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import StoreError
from bot.event_log import EventLogger
from bot.private_files import make_file, make_folder
from bot.store.file_systems import network_file_system

_MIGRATIONS = Path(__file__).parent / "migrations"
_log = EventLogger(__name__)
_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg", "sqlite": "sqlite+aiosqlite"}
_VERSION_TABLE = "alembic_version"
_MIGRATION_LOCK = 0x6B756265  # any number that is always the same
_PATIENCE_SECONDS = 30  # with other processes that write into the same file
_ANSWER_SECONDS = 10  # the timeout of one transaction, for servers that hang
_CONNECT_SECONDS = 5
_WAL_FILES = ("-wal", "-shm")  # next to the database
_LOCAL = "keep it on a local disk (KUBECON_HOME), or use PostgreSQL (KUBECON_DATABASE_URL)"


class Database:
    """Give transactions; every fault of the database becomes a StoreError.

    It is migrated before the first one, so that it may be unreachable when it is opened.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._answer_seconds = _ANSWER_SECONDS if engine.dialect.name == "postgresql" else None
        self._updating = asyncio.Lock()
        self._is_current = False

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction: its changes are committed together, or not at all."""
        try:
            async with asyncio.timeout(self._answer_seconds):
                if not self._is_current:
                    await self._update()
                async with self._engine.begin() as connection:
                    yield connection
        except TimeoutError as late:
            raise _away(f"no answer within {_ANSWER_SECONDS} seconds") from late
        except (SQLAlchemyError, OSError) as fault:
            raise _away(_reason(fault)) from fault

    async def _update(self) -> None:
        async with self._updating:
            if self._is_current:
                return
            async with self._engine.begin() as connection:
                if connection.dialect.name == "postgresql":
                    # kept until the transaction ends; SQLite's transactions exclude all others anyway
                    await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
                await connection.run_sync(_migrate)
            self._is_current = True

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()


async def open_database(url: str, home: Path) -> Database:
    """Open the database and bring it up to date, or leave that to the first transaction that reaches it.

    "" is a SQLite file in `home`. Raises StoreError if the database cannot be opened.
    """
    database = Database(_make_engine(url or _file_in(home)))
    with suppress(StoreError):  # the first use reports it
        async with database.transaction():
            pass
    return database


def _file_in(home: Path) -> str:
    try:
        make_folder(home)
    except OSError as fault:
        raise StoreError(f"{home}: cannot be made ({fault.strerror}); set KUBECON_HOME to a folder that can") from None
    return f"sqlite:///{home / 'kubecon.db'}"


def _make_engine(url: str) -> AsyncEngine:
    kind, _, rest = url.partition("://")
    driver = _DRIVERS.get(kind, kind)
    try:
        if not driver.startswith("sqlite"):
            return create_async_engine(
                f"{driver}://{rest}",
                pool_pre_ping=True,
                pool_timeout=_ANSWER_SECONDS,
                connect_args={"connect_timeout": _CONNECT_SECONDS},
            )
        engine = create_async_engine(
            f"{driver}://{rest}",
            pool_size=1,  # one writer is all that SQLite has: who waits for it waits here, in order
            max_overflow=0,
            pool_timeout=_PATIENCE_SECONDS,
        )
    except (ArgumentError, ImportError) as fault:
        raise _unusable(_first_line(fault)) from None
    except ValueError:  # which quotes what it took for a port, a password it may be
        raise _unusable("what follows the colon is no port") from None
    if file := _file_of(engine.url):
        _warn_of_network(file)
        sa.event.listen(engine.sync_engine, "do_connect", lambda *_: _keep_private(file))
    sa.event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    sa.event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _unusable(reason: str) -> StoreError:
    remedy = "write sqlite:///file or postgresql://user:password@host/name"
    return StoreError(f"KUBECON_DATABASE_URL cannot be used ({reason}); {remedy}")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy begins transactions, not the driver
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={_PATIENCE_SECONDS * 1000}", "synchronous=FULL", "journal_mode=WAL"):
        cursor.execute(f"PRAGMA {pragma}")
    (mode,) = cursor.fetchone()  # if WAL is not available, SQLite returns the old mode instead of an error
    cursor.close()
    if mode not in {"wal", "memory"}:
        why = "SQLite cannot use its write-ahead log here, so processes wait for each other"
        _log.warning(f"{why}; {_LOCAL}", mode=mode)


def _file_of(url: sa.URL) -> Path | None:
    name = url.database or ":memory:"
    return None if name.startswith((":", "file:")) else Path(name)


def _warn_of_network(file: Path) -> None:
    if kind := network_file_system(file):
        _log.warning(
            f"the database is on a network file system, where locks fail and files break; {_LOCAL}", file_system=kind
        )


def _keep_private(file: Path) -> None:
    with suppress(OSError):  # SQLite reports what is wrong
        make_file(file)
        for written in (Path(f"{file}{ending}") for ending in _WAL_FILES):
            if written.exists():
                make_file(written)


def _begin_sqlite(connection: sa.Connection) -> None:
    # one that only becomes a writer later may find that another process was faster, and cannot wait for it
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _migrate(connection: sa.Connection) -> None:
    if _last_step_taken(connection) == newest_step():
        return  # Alembic takes longer to load than all else that opens a database
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as unknown:
        raise StoreError(f"the database is of a newer version of the bot ({unknown}); run that one") from None


def _away(reason: str) -> StoreError:
    return StoreError(f"the database cannot be used now ({reason}); digests continue when it can")


def _reason(fault: Exception) -> str:
    """Return a short reason without the database's address, because it is shown in channels."""
    return _first_line(fault).rpartition(": ")[2].strip()


def newest_step() -> str:
    """Return the number of the newest migration, from the names of their files."""
    return str(max(int(path.name[1:].partition("_")[0]) for path in _MIGRATIONS.glob("versions/v*.py")))


def _last_step_taken(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table(_VERSION_TABLE):
        return None
    taken: str | None = connection.scalar(sa.select(sa.column("version_num")).select_from(sa.table(_VERSION_TABLE)))
    return taken


def _first_line(fault: Exception) -> str:
    return str(getattr(fault, "orig", None) or fault).partition("\n")[0].strip()
