"""The database: a SQLite file where nothing else is set, or PostgreSQL; brought up to date when it is opened."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import StoreError

_MIGRATIONS = Path(__file__).parent / "migrations"
_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg", "sqlite": "sqlite+aiosqlite"}
_MIGRATION_LOCK = 0x6B756265  # any number that is always the same
_PATIENCE_SECONDS = 30


class Database:
    """Give transactions; every fault of the database becomes a StoreError."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection whose changes are kept together, or not at all."""
        try:
            async with self._engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as fault:
            raise StoreError(f"the database cannot be used now ({_first_line(fault)})") from fault

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()


async def open_database(url: str, home: Path) -> Database:
    """Open the database and bring it up to date; "" is a SQLite file in `home`. Raises StoreError."""
    database = Database(_make_engine(url or _file_in(home)))
    try:
        async with database.transaction() as connection:
            if connection.dialect.name == "postgresql":
                # held until the transaction ends; SQLite's transactions lock out all others anyway
                await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
            await connection.run_sync(_migrate)
    except StoreError:
        await database.close()
        raise
    return database


def _file_in(home: Path) -> str:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise StoreError(f"{home}: cannot be made ({fault.strerror}); set KUBECON_HOME to a folder that can") from None
    return f"sqlite:///{home / 'kubecon.db'}"


def _make_engine(url: str) -> AsyncEngine:
    kind, _, rest = url.partition("://")
    driver = _DRIVERS.get(kind, kind)
    try:
        if not driver.startswith("sqlite"):
            return create_async_engine(f"{driver}://{rest}", pool_pre_ping=True, pool_timeout=_PATIENCE_SECONDS)
        engine = create_async_engine(
            f"{driver}://{rest}",
            pool_size=1,  # one writer is all that SQLite has: who waits for it waits here, in order
            max_overflow=0,
            pool_timeout=_PATIENCE_SECONDS,
        )
    except (ArgumentError, ImportError) as fault:
        raise StoreError(
            f"KUBECON_DATABASE_URL cannot be used ({_first_line(fault)}); write sqlite:///file or postgresql://host/name"
        ) from None
    sa.event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    sa.event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy begins transactions, not the driver
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={_PATIENCE_SECONDS * 1000}", "journal_mode=WAL", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    # one that only becomes a writer later may find that another process was faster, and cannot wait for it
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _migrate(connection: sa.Connection) -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it logs each step of its own loading
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _first_line(fault: Exception) -> str:
    return str(getattr(fault, "orig", None) or fault).partition("\n")[0].strip()
