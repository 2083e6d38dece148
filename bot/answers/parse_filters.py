"""Parse filters among typed words, such as `talks dra event:eu-2025 by:surname`."""

import re
from dataclasses import replace

from bot.model.entry import EntryKind
from bot.model.lookup import Lookup

# What opens a quote, and what may close it: one language closes with the sign that another opens with.
_QUOTES = {'"“”„‟＂〝〞〟': '"“”„‟＂〝〞〟', "«»": "«»", "‹›": "‹›", "「": "」", "『": "』", "《": "》", "〈": "〉"}
_APOSTROPHES = "'‘’‚‛"  # which also occur in names
_SIGNS = "".join((*_QUOTES, *_QUOTES.values(), _APOSTROPHES))
_LONGEST_VALUE = 100
_QUOTED = "|".join(
    (
        *(f"[{opening}][^{closing}]{{0,{_LONGEST_VALUE}}}[{closing}]" for opening, closing in _QUOTES.items()),
        rf"[{_APOSTROPHES}](?:[^{_APOSTROPHES}]|[{_APOSTROPHES}](?=\w)){{0,{_LONGEST_VALUE}}}[{_APOSTROPHES}]",
    )
)
_FILTER = re.compile(
    rf"(?<!\S)(?P<name>event|kind|by|speaker|from|company)[:：](?P<value>{_QUOTED}|\S*)", re.IGNORECASE
)
_KINDS = {name: kind for kind in EntryKind for name in (str(kind), f"{kind}s")}
_LEADING = {f"{kind}s": kind for kind in EntryKind}  # "talks dra"
_LONGEST_LOOKUP = 400  # characters; more is a text, and its first words say what it is about


def parse_filters(lookup: Lookup) -> Lookup:
    """Move typed filters into the lookup's fields; a field that is already set stays."""
    typed = {found["name"].lower(): found["value"].strip(_SIGNS).strip() for found in _FILTER.finditer(lookup.words)}
    words = _FILTER.sub(" ", lookup.words).split()
    leading = _LEADING.get(words[0].lower()) if len(words) > 1 else None
    speaker = lookup.speaker or typed.get("by", "") or typed.get("speaker", "")
    company = lookup.company or typed.get("from", "") or typed.get("company", "")
    return replace(
        lookup,
        # a filter on a person or company without other words asks for them
        words=" ".join((words[1:] if leading else words) or (speaker, company)).strip()[:_LONGEST_LOOKUP],
        kind=lookup.kind or _KINDS.get(typed.get("kind", "").lower()) or leading,
        event=lookup.event or typed.get("event", ""),
        speaker=speaker,
        company=company,
    )
