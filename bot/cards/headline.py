"""Write the title and subtitle of a card: how the lookup was understood, and how many recaps mention it."""

import re

from bot.cards.subject_header import subject_subtitle, subject_title
from bot.cards.text import TITLE_LENGTH, badge_event, count, shorten
from bot.model.entry import EntryKind, is_scheduled, is_talk
from bot.model.lookup import Answer, Interpretation, normalize_case
from bot.model.subject import ComparisonSubject, PersonSubject
from bot.model.topic import Topic
from bot.model.topic_summary import TopicSummary

_SPELLING, _EDITION, _TRANSLATION = "spelling", "edition", "translation"
_NOTES_SHOWN = 3
_OF_KEEPER = re.compile(r" (?:SIG|WG|TAG|subproject|project|since)\b|[;,(]")  # additions after the name of an owner


def asked_of(answer: Answer) -> str:
    """Return all words by which a person or a company may have been asked for."""
    subject = answer.subject.name if isinstance(answer.subject, PersonSubject) else ""
    return f"{answer.lookup.words} {answer.lookup.speaker} {answer.lookup.company} {subject}"


def title_of(answer: Answer) -> str:
    """Return the title: the full name of the topic, otherwise the typed words."""
    if answer.subject is not None:
        return subject_title(answer.subject)
    summary = answer.only_topic
    if summary is None:
        words = shorten(answer.lookup.sentence or answer.lookup.words, TITLE_LENGTH)
        return words or _filters(answer) or "Nothing asked"
    name = summary.topic.name
    alias = _alias_typed(summary.topic, shorten(answer.lookup.words, TITLE_LENGTH))
    return f"{alias} → {name}" if alias else name


def subtitle_of(answer: Answer) -> str:
    """Return the subtitle: corrections, the kind of topic, and how many recaps mention it."""
    if len(answer.readings) > 1 and not isinstance(answer.subject, ComparisonSubject):
        return f"may mean {_either(answer.readings)}"
    if answer.subject is not None:
        return " · ".join(part for part in (subject_subtitle(answer.subject), *_found(answer)) if part)
    parts = [note for read_as in answer.read_as[:_NOTES_SHOWN] if (note := _note(answer, read_as))]
    summary = answer.only_topic
    if summary is None or (not answer.matches and _filters(answer)):
        parts += _totals(answer)
    else:
        parts += [_kind(summary.topic), _mentions(summary) or _told_in(answer)]
    return " · ".join(part for part in parts if part)


def _alias_typed(topic: Topic, words: str) -> str:
    if normalize_case(words) == normalize_case(topic.name):
        return ""
    return next((alias.name for alias in topic.aliases if normalize_case(alias.name) == normalize_case(words)), "")


def _note(answer: Answer, read_as: Interpretation) -> str:
    typed, means = shorten(read_as.typed, TITLE_LENGTH), shorten(read_as.means, TITLE_LENGTH)
    if read_as.why == _SPELLING:
        return f"read “{typed}” as {means}"
    if read_as.why == _EDITION:
        return f"nothing on this of “{typed}”, but of {means}"
    if read_as.why == _TRANSLATION:
        return f"“{typed}” is {means}"
    if answer.only_topic is not None or normalize_case(typed) == normalize_case(means):
        return ""
    written = next((alias for one in answer.topics if (alias := _alias_typed(one.topic, typed))), typed)
    return f"{written} → {means}"


def _found(answer: Answer) -> list[str]:
    found = [count(number, str(kind)) for kind, number in answer.totals if number]
    return [", ".join(found)] if found else []


def _totals(answer: Answer) -> list[str]:
    found = _found(answer)
    if found:
        return found
    if not answer.lookup.words.strip() and not _filters(answer):
        return ["type a topic, a project, a talk or a speaker"]
    if answer.lookup.words.strip() and _filters(answer):
        return [f"no recap mentions this with {_filters(answer)}"]
    if set(answer.did_you_mean) & {summary.topic.name for summary in answer.topics}:
        return ["no recap mentions all of this; try a part of it"]
    if answer.did_you_mean:
        return ["the recaps know no such name; did you mean one of these?"]
    return ["no recap mentions this"]


def _filters(answer: Answer) -> str:
    lookup = answer.lookup
    return shorten(", ".join(part for part in (lookup.event, lookup.speaker, lookup.company) if part), TITLE_LENGTH)


def _kind(topic: Topic) -> str:
    if topic.maturity:
        return f"CNCF {topic.kind} ({topic.maturity})"
    keeper = topic.part_of or _OF_KEEPER.split(topic.owner, maxsplit=1)[0].strip()
    return f"{keeper} {topic.kind}".strip()


def _mentions(summary: TopicSummary) -> str:
    if not summary.recaps:
        return ""
    newest = f", newest {badge_event(summary.newest_event)}" if summary.newest_event else ""
    return f"{count(summary.recaps, 'recap')}{newest}"


def _told_in(answer: Answer) -> str:
    """Say where a topic is mentioned that no recap mentions: the lines below it are from recordings and schedules."""
    said = [match.entry for match in answer.matches if match.entry.kind is not EntryKind.PROJECT]
    if any(is_talk(entry.source.recap) for entry in said):
        return "told in recordings of talks"
    if all(is_scheduled(entry) for entry in said):
        return "in no recap yet"
    return ""


def _either(readings: tuple[str, ...]) -> str:
    named = [shorten(reading, TITLE_LENGTH) for reading in readings]
    return " or ".join([", ".join(named[:-1]), named[-1]])
