"""Turn a recap into entries; every way to find talks is one line of a list here."""

from bot.catalogue.catalogue import Catalogue
from bot.extraction.entry import Entry
from bot.extraction.entry_maker import EntryMaker
from bot.extraction.gather import gather_talks
from bot.extraction.linked_talks import find_linked_talks
from bot.extraction.outline import make_outline
from bot.extraction.presenters import find_presenters
from bot.extraction.quoted_talks import find_quoted_talks
from bot.extraction.sighting import Extractor
from bot.extraction.speaker_lines import find_speaker_lines
from bot.extraction.takeaways import find_takeaways
from bot.extraction.talk_notes import find_talk_notes
from bot.extraction.talks_in_headings import find_talks_in_headings
from bot.extraction.talks_in_lines import find_talks_in_lines
from bot.extraction.talks_in_rows import find_talks_in_rows
from bot.recaps.recap import Recap

EXTRACTORS: tuple[Extractor, ...] = (
    find_talks_in_headings,
    find_talks_in_lines,
    find_talks_in_rows,
    find_linked_talks,
    find_quoted_talks,
    find_presenters,
    find_speaker_lines,
    find_talk_notes,
)


def extract(recap: Recap, catalogue: Catalogue) -> tuple[Entry, ...]:
    """Return the talks and takeaways of a recap in reading order; raises nothing, whatever the recap holds."""
    outline = make_outline(recap, catalogue)
    seen = gather_talks(sighting for find in EXTRACTORS for sighting in find(outline))
    talks = [talk for talk in seen if talk.title or any(speaker.name for speaker in talk.speakers)]
    takeaways = list(find_takeaways(outline, talks))
    maker = EntryMaker(outline)
    entries = [maker.talk(talk, takeaways) for talk in talks]
    told = [entry.text for entry in entries]
    entries += [maker.takeaway(one) for one in takeaways if not any(one.text in text for text in told)]
    return tuple(sorted(entries, key=lambda entry: entry.source.line))
