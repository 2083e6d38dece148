"""Look up in a few texts outside the engine's recaps, in a separate index with the same catalogue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.answers.look_up import Answerer
from bot.answers.query_words import QueryWords
from bot.catalogue.catalogue import Catalogue
from bot.event_log import EventLogger
from bot.index.entry_store import entries_to_lines
from bot.index.search_index import SearchIndex, write_index
from bot.model.lookup import LookUp

_log = EventLogger(__name__)
_NAME = Path("message.md")


@dataclass(frozen=True, slots=True)
class SeparateIndexer:
    """Index texts in addition to the recaps of an engine."""

    catalogue: Catalogue
    words: QueryWords

    def index(self, texts: Mapping[str, str], folder: Path) -> LookUp:
        """Index texts by their names in an empty folder, and return an engine over only them."""
        write_index([line for name, text in texts.items() for line in self._lines(name, text)], folder)
        return Answerer(self.catalogue, self.words, SearchIndex(folder)).look_up

    def edition_of(self, text: str) -> str:
        """Return the id of the KubeCon that a text names, "" for none."""
        from bot.extraction.find_event import event_of  # noqa: PLC0415 - a lookup needs none of it, and it loads slowly
        from bot.recaps.read_recap import text_to_recap  # noqa: PLC0415

        event = event_of(text_to_recap(text, _NAME), self.catalogue)
        return event if self.catalogue.edition(event) else ""

    def _lines(self, name: str, text: str) -> Iterator[str]:
        """Yield the entries of a text as lines; one that cannot be read keeps no other from being found."""
        from bot.extraction.extract import extract  # noqa: PLC0415 - as above
        from bot.recaps.read_recap import text_to_recap  # noqa: PLC0415

        try:
            yield from entries_to_lines(extract(text_to_recap(text, Path(f"{name}.md")), self.catalogue))
        except Exception as fault:  # noqa: BLE001 - an error in one text must not hide the others
            _log.error("a fault of the bot kept a text from being read", name=name, error=type(fault).__name__)
