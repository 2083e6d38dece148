import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.catalogue.load import load_catalogue
from bot.errors import BotError
from bot.index import worker_pool
from bot.index.worker_pool import TaskLimits
from bot.ingest import read_file
from bot.ingest.build_index import open_index
from bot.ingest.read_file import FileReader
from bot.recaps.find_files import find_recaps
from bot.recaps.read_recap import read_recap

ROOT = Path(__file__).resolve().parents[2]
OTTERS = "# Otters at KubeCon NA 2025\n\n- Otters hold hands while they sleep in large clusters.\n"
BEAVERS = "# Beavers at KubeCon NA 2025\n\n- Beavers drain ponds before they upgrade a dam.\n"


@pytest.fixture(scope="session")
def catalogue():
    return load_catalogue(ROOT / "corpus")


@pytest.fixture
def recaps(tmp_path):
    folder = tmp_path / "recaps"
    (folder / "deep" / "down").mkdir(parents=True)
    (folder / "otters.md").write_text(OTTERS)
    (folder / "deep" / "down" / "beavers.md").write_text(BEAVERS)
    return folder


@pytest.fixture
def keep(recaps, catalogue, tmp_path):
    def keep():
        return open_index(find_recaps(recaps), catalogue, ROOT / "corpus", tmp_path / "home")

    return keep


@pytest.fixture
def reads(monkeypatch):
    """Return the names of the files that are read from now on."""
    names = []

    def read_all(reader, paths, _progress):
        names.extend(path.name for path in paths)
        return original(reader, paths)

    original = FileReader.read_all
    monkeypatch.setattr(FileReader, "read_all", read_all)
    return names


def texts(kept):
    return {entry.text for entry in kept.index.entries()}


def only_index(tmp_path):
    (folder,) = (tmp_path / "home" / "index").iterdir()
    return folder


def test_the_first_start_reads_every_recap(keep, reads):
    assert {"Otters hold hands while they sleep in large clusters."} < texts(keep())
    assert sorted(reads) == ["beavers.md", "otters.md"]


def test_a_second_start_reads_none(keep, reads):
    before = texts(keep())
    reads.clear()
    assert texts(keep()) == before
    assert reads == []


def test_a_changed_recap_is_read_alone(keep, recaps, reads):
    keep()
    reads.clear()
    (recaps / "otters.md").write_text(OTTERS.replace("sleep", "dream"))
    assert "Otters hold hands while they dream in large clusters." in texts(keep())
    assert reads == ["otters.md"]


def test_an_added_recap_is_read_alone_and_a_removed_one_is_gone(keep, recaps, reads):
    keep()
    reads.clear()
    (recaps / "otters.md").unlink()
    (recaps / "herons.md").write_text("# Herons\n\n- Herons stand on one leg to save half of the energy.\n")
    kept = keep()
    assert reads == ["herons.md"]
    assert not any("Otters" in text for text in texts(kept))


def test_a_damaged_index_is_built_anew(keep, reads, tmp_path):
    before = texts(keep())
    entries = only_index(tmp_path) / "entries.jsonl"
    entries.write_bytes(entries.read_bytes().replace(b"hands", b"bands"))
    reads.clear()
    assert texts(keep()) == before
    assert sorted(reads) == ["beavers.md", "otters.md"]


def test_an_index_built_from_another_catalogue_is_not_used(keep, recaps, catalogue, reads, tmp_path):
    keep()
    reads.clear()
    corpus = tmp_path / "corpus"
    shutil.copytree(ROOT / "corpus", corpus, ignore=shutil.ignore_patterns("recaps", "talks"))
    (corpus / "places.toml").write_text((corpus / "places.toml").read_text() + "\n# changed\n")
    open_index(find_recaps(recaps), catalogue, corpus, tmp_path / "home")
    assert sorted(reads) == ["beavers.md", "otters.md"]


def test_a_recap_that_cannot_be_read_is_named_and_the_rest_goes_on(keep, recaps):
    (recaps / "empty.md").write_text("")
    kept = keep()
    assert [Path(diagnostic.path).name for diagnostic in kept.diagnostics if diagnostic.fatal] == ["empty.md"]
    assert texts(kept)


def test_a_recap_from_the_future_is_named_and_its_day_not_used(recaps, catalogue, tmp_path):
    for name, day in (("newts", "2026-01-31"), ("stoats", "2026-02-02")):
        (recaps / f"{name}.md").write_text(f"---\ndate: {day}\n---\n{OTTERS}")
    today = dt.date(2026, 1, 1)
    kept = open_index(find_recaps(recaps), catalogue, ROOT / "corpus", tmp_path / "home", today)
    assert {entry.source.recap: entry.date for entry in kept.index.entries() if entry.date} == {
        "newts": dt.date(2026, 1, 31)
    }
    assert [(Path(one.path).name, one.reason, one.remedy) for one in kept.diagnostics] == [
        (
            "stoats.md",
            "the date 2026-02-02 is more than a month ahead, and was not used",
            "write the day on which it was published",
        )
    ]


def test_diagnostics_are_still_known_at_a_second_start(keep, recaps):
    (recaps / "empty.md").write_text("")
    assert keep().diagnostics == keep().diagnostics


def test_two_recaps_of_one_name_are_told_apart_by_a_diagnostic(keep, recaps):
    (recaps / "deep" / "otters.md").write_text(OTTERS)
    assert any("otters" in diagnostic.reason for diagnostic in keep().diagnostics)


def test_a_home_that_cannot_be_written_is_said_so(recaps, catalogue, tmp_path):
    (tmp_path / "home").write_text("a file is in the way")
    with pytest.raises(BotError, match="set KUBECON_HOME to a folder that can be written"):
        open_index(find_recaps(recaps), catalogue, ROOT / "corpus", tmp_path / "home")


def test_only_a_few_old_indexes_are_kept(keep, recaps, tmp_path):
    for number in range(8):
        (recaps / "otters.md").write_text(f"{OTTERS}\n- The river has {number} bends and they are all steep.\n")
        keep()
    assert len(list((tmp_path / "home" / "index").iterdir())) <= 4


def test_two_processes_may_start_at_once(recaps, tmp_path):
    code = (
        "import sys; from pathlib import Path; from bot.engine import open_engine; "
        "recaps, corpus, home = map(Path, sys.argv[1:]); "
        "print(sum(1 for _ in open_engine([recaps], corpus, home).entries()))"
    )
    command = [sys.executable, "-c", code, recaps, ROOT / "corpus", tmp_path / "home"]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = {process.communicate(timeout=60)[0].strip() for process in running}
    assert [process.returncode for process in running] == [0, 0, 0]
    assert len(said) == 1
    assert len(list((tmp_path / "home" / "index").iterdir())) == 1


def test_the_recaps_that_hold_anything_are_known_by_name(keep, recaps):
    (recaps / "empty.md").write_text("")
    assert keep().recaps == {"otters", "beavers"}
    assert keep().recaps == {entry.source.recap for entry in keep().index.entries()}


def test_a_recap_the_bot_comes_with_has_to_say_more_of_itself_than_one_that_is_brought(catalogue, tmp_path):
    corpus, brought = tmp_path / "corpus", tmp_path / "brought"
    for folder, name in ((corpus / "recaps", "otters"), (brought, "beavers")):
        folder.mkdir(parents=True)
        (folder / f"{name}.md").write_text(OTTERS)
    recaps = [*find_recaps(corpus / "recaps"), *find_recaps(brought)]
    kept = open_index(recaps, catalogue, corpus, tmp_path / "home")
    assert {Path(diagnostic.path).name for diagnostic in kept.diagnostics} == {"otters.md"}
    assert "`licence` is missing" in {diagnostic.reason for diagnostic in kept.diagnostics}


def test_a_recap_that_went_bad_is_known_by_its_last_good_version_until_it_is_mended_or_gone(keep, recaps):
    keep()
    (recaps / "otters.md").write_bytes(b"\x00" * 99)
    for name in ("herons", "minks"):
        (recaps / f"{name}.md").write_text(f"# {name}\n\n- All {name} stand on one leg to save half of the energy.\n")
        kept = keep()
        assert "Otters hold hands while they sleep in large clusters." in texts(kept)
        assert [Path(diagnostic.path).name for diagnostic in kept.diagnostics if diagnostic.fatal] == ["otters.md"]
    (recaps / "otters.md").unlink()
    assert not any("Otters" in text for text in texts(keep()))


def hostile_read(path, _today):
    """Read as a file would that kills, hangs or fills the process, or meets a fault of the bot."""
    name = path.stem
    if name == "killer":
        os.kill(os.getpid(), signal.SIGKILL)
    while name == "endless":
        pass
    if name == "greedy":
        return [bytearray(10_000_000) for _ in range(1_000)]
    if name == "faulty":
        raise ZeroDivisionError("a secret of the otters")
    return read_recap(path)


def test_files_that_kill_hang_or_fill_their_process_are_named_once_and_the_rest_goes_on(
    keep, recaps, reads, monkeypatch, caplog
):
    monkeypatch.setattr(worker_pool.threading, "active_count", lambda: 1)  # a copied worker holds what is set here
    monkeypatch.setattr(read_file, "read_recap", hostile_read)
    monkeypatch.setattr(read_file, "LIMITS", TaskLimits(cpu_seconds=1, memory=200_000_000))
    for name in ("killer", "endless", "greedy", "faulty"):
        (recaps / f"{name}.md").write_text(OTTERS)
    kept = keep()
    assert {Path(diagnostic.path).stem: diagnostic.reason for diagnostic in kept.diagnostics if diagnostic.fatal} == {
        "endless": "reading it took more than 1 seconds; it is skipped until it changes",
        "faulty": f"a fault of the bot: ZeroDivisionError in {Path(__file__).name} line {line_of_the_fault()}; "
        "it is skipped until it changes",
        "greedy": "reading it took more than 200 MB of memory; it is skipped until it changes",
        "killer": "reading it ended the process that did it (SIGKILL); it is skipped until it changes",
    }
    assert kept.recaps == {"otters", "beavers"}
    assert caplog.text.count("Traceback") == 1
    assert "ZeroDivisionError: a secret of the otters" in caplog.text
    reads.clear()
    assert keep().diagnostics == kept.diagnostics
    assert reads == []
    (recaps / "killer.md").unlink()
    (recaps / "faulty.md").write_text(OTTERS + "\n- Mended.\n")
    assert len(keep().diagnostics) == 3
    assert reads == ["faulty.md"]


def line_of_the_fault():
    lines = Path(__file__).read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if "raise ZeroDivisionError" in line)
