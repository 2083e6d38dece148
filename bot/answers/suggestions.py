"""What a person may look up instead, where nothing was found."""

from bot.answers.reading import Reading
from bot.index.names import NameBook

_LIKE_ENOUGH = 0.82  # below this, nonsense and other fields of life find neighbours too
_MOST_SUGGESTIONS = 3


def suggest_instead(reading: Reading, names: NameBook) -> tuple[str, ...]:
    """Return up to three lookups that find something: a part of this one, or names spelt much like it."""
    filtered = reading.lookup.speaker or reading.lookup.company
    if reading.impossible or filtered:
        return ()  # what is missing is not the name
    if reading.events and reading.concepts:
        return (" ".join(concept.typed for concept in reading.concepts),)
    guessed = {read.means for read in reading.read_as if read.why == "spelling"}
    named = [topic.name for name in reading.named for topic in name.topics if topic.name not in guessed]
    near = [name for name in named if names.spoken_of(name)[0]] or names.nearest_names(
        reading.lookup.words, _LIKE_ENOUGH, _MOST_SUGGESTIONS
    )
    return tuple(dict.fromkeys(near))[:_MOST_SUGGESTIONS]
