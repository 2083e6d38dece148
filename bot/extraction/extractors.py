"""Turn a recap into entries; every way to find talks is one line of a list here."""

from collections.abc import Iterator

from bot.catalogue.catalogue import Catalogue
from bot.extraction.asides import part_asides
from bot.extraction.entry import Entry
from bot.extraction.entry_maker import EntryMaker
from bot.extraction.evidence import READ_WHOLE
from bot.extraction.gather import gather_talks
from bot.extraction.labelled_talks import find_labelled_talks
from bot.extraction.linked_talks import find_linked_talks
from bot.extraction.listed_talks import find_listed_talks
from bot.extraction.outline import Outline, make_outline
from bot.extraction.own_talks import find_own_talks
from bot.extraction.presenters import find_presenters
from bot.extraction.quoted_talks import find_quoted_talks
from bot.extraction.sibling_groups import judge_bare_headings
from bot.extraction.sighting import Extractor, Sighting
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
    find_own_talks,
    find_talk_notes,
)


def extract(recap: Recap, catalogue: Catalogue) -> tuple[Entry, ...]:
    """Return the talks and takeaways of a recap in reading order; raises nothing, whatever the recap holds."""
    recap, disputes = part_asides(recap)
    outline = make_outline(recap, catalogue)
    seen = gather_talks(judge_bare_headings(outline, list(find_sightings(outline))))
    talks = [talk for talk in seen if talk.title or any(speaker.name for speaker in talk.speakers)]
    takeaways = list(find_takeaways(outline, talks))
    maker = EntryMaker(outline, disputes)
    entries = [maker.talk(talk, takeaways) for talk in talks]
    told = "\n".join(entry.text for entry in entries)
    entries += [maker.takeaway(one) for one in takeaways if one.text not in told]
    return tuple(sorted(entries, key=lambda entry: entry.source.line))


def find_sightings(outline: Outline) -> Iterator[Sighting]:
    """Return what is seen of talks; an item that was read as a whole leaves the other ways nothing to guess."""
    whole = [*find_labelled_talks(outline), *find_listed_talks(outline)]
    read = {index for sighting in whole if sighting.evidence == READ_WHOLE for index in sighting.names}
    yield from whole
    yield from (sighting for find in EXTRACTORS for sighting in find(outline) if sighting.spot.index not in read)
