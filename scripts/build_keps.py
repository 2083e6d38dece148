"""Turn gathered Kubernetes enhancement proposals into corpus/keps.jsonl, one a line.

    python -m scripts.build_keps FACTS_DIR corpus/

FACTS_DIR holds keps.jsonl. A stage counts as reached where the proposal says it is that far, and its version was
released (corpus/releases.jsonl); what is later is planned. A proposal belongs to a topic of the catalogue that is
called as it or as one of its feature gates, or that the table here names.
"""

import datetime as dt
import sys
from pathlib import Path

from bot.catalogue.data_files import read_facts
from bot.catalogue.load import load_catalogue
from bot.model.enhancement import FILE
from bot.updates.proposals import enhancements_to_text, rows_to_enhancements
from scripts.fact_files import find_facts


def main(facts: Path, corpus: Path) -> None:
    """Write the file and say how many proposals it holds."""
    gathered = find_facts(facts, FILE)
    catalogue = load_catalogue(corpus)
    rows = read_facts(gathered)
    today = max((release.released for release in catalogue.releases.values()), default=dt.date.max.isoformat())
    found = rows_to_enhancements(rows, catalogue, today)
    (corpus / FILE).write_text(enhancements_to_text(found), encoding="utf-8")
    print(f"{corpus / FILE}: {len(found)} proposals, {sum(bool(one.topics) for one in found)} of them of a topic")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
