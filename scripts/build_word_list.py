"""Write corpus/ordinary_words.txt: the words that people use most, whatever they speak of.

    uv run --with wordfreq==3.1.1 python -m scripts.build_word_list corpus/

The words come from wordfreq, whose data is licensed under CC BY-SA 4.0; so is the file that is written here.
"""

import sys
from pathlib import Path

from bot.catalogue.normalize import normalize

_COUNTS = {"en": 30_000, "de": 6_000, "es": 6_000, "fr": 6_000}  # words of each language, the most used first
_SHORTEST = 4  # letters: shorter words are never taken for slips
_HEAD = """\
# The words that people use most in English, German, Spanish and French, without case and accents. A lookup's word that
# stands here is no slip of another ordinary word. Made by scripts/build_word_list.py from wordfreq by Robyn Speer,
# https://github.com/rspeer/wordfreq, and licensed as its data: CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/
"""


def main(arguments: list[str]) -> None:
    """Write the list, in alphabetical order."""
    from wordfreq import top_n_list  # noqa: PLC0415 - only who writes the list anew needs it

    words = {normalize(word) for language, count in _COUNTS.items() for word in top_n_list(language, count)}
    kept = sorted(word for word in words if word.isascii() and word.isalpha() and len(word) >= _SHORTEST)
    Path(arguments[0], "ordinary_words.txt").write_text(_HEAD + "".join(f"{word}\n" for word in kept), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
