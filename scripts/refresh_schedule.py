"""Bring the schedule of one KubeCon up to date from what its schedule site exports.

    python -m scripts.refresh_schedule EXPORT EDITION corpus/

EXPORT is the file that https://<site>.sched.com/all.ics gives, or the schedule.json of a pretalx site; EDITION is an id
of editions.yaml, e.g. kubecon-na-2026. A session that the schedule file already holds keeps its address; sessions of
other sites, such as the co-located days, stay. What was added, changed and taken out is told.
"""

import sys
from pathlib import Path

from bot.catalogue.load import load_catalogue
from bot.extraction.people.person_names import NameClassifier
from bot.updates.merge_sessions import merge_sessions, sites_of, with_known_tracks
from bot.updates.schedule_exports import ExportError, read_export
from bot.updates.schedule_file import read_sessions, read_sources, schedule_to_text, without_pauses


def main(export: Path, event: str, corpus: Path) -> None:
    """Refresh the schedule file of one edition and tell what changed."""
    catalogue = load_catalogue(corpus)
    edition = catalogue.edition(event)
    if edition is None:
        raise SystemExit(f"{event}: no such edition in {corpus / 'editions.yaml'}; add it there first")
    path = corpus / "talks" / f"{event}.yaml"
    others = [session for other in sorted(path.parent.glob("*.yaml")) for session in read_sessions(other)]
    companies = {speaker.org for session in others for speaker in session.speakers if speaker.org}
    try:
        exported = read_export(export.read_bytes(), edition.timezone or "UTC", NameClassifier(catalogue, ()), companies)
    except (OSError, ExportError) as error:
        raise SystemExit(f"{export}: {error}") from error
    refreshed = merge_sessions(read_sessions(path), without_pauses(with_known_tracks(exported, others)))
    sources = [*read_sources(path), *(f"https://{site}/" for site in sorted(sites_of(exported)))]
    path.parent.mkdir(exist_ok=True)
    path.write_text(schedule_to_text(edition, dict.fromkeys(sources), refreshed.sessions), encoding="utf-8")
    for what, titles in (("new", refreshed.added), ("changed", refreshed.changed), ("gone", refreshed.gone)):
        for title in titles:
            print(f"{what}: {title}")
    print(f"{path}: {len(refreshed.sessions)} sessions")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
