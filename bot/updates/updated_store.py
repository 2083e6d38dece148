"""Store updated files, each checked like the shipped ones, atomically."""

import datetime as dt
import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.catalogue.updated_files import STATE, UpdatedFiles, UpdatedFileState, digest_of, read_state
from bot.importer.http_response import UNKNOWN, Validators
from bot.private_files import make_folder, replace_file, write_file

Check = Callable[[UpdatedFiles], object]


@dataclass(frozen=True, slots=True)
class UpdatedStore:
    """Keep updated files of a corpus in a folder; a dry run only checks them."""

    corpus: Path
    folder: Path
    is_dry_run: bool = False

    def files(self) -> UpdatedFiles:
        """Return the newest files there are now."""
        return UpdatedFiles(self.corpus, self.folder)

    def version(self, name: str) -> Validators:
        """Return the validators of the stored version; empty if it is incomplete."""
        noted = read_state(self.folder / STATE).get(name)
        is_kept = noted and name in self.files().as_of()
        return Validators(noted.etag, noted.last_modified) if noted and is_kept else UNKNOWN

    def confirm(self, name: str, day: dt.date) -> None:
        """Record that a file is still current at its source; raise RecapWriteError on failure."""
        noted = read_state(self.folder / STATE)
        if name in noted and not self.is_dry_run:
            self._note(noted | {name: UpdatedFileState(**{**asdict(noted[name]), "as_of": day})})

    def put(self, name: str, text: str, version: Validators, day: dt.date, check: Check) -> None:
        """Store an updated file, after `check` has accepted it; raise RecapWriteError on failure."""
        with tempfile.TemporaryDirectory(prefix="kubecon-") as staging:
            written = Path(staging) / name
            make_folder(written.parent)
            write_file(written, text)
            made_from = digest_of(self.corpus / name)
            state = UpdatedFileState(digest_of(written), made_from, day, version.etag, version.last_modified)
            write_file(Path(staging) / STATE, _state_to_text({name: state}))
            check(UpdatedFiles(self.corpus, Path(staging)))
        if not self.is_dry_run:
            self.put_beside(name, text)
            self._note(read_state(self.folder / STATE) | {name: state})

    def put_beside(self, name: str, text: str) -> None:
        """Store a file that replaces no shipped one; raise RecapWriteError on failure."""
        replace_file(self.folder / name, text)

    def _note(self, noted: Mapping[str, UpdatedFileState]) -> None:
        self.put_beside(STATE, _state_to_text(noted))


def _state_to_text(noted: Mapping[str, UpdatedFileState]) -> str:
    return json.dumps({name: asdict(state) for name, state in noted.items()}, default=dt.date.isoformat, indent=1)
