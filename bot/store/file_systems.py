"""Detect the type of a file system: SQLite needs the locks and shared memory of a local one."""

import re
from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_OVER_A_NETWORK = frozenset(
    ("9p", "afs", "beegfs", "ceph", "cifs", "davfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs")
) | {f"fuse.{name}" for name in ("ceph", "davfs2", "gcsfuse", "glusterfs", "rclone", "s3fs", "sshfs")}
_ESCAPED = re.compile(r"\\(\d{3})")


def network_file_system(path: Path, mounts: Path = _MOUNTS) -> str:
    """Return the type of network file system of a path, "" if it is local or unknown."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:  # not Linux
        return ""
    kinds = dict(_folder_and_kind(line) for line in lines)  # the last mount on a folder hides those before it
    place = path.resolve()
    kind = next((kinds[folder] for folder in (place, *place.parents) if folder in kinds), "")
    return kind if kind in _OVER_A_NETWORK else ""


def _folder_and_kind(line: str) -> tuple[Path, str]:
    _, folder, kind, *_ = line.split(" ")
    return Path(_ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), folder)), kind
