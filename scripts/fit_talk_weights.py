"""Fit the weights by which headings and marked titles are judged, and write them with how they do on other authors.

    .venv/bin/python -m scripts.fit_talk_weights [--posts ../shared/recaps] [--gold ../shared/gold/talks]

It learns from posts whose talks somebody has written down: those of the tests, and those of a folder beside the
project, which is no part of it. Of headings each post is learnt from twice, as it is and with all speakers and links
left out, since bare headings are what the weights are for.
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.load import load_catalogue
from bot.catalogue.normalize import normalize
from bot.extraction.extract import find_candidates
from bot.extraction.outline import make_outline
from bot.extraction.talk_links import read_talk_link
from bot.extraction.talks.candidate import TalkCandidate
from bot.extraction.talks.fitted_weights import Features
from bot.extraction.talks.marked_titles import FEATURES as OF_MARKED
from bot.extraction.talks.marked_titles import MarkedTitle, describe_marked
from bot.extraction.talks.people_features import FEATURES as OF_PEOPLE
from bot.extraction.talks.sibling_features import FEATURES as OF_HEADINGS
from bot.extraction.talks.sibling_groups import describe_headings
from bot.extraction.talks.untitled_talks import describe_people
from bot.model.recap import Block, Recap
from bot.recaps.find_files import find_recaps
from bot.recaps.read_recap import read_recap

ROOT = Path(__file__).resolve().parent.parent
LAYOUTS = [ROOT / "tests" / "extraction" / name for name in ("layouts", "hard_layouts", "styles", "reports")]
FEATURES = {"headings": OF_HEADINGS, "marked": OF_MARKED, "people": OF_PEOPLE}
WEIGHTS = ROOT / "bot" / "extraction" / "talks" / "talk_weights.toml"
_PENALTY = 3.0
_LEAST_SPREAD = 0.1  # so that a feature which few posts have is no more than a hint
# Titles that one post counts for, however many it has: many headings of a post are judged together, and few titles in
# running text each make or break a post.
_MOST_OF_A_POST = {"headings": 6.0, "marked": 3.0, "people": 3.0}
_SAME, _ALIKE = 88, 60  # per cent, of words in common and of letters
_STEPS = 50
_HEAD = """# How much each feature speaks for a talk: of a bare heading (bot/extraction/talks/sibling_groups.py),
# of a title that running text marks (bot/extraction/talks/marked_titles.py), and of people whom it names
# (bot/extraction/talks/untitled_talks.py).
# Written by scripts/fit_talk_weights.py.
"""
_TABLE = """
[{table}]
# From {posts} posts of {authors} authors, with {titles} of these.
# On posts of authors that it did not learn from: precision {precision:.3f}, recall {recall:.3f}.
"""

Numbers = np.ndarray


@dataclass(frozen=True, slots=True)
class GoldTalk:
    """A talk that somebody found in a post: "" if the post has no title, () if it names no speakers."""

    title: str
    speakers: tuple[str, ...]


Gold = Sequence[GoldTalk]


@dataclass(frozen=True, slots=True)
class TalkExample:
    """What may be titles in one post, of one kind: their features, which are talks, and who wrote the post."""

    table: str
    author: str
    features: Numbers
    are_talks: Numbers


def main() -> int:
    """Fit the weights on all posts that are there, and write them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--posts", type=Path, default=ROOT.parent / "shared" / "recaps")
    options.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold" / "talks")
    chosen = options.parse_args()
    if not chosen.gold.is_dir():
        print(f"there is no {chosen.gold}: name the folders with --posts and --gold", file=sys.stderr)
        return 1
    catalogue = load_catalogue(ROOT / "corpus")
    posts = [
        *(post for folder in LAYOUTS for post in read_layouts(folder)),
        *read_gold(chosen.posts, chosen.gold),
    ]
    examples = [one for post in posts for one in learn_from(*post, catalogue)]
    WEIGHTS.write_text(write_weights(examples), encoding="utf-8")
    return 0


def read_layouts(folder: Path) -> Iterator[tuple[Recap, str, Gold]]:
    """Return the posts of the tests, each as if by an author of its own, with the titles of its talks."""
    talks = tomllib.loads((folder / "talks.toml").read_text(encoding="utf-8"))
    for name, lines in talks.items():
        yield read_recap(folder / name), name, list(map(_parse_line, lines))


def _parse_line(line: str) -> GoldTalk:
    """Parse "Title | Name (Company); Name"."""
    title, _, people = line.partition(" | ")
    return GoldTalk(title, tuple(one.partition(" (")[0] for one in people.split("; ") if one))


def read_gold(posts: Path, gold: Path) -> Iterator[tuple[Recap, str, Gold]]:
    """Return the posts that have gold, with who wrote them and the titles of their talks."""
    authors = {
        one["id"]: one["author"] for listed in posts.rglob("sources.json") for one in json.loads(listed.read_text())
    }
    for path in find_recaps(posts):
        written = gold / f"{path.stem}.json"
        if written.exists():
            talks = json.loads(written.read_text(encoding="utf-8"))
            named = [GoldTalk(talk["title"] or "", tuple(talk["speakers"])) for talk in talks]
            yield read_recap(path), authors.get(path.stem, path.stem), named


def learn_from(recap: Recap, author: str, gold: Gold, catalogue: Catalogue) -> Iterator[TalkExample]:
    """Return what a post teaches as it is, and of headings without its speakers and links."""
    outline = make_outline(recap, catalogue)
    seen = list(find_candidates(outline))
    for table, described in (("marked", describe_marked(outline, seen)), ("people", describe_people(outline, seen))):
        yield from _examples(table, author, gold, described)
    for post in (recap, without_proofs(recap, catalogue)):
        outline = make_outline(post, catalogue)
        seen = list(find_candidates(outline))
        described = describe_headings(outline, seen).items()
        yield from _examples("headings", author, gold, [(seen[place], signs) for place, signs in described])


def _examples(
    table: str, author: str, gold: Gold, described: Sequence[tuple[MarkedTitle | TalkCandidate, Features]]
) -> Iterator[TalkExample]:
    if described:
        features = [[1.0, *(signs[name] for name in FEATURES[table])] for _, signs in described]
        are_talks = [any(_is_of(own, talk) for talk in gold) for own, _ in described]
        yield TalkExample(table, author, np.array(features), np.array(are_talks, dtype=float))


def _is_of(own: MarkedTitle | TalkCandidate, talk: GoldTalk) -> bool:
    """Return whether a title is that of a talk, or somebody without a title one of its speakers."""
    if own.title:
        return is_same(own.title, talk.title)
    names = {normalize(one.name).split()[-1] for one in own.speakers if normalize(one.name)}
    return not names.isdisjoint(normalize(name).split()[-1] for name in talk.speakers if normalize(name))


def without_proofs(recap: Recap, catalogue: Catalogue) -> Recap:
    """Return a post whose headings name talks by their titles alone, without any line of speakers or talk link."""
    outline = make_outline(recap, catalogue)
    proven = [
        one for one in find_candidates(outline) if one.spot.is_heading and one.title and (one.speakers or one.links)
    ]
    titles = {one.spot.index: one.title for one in proven}
    gone = {index for one in proven for index in (*one.names, *one.about)} - titles.keys()
    blocks = (
        replace(spot.block, text=titles.get(spot.index, spot.text), links=(), strong=(), emphasis=())
        for spot in outline.spots
        if not (spot.index in gone and _proves(spot.index, spot.block, proven))
    )
    return replace(recap, blocks=tuple(blocks))


def _proves(index: int, block: Block, proven: Iterable[TalkCandidate]) -> bool:
    return any(map(read_talk_link, block.links)) or any(index in one.names for one in proven)


def is_same(one: str, other: str) -> bool:
    """Return whether two titles are the same but for what somebody left out."""
    first, second = normalize(one), normalize(other)
    return fuzz.token_set_ratio(first, second) >= _SAME and fuzz.ratio(first, second) >= _ALIKE


def write_weights(examples: Sequence[TalkExample]) -> str:
    """Return the weights as TOML, below what they were fitted from and how they do on authors they have not seen."""
    return _HEAD + "".join(_write_table(table, [one for one in examples if one.table == table]) for table in FEATURES)


def _write_table(table: str, examples: Sequence[TalkExample]) -> str:
    precision, recall = cross_validate(examples)
    authors, titles = {one.author for one in examples}, sum(len(one.are_talks) for one in examples)
    head = _TABLE.format(
        table=table, posts=len(examples), authors=len(authors), titles=titles, precision=precision, recall=recall
    )
    weights = zip(("bias", *FEATURES[table]), fit(examples), strict=True)
    return head + "".join(f"{name} = {weight:.3f}\n" for name, weight in weights)


def cross_validate(examples: Sequence[TalkExample]) -> tuple[float, float]:
    """Return precision and recall over titles, each judged by weights fitted on all other authors' posts."""
    right = said = owed = 0
    for author in {one.author for one in examples}:
        weights = fit([one for one in examples if one.author != author])
        for one in (one for one in examples if one.author == author):
            found = one.features @ weights > 0
            right += int((found * one.are_talks).sum())
            said += int(found.sum())
            owed += int(one.are_talks.sum())
    return right / max(1, said), right / max(1, owed)


def fit(examples: Sequence[TalkExample]) -> Numbers:
    """Return the weights of a logistic regression, the bias first; large ones cost, so that no post's quirk decides."""
    features = np.vstack([one.features for one in examples])
    talks = np.concatenate([one.are_talks for one in examples])
    counts = np.concatenate(
        [np.full(len(one.are_talks), min(1.0, _MOST_OF_A_POST[one.table] / len(one.are_talks))) for one in examples]
    )
    means, spreads = features.mean(axis=0), features.std(axis=0) + _LEAST_SPREAD
    means[0], spreads[0] = 0.0, 1.0
    scaled = (features - means) / spreads
    weights = np.zeros(features.shape[1])
    penalty = np.full(len(weights), _PENALTY)
    penalty[0] = 0.0
    for _ in range(_STEPS):  # Newton's method
        chances = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (counts * (chances - talks)) + penalty * weights
        bend = (scaled.T * (counts * chances * (1 - chances))) @ scaled + np.diag(penalty)
        weights -= np.linalg.solve(bend, slope)
    plain = weights / spreads
    plain[0] -= plain[1:] @ means[1:]
    return plain


if __name__ == "__main__":
    sys.exit(main())
