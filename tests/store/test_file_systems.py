import logging
from pathlib import Path

import pytest

from bot.store import database
from bot.store.database import open_database
from bot.store.file_systems import network_file_system

MOUNTS = """overlay / overlay rw 0 0
files:/otters /srv/nfs nfs4 rw,vers=4.2 0 0
/dev/sda1 /srv/nfs/local ext4 rw 0 0
//lodge/share /srv/with\\040blank cifs rw 0 0
otter@lodge: /srv/ssh fuse.sshfs rw 0 0
files:/hidden /srv/twice nfs rw 0 0
/dev/sdb1 /srv/twice xfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/nfs", "nfs4"),
        ("/srv/nfs/home/kubecon.db", "nfs4"),
        ("/srv/nfs/local/kubecon.db", ""),
        ("/srv/with blank/kubecon.db", "cifs"),
        ("/srv/ssh/kubecon.db", "fuse.sshfs"),
        ("/srv/twice/kubecon.db", ""),
        ("/srv/nfs-not/kubecon.db", ""),
    ],
)
def test_the_nearest_mount_above_a_path_says_what_it_is_on(tmp_path, path, kind):
    (tmp_path / "mounts").write_text(MOUNTS)
    assert network_file_system(Path(path), tmp_path / "mounts") == kind


def test_where_the_system_does_not_say_nothing_is_warned_of(tmp_path):
    assert network_file_system(tmp_path, tmp_path / "none") == ""


async def test_a_database_on_a_network_is_warned_of_when_it_is_opened(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(database, "network_file_system", lambda _: "nfs4")
    await (await open_database("", tmp_path)).close()
    assert "the database is on a network file system, where" in caplog.text
    assert "KUBECON_DATABASE_URL" in caplog.text


async def test_a_write_ahead_log_that_cannot_be_had_is_warned_of(tmp_path, caplog):
    # this way to lock shares no memory, which the write-ahead log needs
    await (await open_database(f"sqlite:///file:{tmp_path / 'a.db'}?vfs=unix-dotfile&uri=true", tmp_path)).close()
    assert "mode=delete" in caplog.text


async def test_on_a_local_disk_nothing_is_warned_of(tmp_path, caplog):
    caplog.set_level(logging.WARNING)
    await (await open_database("", tmp_path)).close()
    assert caplog.text == ""
