"""Read a person or a company out of a lookup: "liz rice", "talks by google", "what did nvidia announce"."""

from bot.answers.asked_words import AskedWords
from bot.answers.question import Question
from bot.index.vocabulary import Vocabulary
from bot.model.subject import Intent


def read_person(asked: AskedWords, names: Vocabulary) -> Question | None:
    """Return the person or company that a lookup is for, where nothing else is asked for."""
    said = asked.left("filler", "wish", "people", "about.date", "about.keynote", "about.summary")
    words = asked.said(said)
    speaker = names.speaker_called(words)
    if speaker:
        return Question(Intent.PERSON, _search_words(asked, said), asked.wishes(), names=(speaker,))
    company = names.company_called(words)
    is_name = asked.named and not asked.has("people", "wish.talk")  # a topic of that name is more likely meant
    if company and not is_name:
        return Question(Intent.COMPANY, _search_words(asked, said), asked.wishes(), names=(company,))
    return None


def _search_words(asked: AskedWords, said: list[int]) -> str:
    inside = asked.edition.places if asked.edition else ()
    return asked.said(sorted({*said, *inside}))
