"""Suggest other lookups if nothing was found."""

from bot.answers.parse_lookup import ParsedLookup
from bot.index.vocabulary import Vocabulary

_LIKE_ENOUGH = 0.82  # below this, nonsense and other fields of life find neighbours too
_MOST_SUGGESTIONS = 3


def suggest_instead(parsed: ParsedLookup, names: Vocabulary) -> tuple[str, ...]:
    """Return up to three lookups that find something: a part of this one, or names spelt much like it."""
    filtered = parsed.lookup.speaker or parsed.lookup.company
    if parsed.impossible or filtered:
        return ()  # what is missing is not the name
    if parsed.events and parsed.concepts:
        return (" ".join(concept.typed for concept in parsed.concepts),)
    guessed = {read.means for read in parsed.read_as if read.why == "spelling"}
    named = [topic.name for name in parsed.named for topic in name.topics if topic.name not in guessed]
    near = [name for name in named if names.spoken_of(name)[0]] or names.nearest_names(
        parsed.lookup.words, _LIKE_ENOUGH, _MOST_SUGGESTIONS
    )
    return tuple(dict.fromkeys(near))[:_MOST_SUGGESTIONS]
