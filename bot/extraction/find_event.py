"""Decide which KubeCon or other conference a recap is about, from everything in it."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.events.find_edition_mentions import Certainty, EditionMention
from bot.catalogue.events.other_conferences import OtherConference
from bot.catalogue.normalize import normalize
from bot.model.edition import Edition
from bot.model.recap import BlockKind, Recap

# The weight of a mention by its place.
_STATED = 200.0
_IN_TITLE, _IN_FILE_NAME, _IN_ADDRESS, _IN_TAGS = 12.0, 10.0, 6.0, 4.0
_AT_START, _IN_HEADING, _IN_TEXT = 3.0, 2.0, 0.5
_CLEAR = 12.0
_APART = "\n; block; \n"  # keeps the end of one text and the beginning of the next from being read as one name
_START_BLOCKS = 3
_READ_BLOCKS = 60
_MAY_NAME = re.compile(r"kubecon|cloudnativecon|\bkcd|rejekts|summit|native day|\b20[1-3]\d\b|\w\wcon\b", re.IGNORECASE)
_UNSURE = 0.5  # of a mention that fits several editions, for the one that the date speaks for
_TOO_EARLY = dt.timedelta(days=10)  # a recap comes out after the event began, a preview does not
_FRESH = dt.timedelta(days=60)
_PREVIEW_SHARE = 0.1
_FRESH_SHARE = 1.5
_YEAR = re.compile(r"20[1-3]\d")
_KUBECON = re.compile(r"kubecon|cloudnativecon", re.IGNORECASE)


def event_of(recap: Recap, catalogue: Catalogue) -> str:
    """Return the id of the edition or the slug of the conference that a recap is about, "" if unknown."""
    votes: Mapping[str, float] = {}
    texts: list[tuple[str, float]] = []
    for more in (_facts, _labels, _body):
        texts += more(recap)
        votes = _votes(texts, recap, catalogue)
        if _is_clear(votes, catalogue):
            break
    event = max(votes, key=votes.__getitem__) if votes else _by_date(recap, catalogue) or _of_folder(recap, catalogue)
    if not event or _YEAR.search(event) or recap.published_on is None:
        return event
    return f"{event}-{recap.published_on.year}"


def edition_named_in(text: str, recap: Recap, catalogue: Catalogue) -> str:
    """Return the one KubeCon that a text names for sure, "" for none or several.

    A day next to a KubeCon ("Tuesday: ArgoCon") belongs to that one, so other conferences do not count.
    """
    if not _KUBECON.search(text):
        return ""
    named = {event for event, share in _named(text, recap, catalogue) if share == 1.0}
    edition = catalogue.edition(named.pop()) if len(named) == 1 else None
    return edition.id if edition else ""


def names_other_event(text: str, event: str, catalogue: Catalogue) -> bool:
    """Return whether a text names a conference that is no KubeCon and not the event."""
    return bool(_MAY_NAME.search(text)) and any(other.slug != event for other in catalogue.other_conferences(text))


def _facts(recap: Recap) -> Iterator[tuple[str, float]]:
    """Return the events in the metadata, with weights."""
    yield recap.event, _STATED


def _labels(recap: Recap) -> Iterator[tuple[str, float]]:
    """Return the titles of the recap and its file, with weights."""
    yield recap.title, _IN_TITLE
    yield recap.id, _IN_FILE_NAME
    yield recap.url.rstrip("/").rpartition("/")[2], _IN_ADDRESS
    yield _APART.join(recap.tags), _IN_TAGS


def _body(recap: Recap) -> Iterator[tuple[str, float]]:
    """Return the parts of a recap that may mention events, with weights."""
    telling = [block for block in recap.blocks[_START_BLOCKS:] if _MAY_NAME.search(block.text)][:_READ_BLOCKS]
    headings = [block.text for block in telling if block.kind is BlockKind.HEADING]
    texts = [block.text for block in telling if block.kind is not BlockKind.HEADING]
    yield _APART.join(block.text for block in recap.blocks[:_START_BLOCKS]), _AT_START
    yield _APART.join(headings), _IN_HEADING
    yield _APART.join(texts), _IN_TEXT


def _votes(texts: Iterable[tuple[str, float]], recap: Recap, catalogue: Catalogue) -> Mapping[str, float]:
    """Return how much speaks for each event that texts name, given with their weights."""
    votes: defaultdict[str, float] = defaultdict(float)
    for text, weight in texts:
        for event, share in _named(text, recap, catalogue):
            votes[event] += weight * share * _timeliness(catalogue.edition(event), recap.published_on)
    return _with_short_names(votes)


def _is_clear(votes: Mapping[str, float], catalogue: Catalogue) -> bool:
    """Return whether one edition leads so far that there is no need to read on."""
    leader, weight = max(votes.items(), key=lambda vote: vote[1], default=("", 0.0))
    rest = sum(votes.values()) - weight
    return weight >= max(_CLEAR, 2 * rest) and catalogue.edition(leader) is not None


def _named(text: str, recap: Recap, catalogue: Catalogue) -> Iterator[tuple[str, float]]:
    """Return the events named in a text, with confidences."""
    if not text:
        return
    others = catalogue.other_conferences(text)
    for other in others:
        yield other.slug, 1.0
    for mention in catalogue.edition_mentions(text):
        if mention.edition_ids and not _is_within(mention, others, text):
            yield from _resolved(mention, recap, catalogue)


def _is_within(mention: EditionMention, others: tuple[OtherConference, ...], text: str) -> bool:
    """Return whether words are part of another event's name ("Rejekts Amsterdam 2026")."""
    overlaps = any(mention.start < other.end and other.start < mention.end for other in others)
    return overlaps and not _KUBECON.search(" ".join(normalize(text).split()[mention.start : mention.end]))


def _resolved(mention: EditionMention, recap: Recap, catalogue: Catalogue) -> Iterator[tuple[str, float]]:
    ids = mention.edition_ids
    if len(ids) == 1:
        is_sure = mention.certainty >= Certainty.EVENT_YEAR or mention.certainty is Certainty.CITY
        yield ids[0], 1.0 if is_sure else _UNSURE
        return
    editions = [edition for edition_id in ids if (edition := catalogue.edition(edition_id))]
    if (likely := _latest(editions, recap)) is not None:
        yield likely.id, _UNSURE


def _latest(editions: list[Edition], recap: Recap) -> Edition | None:
    """Return the latest edition that had begun when the recap came out, or the one of a year the recap names."""
    published = recap.published_on
    if published is None:
        years = set(_YEAR.findall(f"{recap.title} {recap.id} {recap.url}"))
        of_year = [edition for edition in editions if edition.id[-4:] in years]
        return of_year[0] if len(of_year) == 1 else None
    begun = [edition for edition in editions if edition.starts_on and edition.starts_on <= published + _TOO_EARLY]
    return max(begun, key=lambda edition: edition.starts_on or published, default=None)


def _of_folder(recap: Recap, catalogue: Catalogue) -> str:
    """Return the one event that the folder of a recap is called after, "" if there is none."""
    named = {event for event, share in _named(PurePath(recap.path).parent.name, recap, catalogue) if share == 1.0}
    return named.pop() if len(named) == 1 else ""


def _by_date(recap: Recap, catalogue: Catalogue) -> str:
    """Return the edition that a recap speaking of "KubeCon" came out shortly after."""
    said = f"{recap.title} {' '.join(recap.tags)} {' '.join(block.text for block in recap.blocks[:_START_BLOCKS])}"
    published = recap.published_on
    if published is None or not _KUBECON.search(said):
        return ""
    held = (edition for edition in catalogue.editions if edition.starts_on and edition.starts_on <= published)
    fresh = [edition for edition in held if edition.ends_on and published - edition.ends_on <= _FRESH]
    return fresh[0].id if len(fresh) == 1 else ""


def _timeliness(edition: Edition | None, published: dt.date | None) -> float:
    if edition is None or edition.starts_on is None or published is None:
        return 1.0
    if published < edition.starts_on - _TOO_EARLY:
        return _PREVIEW_SHARE
    is_fresh = published - (edition.ends_on or edition.starts_on) <= _FRESH
    return _FRESH_SHARE if is_fresh else 1.0


def _with_short_names(votes: Mapping[str, float]) -> Mapping[str, float]:
    """Give the votes of "kcd" to "kcd-new-york-2026" if that is named too."""
    whole: defaultdict[str, float] = defaultdict(float)
    for event, weight in votes.items():
        longer = [other for other in votes if other.startswith(f"{event}-")]
        whole[max(longer, key=lambda other: (votes[other], len(other))) if longer else event] += weight
    return whole
