"""A PostgreSQL server of the tests' own: on a socket in a new folder, and gone with it afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

_OWN_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
_SUPERUSER = "kubecon"
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")


def find_programs() -> Path | None:
    """Return the folder with PostgreSQL's programs, the newest where there are several, None where there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[4]))
    elsewhere = [Path(where) for name in ("postgres",) if (where := shutil.which(name))]
    programs = [path.parent for path in [*found[::-1], *elsewhere] if (path.parent / "initdb").exists()]
    return programs[0] if programs else None


@contextmanager
def postgres_server(programs: Path) -> Iterator[Path]:
    """Start a server; give the folder of its socket. PostgreSQL refuses root, who runs it as the user postgres."""
    who = {"user": "postgres"} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="kubecon-pg-", dir="/tmp"))
    if who:
        shutil.chown(folder, "postgres")
    made = [programs / "initdb", "-D", folder / "data", "-U", _SUPERUSER, "-A", "trust", "--no-sync", "-E", "UTF8"]
    subprocess.run([*made, "--locale=C"], check=True, capture_output=True, cwd=folder, **who)
    options = [part for option in _QUICK for part in ("-c", option)]
    command = [programs / "postgres", "-D", folder / "data", "-k", folder, *options]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **who)
    ready = [programs / "pg_isready", "-h", folder, "-U", _SUPERUSER, "-t", "1"]
    try:
        while subprocess.run(ready, check=False, capture_output=True).returncode:
            assert server.poll() is None, (folder / "log").read_text()
        yield folder
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def make_database(programs: Path, socket: Path, name: str) -> str:
    """Make a new database; return its address."""
    subprocess.run([programs / "createdb", "-h", socket, "-U", _SUPERUSER, name], check=True, capture_output=True)
    return f"postgresql://{_SUPERUSER}@/{name}?host={socket}"


def empty_tables(url: str) -> None:
    """Empty the tables that a test before has filled, if there are any yet."""
    with psycopg.connect(url, autocommit=True) as connection:
        tables = [name for (name,) in connection.execute(_OWN_TABLES)]
        if tables:
            connection.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(",").join(map(sql.Identifier, tables))))
