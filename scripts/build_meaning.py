"""Write the vectors of the shipped entries, and the whitening that is fitted to them, into corpus/meaning.

    .venv/bin/python -m scripts.build_meaning

Run it after the corpus has changed: entries without a vector are encoded where the bot runs, which takes longer there.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bot.engine import open_engine
from bot.index.encoder import load_encoder
from bot.index.meaning import entry_to_passage
from bot.index.vector_store import encode_missing, find_vectors, hash_text, read_vectors, write_vectors
from bot.index.whitening import fit_whitening, write_whitening

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
VECTORS = CORPUS / "meaning" / "vectors.bin"
WHITENING = CORPUS / "meaning" / "whitening.npy"


def shipped_passages() -> dict[int, str]:
    """Return what of the shipped entries is encoded, each by its key."""
    with tempfile.TemporaryDirectory() as home:
        engine = open_engine([CORPUS / "recaps"], CORPUS, Path(home))
        passages = [entry_to_passage(entry) for entry in engine.entries()]
    return {hash_text(text): text for text in passages}


def golden_lookups(table: Any) -> Iterator[str]:
    """Return the lookups of the golden table, which are typical of what people type."""
    for section in table.values():
        yield from map(str, section)


def main() -> int:
    """Encode, fit and write; tell what was done."""
    encoder = load_encoder()
    if encoder is None:
        print("The encoder is not installed here: run make setup on Linux x86-64.", file=sys.stderr)
        return 2
    passages = shipped_passages()
    keys = list(passages)
    kept, known = find_vectors(read_vectors([VECTORS]), keys)
    VECTORS.unlink(missing_ok=True)  # what the corpus no longer says is not shipped
    write_vectors(VECTORS, [key for key, is_known in zip(keys, known, strict=True) if is_known], kept[known])
    missing = {key: passages[key] for key, is_known in zip(keys, known, strict=True) if not is_known}
    encode_missing(encoder, missing, VECTORS, lambda done, of: print(f"{done} of {of} encoded"))
    vectors, _ = find_vectors(read_vectors([VECTORS]), keys)
    table = yaml.safe_load((ROOT / "tests" / "golden_lookups.yaml").read_text(encoding="utf-8"))
    lookups = np.vstack([encoder.encode_lookup(words) for words in golden_lookups(table)])
    write_whitening(fit_whitening(lookups, vectors), WHITENING)
    print(f"{len(passages)} passages, {len(missing)} of them encoded now; {len(lookups)} lookups")
    return 0


if __name__ == "__main__":
    sys.exit(main())
