"""Give tests the other people's posts, where they stand beside the project, and databases; say so where they lack."""

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine
from filelock import FileLock
from hypothesis import settings

from bot.engine import Engine, open_engine
from tests.database_template import put_database
from tests.digests.conftest import MONDAY
from tests.postgres import empty_tables, find_programs, make_database, postgres_server

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

# a test is slow if it starts a process, a server, a database or a browser, or reads the whole corpus
SLOW_FOLDERS = {"adapters", "benchmarks", "delivery", "emulators", "ingest", "scripts", "store"}
FAST_IN_THEM = {
    "test_answer_to_json", "test_chat", "test_client_address", "test_encoding_worker", "test_localization",
    "test_logging_setup", "test_render", "test_security_txt", "test_slack_manifest", "test_slack_render",
    "test_slack_scopes", "test_update_worker",
}  # fmt: skip
SLOW_FILES = {
    "test_corpus", "test_deployment", "test_layouts", "test_lookups", "test_makefile", "test_patterns",
    "test_private_files", "test_update", "test_update_feeds", "test_worker_pool",
}  # fmt: skip
SLOW_FIXTURES = {
    "database",
    "database_url",
    "new_database_url",
    "postgres",
    "shared",
    "shipped_engine",
    "shipped_schedules",
    "sites",
}

# where nothing compiled may be kept, as in many images, each of the run's many processes would compile all anew
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # noqa: TID251 - for the processes that tests start


# no example may fail because other processes keep the machine busy
settings.register_profile("all", deadline=None)
settings.load_profile("all")
# for the fast tests: the rest of the examples follow with the slow ones, as pytest marks these tests "hypothesis"
settings.register_profile("quick", max_examples=20, deadline=None)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Import no file that has only slow tests where only fast ones are wanted: its imports take longer than those."""
    only_fast = config.option.markexpr == "not slow" and collection_path.name.startswith("test_")
    return True if only_fast and is_slow(collection_path, set()) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark slow tests, so that `make test-fast` leaves them out and `make test` runs them last."""
    for item in items:
        if is_slow(item.path, set(getattr(item, "fixturenames", ()))):
            item.add_marker(pytest.mark.slow)


def is_slow(path: Path, fixtures: set[str]) -> bool:
    folder = path.relative_to(ROOT / "tests").parts[0]
    in_slow_folder = folder in SLOW_FOLDERS and path.stem not in FAST_IN_THEM
    return in_slow_folder or path.stem in SLOW_FILES or not SLOW_FIXTURES.isdisjoint(fixtures)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real posts beside the project, or skip."""
    if not (SHARED / "recaps").is_dir():
        pytest.skip("the folder of real posts (../shared/recaps) is not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def shipped_engine(tmp_path_factory) -> Engine:
    """Return the engine over everything the bot comes with, opened once."""
    corpus, folder = ROOT / "corpus", tmp_path_factory.getbasetemp()
    # of the workers of one run, the first to come builds the index, which takes ten seconds, and the others open it
    home = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "shipped"  # noqa: TID251
    home.mkdir(exist_ok=True)
    with FileLock(home / "test.lock"):
        return open_engine([corpus / "recaps"], corpus, home)


@pytest.fixture(scope="module")
def otter_engine(tmp_path_factory) -> Engine:
    """Return an engine over one public recap, with what the bot knows of topics and KubeCons."""
    folder = tmp_path_factory.mktemp("recaps")
    takeaway = "- Otters run Cilium on every river."
    (folder / "otters.md").write_text(f"# Otters at KubeCon NA 2025\n\n## Takeaways\n\n{takeaway}\n", encoding="utf-8")
    return open_engine([folder], ROOT / "corpus", tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def postgres():
    """Return what makes a new PostgreSQL database and returns its address."""
    programs = find_programs()
    if programs is None:
        pytest.skip("PostgreSQL's programs (initdb, postgres) are not installed here")
    if os.geteuid() == 0 and subprocess.run(["id", "postgres"], check=False, capture_output=True).returncode:
        pytest.skip("PostgreSQL refuses to run as root, and there is no user postgres")
    names = itertools.count()
    with postgres_server(programs) as socket:
        yield lambda: make_database(programs, socket, f"kubecon_{next(names)}")


@pytest.fixture(scope="session")
def one_postgres(postgres):
    """Return the address of the database that tests use one after the other: to make one takes long."""
    return postgres()


@pytest.fixture
def monday():
    """Let the clocks of stand-ins, and the ids of their messages, show the same day as the bot's."""
    with time_machine.travel(MONDAY, tick=True):
        yield


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """Return the address of a database without rows, once of each kind."""
    if request.param == "sqlite":
        put_database(tmp_path / "digests.db")
        return f"sqlite:///{tmp_path / 'digests.db'}"
    url = request.getfixturevalue("one_postgres")
    empty_tables(url)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database_url(request, tmp_path):
    """Return the address of a database without tables, once of each kind."""
    return (
        request.getfixturevalue("postgres")() if request.param == "postgresql" else f"sqlite:///{tmp_path / 'new.db'}"
    )
