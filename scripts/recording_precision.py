"""Measure how many recordings that were found by their titles are those of the talks.

    python -m scripts.recording_precision FACTS_DIR

Somebody read the transcripts of over a thousand recordings and noted what each was called. Prints for each way in which
a recording was judged how many there are, how many of them were read, and how many of these are the talk's.
"""

import re
import sys
from collections import Counter
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from bot.catalogue.data_files import read_facts
from scripts.fact_files import find_facts
from scripts.recording_match import RecordingJudge, Sureness
from scripts.talk_facts import event_of, is_talk, speakers_of, video_address

_ALIKE = 80.0  # per cent of a title's letters, in the name of the recording
_READ = re.compile(r" \((?:recording|video)[^)]*\)$")


def main(facts: Path) -> None:
    """Print the figures."""
    folder = find_facts(facts, "talks")
    rows = [row for path in sorted(folder.glob("*.jsonl")) for row in read_facts(path)]
    judge = RecordingJudge({(event_of(row["edition"])[0], row["title"]): row["title"] for row in rows}.values())
    names = _names_of_recordings(facts)
    judged: Counter[Sureness] = Counter()
    read: Counter[tuple[Sureness, bool]] = Counter()
    for row in rows:
        if not (row.get("video") and "video_match" in row and is_talk(row)):
            continue
        how = judge.how_sure(row["title"], tuple(speakers_of(row)), row["video_match"])
        judged[how] += 1
        if name := names.get(video_address(row["video"])):
            alike = fuzz.partial_ratio(row["title"], name, processor=default_process)
            read[how, alike >= _ALIKE] += 1
    for how in Sureness:
        right, wrong = read[how, True], read[how, False]
        print(f"{how}: {judged[how]} recordings, {right + wrong} read, {right} of them the talk's")


def _names_of_recordings(facts: Path) -> dict[str, str]:
    told = (row["source"] for path in sorted((facts / "statements").glob("*.jsonl")) for row in read_facts(path))
    return {video_address(one["url"]): _READ.sub("", one["title"]) for one in told if "youtu" in one["url"]}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
