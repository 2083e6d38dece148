"""Build cards that are not answers: help, what the bot knows, and notices about problems."""

from bot.answers.corpus_statistics import CorpusStatistics
from bot.cards.nothing_found import HOW_TO_ADD
from bot.cards.text import TITLE_LENGTH, count, shorten
from bot.model.answer_page import AnswerPage, page_to_value
from bot.model.card import Action, ActionKind, Card, Item, Section, SourceLink
from bot.model.day_text import day_to_text
from bot.model.how_to_ask import PLAIN, HowToAsk

EXAMPLES = ("dra", "gateway api", "platform engineering")
_DIGESTS = "A channel gets a thread every week, and ahead of the next KubeCon, once somebody types digest there."


def help_card(how: HowToAsk = PLAIN) -> Card:
    """Build the card that says what can be typed, with three lookups to try; `how` is what to type at this place."""
    ways = (
        (how.lookup.format("dra"), "a topic, a project, a talk or a speaker, short forms and typos included"),
        (how.lookup.format("istio vs linkerd"), "both side by side"),
        (how.trend.format("wasm"), "how much of each KubeCon was on a topic, as a chart"),
        (how.kind.format("dra"), "only talks; projects and takeaways can be asked for alike"),
        (how.narrowed.format("gpu"), "only that KubeCon, that speaker, that company"),
        ("more", "the next part of the last answer; talks, projects or takeaways show its other kinds"),
        (f"{how.command.format('next')}, events", "the next KubeCon, and all that are announced"),
        (
            how.command.format("digest"),
            "a thread every week, and ahead of the next KubeCon: typed in the channel that is to have it",
        ),
        (how.command.format("about"), "what the bot knows, and how to add a recap"),
    )
    return Card(
        title="Answers from KubeCon recaps",
        subtitle="every line with its source",
        sections=(Section("What you can type", tuple(Item(f"{typed} — {what}") for typed, what in ways)),),
        actions=tuple(look_up_action(words) for words in EXAMPLES),
        alt_text=f"Help: type a topic, a project, a talk or a speaker, for example {how.lookup.format('dra')}.",
    )


def thanks_card() -> Card:
    """Answer thanks, with lookups to try next."""
    return Card(
        "You're welcome",
        "type help for all that can be asked",
        actions=tuple(look_up_action(words) for words in EXAMPLES),
        alt_text="You're welcome.",
    )


def about_card(statistics: CorpusStatistics) -> Card:
    """Build the card that says how much the bot knows, its newest recap, and how to add one."""
    counted = {
        "talk": statistics.talks,
        "takeaway": statistics.takeaways,
        "topic": statistics.topics,
        "speaker": statistics.speakers,
    }
    found = ", ".join(count(number, noun) for noun, number in counted.items())
    known = f"{count(statistics.recaps, 'recap')} of {count(statistics.editions, 'event')}: {found}"
    sections = [Section("What the bot knows", (Item(known),))]
    if statistics.newest_on:
        title = shorten(statistics.newest_title, TITLE_LENGTH) or "a recap without a title"
        newest = Item(title, SourceLink("", statistics.newest_url), badge=day_to_text(statistics.newest_on))
        sections.append(Section("Newest recap", (newest,)))
    if statistics.as_of:
        days = ", ".join(f"{what} as of {day_to_text(day)}" for what, day in statistics.as_of)
        sections.append(Section("How current it is", (Item(f"{days[:1].upper()}{days[1:]}"),)))
    sections.append(Section("Digests", (Item(_DIGESTS),)))
    sections.append(Section("Add a recap", (Item(HOW_TO_ADD),)))
    return Card("About this bot", "it quotes recaps and never makes text up", tuple(sections), alt_text=known)


def internal_error_card(fault: str) -> Card:
    """Build the card that says that something went wrong; `fault` is the id of the log line."""
    sentence = "Something went wrong inside the bot; please try again."
    return Card(sentence, f"whoever runs it finds {fault} in the log", alt_text=f"{sentence} ({fault})")


def unavailable_card(sentence: str) -> Card:
    """Build the card that says what cannot be done just now."""
    return Card("That cannot be done just now", shorten(sentence, TITLE_LENGTH * 2), alt_text=sentence)


def paused_card(reason: str) -> Card:
    """Build the card that says why a channel's digests are paused; `reason` names the channel."""
    sentence = "The digests you asked for are paused"
    remedy = "To have them again, make sure that the bot may write there, and type /kubecon digest on"
    return Card(sentence, shorten(reason, TITLE_LENGTH * 2), footer=remedy, alt_text=f"{sentence}: {reason}")


def expired_card() -> Card:
    """Build the card that says that a button is too old, or that what it led to no longer exists."""
    sentence = "This button is too old: the recaps have changed since."
    return Card(sentence, "look it up again", actions=(look_up_action("help"),), alt_text=sentence)


def answer_lost_card() -> Card:
    """Build the card that says that an answer from before a restart can no longer be changed."""
    sentence = "The bot was restarted and no longer knows its answer to this message"
    return Card(sentence, "ask again in a new message", alt_text=sentence)


def no_more_card() -> Card:
    """Build the card that says that the answer has no further part."""
    return Card("That is all there is", "look something else up", alt_text="That is all there is.")


def no_answer_yet_card(typed: str) -> Card:
    """Build the card that says that `typed` continues an answer, but there is none."""
    sentence = f"“{shorten(typed, TITLE_LENGTH)}” continues an answer, but there is none here yet"
    return Card(sentence, "look something up first, for example: talks dra", alt_text=sentence)


def look_up_action(words: str, label: str = "") -> Action:
    """Offer a lookup, with a separate label if the words are unclear."""
    return Action(label or words, ActionKind.LOOK_UP, page_to_value(AnswerPage(words)))
