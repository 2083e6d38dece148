"""Extract entries from a recap; each way of finding talks is one line of a list here."""

from collections.abc import Iterator

from bot.catalogue.catalogue import Catalogue
from bot.extraction.build_entries import EntryBuilder
from bot.extraction.outline import Outline, make_outline
from bot.extraction.split_annotations import split_annotations
from bot.extraction.takeaways.statements import find_takeaways
from bot.extraction.talks.candidate import Extractor, TalkCandidate
from bot.extraction.talks.first_person import find_own_talks
from bot.extraction.talks.headings import find_talks_in_headings
from bot.extraction.talks.known_talks import find_known_talks
from bot.extraction.talks.labelled_fields import find_labelled_talks
from bot.extraction.talks.linked_title_lists import find_listed_talks
from bot.extraction.talks.links import find_linked_talks
from bot.extraction.talks.list_items import find_talks_in_lines
from bot.extraction.talks.marked_titles import find_marked_titles
from bot.extraction.talks.merge_candidates import merge_candidates
from bot.extraction.talks.nearby_speakers import add_nearby_speakers
from bot.extraction.talks.note_pages import find_talk_notes
from bot.extraction.talks.quotes import find_quoted_talks
from bot.extraction.talks.scoring import READ_WHOLE
from bot.extraction.talks.sibling_groups import judge_bare_headings
from bot.extraction.talks.table_rows import find_talks_in_rows
from bot.extraction.talks.talks_by_speaker_line import find_speaker_lines
from bot.extraction.talks.untitled_talks import find_presenters, judge_people
from bot.model.entry import Entry, as_note
from bot.model.recap import Recap

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
    find_known_talks,
)


def extract(recap: Recap, catalogue: Catalogue) -> tuple[Entry, ...]:
    """Return the talks and takeaways of a recap in reading order; never raises."""
    recap, disputes = split_annotations(recap)
    outline = make_outline(recap, catalogue)
    judged = judge_bare_headings(outline, list(find_candidates(outline)))
    judged += find_marked_titles(outline, judged)
    judged = judge_people(outline, judged)
    seen = merge_candidates(add_nearby_speakers(outline, judged))
    talks = [talk for talk in seen if talk.title or any(speaker.name for speaker in talk.speakers)]
    takeaways = list(find_takeaways(outline, talks))
    maker = EntryBuilder(outline, disputes)
    entries = [maker.talk(talk, takeaways) for talk in talks]
    told = "\n".join(entry.text for entry in entries)
    entries += [maker.takeaway(one) for one in takeaways if one.text not in told]
    return tuple(sorted(entries, key=lambda entry: entry.source.line))


def extract_note(recap: Recap, catalogue: Catalogue) -> tuple[Entry, ...]:
    """Return the statements of a note on a topic, which contains no talks and belongs to no event."""
    recap, disputes = split_annotations(recap)
    outline = make_outline(recap, catalogue)
    maker = EntryBuilder(outline, disputes)
    return tuple(as_note(maker.takeaway(one)) for one in find_takeaways(outline, []))


def find_candidates(outline: Outline) -> Iterator[TalkCandidate]:
    """Return the candidates for talks; other extractors skip an item that was read completely."""
    whole = [*find_labelled_talks(outline), *find_listed_talks(outline)]
    read = {index for candidate in whole if candidate.evidence == READ_WHOLE for index in candidate.names}
    yield from whole
    yield from (candidate for find in EXTRACTORS for candidate in find(outline) if candidate.spot.index not in read)
