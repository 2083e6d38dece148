"""What a person may have meant instead, and what completes what they are typing."""

from bot.answers.reading import Reading
from bot.catalogue.catalogue import Catalogue
from bot.index.names import nearest_texts
from bot.index.search_index import SearchIndex

_LIKE_ENOUGH = 0.82  # below this, nonsense and other fields of life find neighbours too
_MOST_SUGGESTIONS = 3


def suggest_instead(reading: Reading, catalogue: Catalogue, index: SearchIndex) -> tuple[str, ...]:
    """Return up to three topics or speakers of the index that are spelt much like the lookup."""
    words = reading.lookup.words
    filtered = reading.lookup.speaker or reading.lookup.company
    if reading.impossible or filtered:
        return ()  # what is missing is not the name
    if reading.events and reading.concepts:
        return (" ".join(concept.typed for concept in reading.concepts),)
    topics = [topic.name for topic in catalogue.topics if index.names.spoken_of(topic.name)[0]]
    near = nearest_texts(words, [*topics, *index.names.speakers], _LIKE_ENOUGH, _MOST_SUGGESTIONS)
    return tuple(text for text, _ in near)
