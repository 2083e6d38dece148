"""Find a person or company in a lookup: "liz rice", "talks by google", "what did nvidia announce"."""

from collections.abc import Iterator

from bot.answers.question import Question
from bot.answers.tagged_words import TaggedWords
from bot.catalogue.normalize import normalize
from bot.index.vocabulary import Vocabulary
from bot.model.subject import Intent

_SOME_TALKS = 5
_MOST = 0.75  # of the talks of all people of a first name


def read_person(asked: TaggedWords, names: Vocabulary) -> Question | None:
    """Return the person or company that a lookup asks for, if it asks for nothing else."""
    said = asked.left("filler", "wish", "people", "about.date", "about.keynote", "about.summary")
    is_topic = asked.named and not asked.has("people")  # a topic of that name is more likely meant
    if any("wish.talk" in asked.tags[place] for place in _inside(said)):
        return None  # "cilium talks by isovalent" is no name
    for places in _spans(asked, said):
        words = asked.said(places)
        speaker = names.speaker_called(words) or ("" if asked.named else _best_known(words, names))
        if speaker:
            return _question(asked, Intent.PERSON, places, speaker)
        company = "" if is_topic else names.company_called(words)
        if company:
            return _question(asked, Intent.COMPANY, places, company)
    return None


def _inside(said: list[int]) -> set[int]:
    """Return the positions between others."""
    return set(range(said[0], said[-1])) - set(said) if said else set()


def _best_known(first_name: str, names: Vocabulary) -> str:
    """Return the speaker who is likely meant by a first name, "" if several are about as well known."""
    known = names.speakers_by_word.get(first_name, ())
    talks = sum(names.speakers[name] for name in known)
    best = max(known, key=lambda name: names.speakers[name], default="")
    is_clear = talks >= _SOME_TALKS and names.speakers[best] >= talks * _MOST
    is_name = names.count(first_name) <= talks / _MOST and normalize(best).startswith(f"{first_name} ")
    return best if is_clear and is_name else ""


def _spans(asked: TaggedWords, said: list[int]) -> Iterator[list[int]]:
    """Return the positions of a name: all remaining words, and their neighbours ("hat" is German for "has")."""
    for before, after in ((0, 0), (0, 1), (1, 0), (1, 1)) if said else ():
        start, end = said[0] - before, said[-1] + 1 + after
        if start >= 0 and end <= len(asked.words):
            yield said if (before, after) == (0, 0) else list(range(start, end))


def _question(asked: TaggedWords, intent: Intent, places: list[int], name: str) -> Question:
    edition = asked.edition
    words = asked.said(sorted({*places, *(edition.places if edition else ())}))
    events = tuple(one.id for one in edition.meant(asked.today)) if edition else ()
    return Question(intent, words, asked.wishes(), names=(name,), events=events)
