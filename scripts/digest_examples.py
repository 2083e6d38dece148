"""Write docs/examples: the digests that channels would get, word for word, so that they can be read through.

    .venv/bin/python -m scripts.digest_examples

Eight weeks from 30 November 2026 on for three choices of topics, and the four countdowns ahead of KubeCon EU 2027.
The same corpus always gives the same texts.
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.digest_weeks import FIRST, countdowns, weeks
from bot.cards.card_to_text import card_to_text
from bot.cards.digest_cards import digest_to_cards
from bot.engine import open_engine
from bot.model.digest import Digest, EmptyDigest
from bot.model.due_digest import DueDigest

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "examples"
_CORPUS = ROOT / "corpus"
_WIDTH = 110
_WEEKS = 8
_EDITION = "kubecon-eu-2027"
_CHOICES = (("dra", "security"), ("cilium", "gateway api", "observability"), ())


def thread_text(due: DueDigest, digest: Digest | EmptyDigest) -> str:
    """Write a digest as a terminal shows it: the parent, then the thread below it."""
    if isinstance(digest, EmptyDigest):
        return f"{due.at.date()}: nothing is posted, since {digest.reason}"
    return "\n\n---\n\n".join(card_to_text(card, _WIDTH) for card in digest_to_cards(digest))


def name_of(topics: Iterable[str]) -> str:
    """Return what a channel's file is called."""
    return "-".join(topic.replace(" ", "-") for topic in topics) or "any"


def write(path: Path, digests: Iterable[tuple[DueDigest, Digest | EmptyDigest]]) -> None:
    """Write one file, a line between two digests."""
    texts = (thread_text(due, digest) for due, digest in digests)
    path.write_text(f"\n\n{'=' * _WIDTH}\n\n".join(texts) + "\n", encoding="utf-8")


def main() -> None:
    """Write all files."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        engine = open_engine([_CORPUS / "recaps"], _CORPUS, Path(home), FIRST.date())
        for topics in _CHOICES:
            write(FOLDER / f"weekly-{name_of(topics)}.txt", weeks(engine, topics, _WEEKS))
        for topics in _CHOICES:
            write(FOLDER / f"countdown-{name_of(topics)}.txt", countdowns(engine, topics, _EDITION))


if __name__ == "__main__":
    main()
