"""A PostgreSQL server of the tests' own: on a socket in a new folder, and gone with it afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

_OWN_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
_SUPERUSER = "kubecon"
# what a machine that crashes would lose; what a server that is killed would, is kept
_QUICK = ("fsync=off", "full_page_writes=off", "listen_addresses=")


def find_programs() -> Path | None:
    """Return the folder with PostgreSQL's programs, the newest where there are several, None where there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[4]))
    elsewhere = [Path(where) for name in ("postgres",) if (where := shutil.which(name))]
    programs = [path.parent for path in [*found[::-1], *elsewhere] if (path.parent / "initdb").exists()]
    return programs[0] if programs else None


@dataclass
class PostgresServer:
    """Run a server in a folder; PostgreSQL refuses root, who runs it as the user postgres."""

    programs: Path
    folder: Path
    who: dict[str, str]
    process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start the server, and wait until it can be asked."""
        options = [part for option in _QUICK for part in ("-c", option)]
        command = [self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder, *options]
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, **self.who)
        ready = [self.programs / "pg_isready", "-h", self.folder, "-U", _SUPERUSER, "-t", "1"]
        while subprocess.run(ready, check=False, capture_output=True).returncode:
            assert self.process.poll() is None, (self.folder / "log").read_text()

    def signal(self, number: int) -> None:
        """Send a signal to the server and to all that serve connections."""
        listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], check=False, capture_output=True)
        for pid in (self.process.pid, *map(int, listed.stdout.split())):
            with suppress(ProcessLookupError):
                os.kill(pid, number)


@contextmanager
def running_server(programs: Path) -> Iterator[PostgresServer]:
    """Start a server, and remove it in the end."""
    who = {"user": "postgres"} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="kubecon-pg-", dir="/tmp"))
    if who:
        shutil.chown(folder, "postgres")
    made = [programs / "initdb", "-D", folder / "data", "-U", _SUPERUSER, "-A", "trust", "--no-sync", "-E", "UTF8"]
    subprocess.run([*made, "--locale=C"], check=True, capture_output=True, cwd=folder, **who)
    server = PostgresServer(programs, folder, who)
    try:
        server.start()
        yield server
    finally:
        server.process.terminate()
        server.process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_server(programs: Path) -> Iterator[Path]:
    """Start a server; give the folder of its socket."""
    with running_server(programs) as server:
        yield server.folder


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
