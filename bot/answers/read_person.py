"""Find a person or company in a lookup: "liz rice", "talks by google", "what did nvidia announce"."""

from collections.abc import Iterator

from bot.answers.question import Question
from bot.answers.tagged_words import TaggedWords
from bot.index.vocabulary import Vocabulary
from bot.model.subject import Intent


def read_person(asked: TaggedWords, names: Vocabulary) -> Question | None:
    """Return the person or company that a lookup asks for, if it asks for nothing else."""
    said = asked.left("filler", "wish", "people", "about.date", "about.keynote", "about.summary")
    is_topic = asked.named and not asked.has("people")  # a topic of that name is more likely meant
    for places in _spans(asked, said):
        words = asked.said(places)
        speaker = names.speaker_called(words)
        if speaker:
            return _question(asked, Intent.PERSON, places, speaker)
        company = "" if is_topic else names.company_called(words)
        if company:
            return _question(asked, Intent.COMPANY, places, company)
    return None


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
