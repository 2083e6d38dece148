"""Define the fields of an entry in the full-text index."""

from collections.abc import Mapping, Sequence
from typing import Any

import tantivy

from bot.index.analyzer import cut_grams

ANY = "any"  # stems of title, text, heading, recap title and people: what a lookup is matched with
TITLE = "title"  # stems of only the title, so that a title weighs more
GRAMS = "grams"  # runs of three letters of the title, so that it is found in spite of slips
NEARBY = "nearby"  # stems of the neighbouring entries under the same heading
TOPIC = "topic"  # normalized names of the topics that the entry mentions
KIND = "kind"
EVENT = "event"
NUMBER = "number"  # its number in the entry store


def make_schema() -> tantivy.Schema:
    """Make the schema; stems are cut before they come here, so tantivy only splits at blanks."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(ANY, tokenizer_name="whitespace")
    builder.add_text_field(TITLE, tokenizer_name="whitespace")
    builder.add_text_field(NEARBY, tokenizer_name="whitespace")
    builder.add_text_field(GRAMS, tokenizer_name="whitespace", index_option="basic")
    for name in (TOPIC, KIND, EVENT):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field(NUMBER, fast=True)
    return builder.build()


def fields_to_document(fields: Mapping[str, Any], number: int) -> tantivy.Document:
    """Make a document from the fields of an entry's stored line."""
    *parts, nearby = fields["stems"]
    return tantivy.Document(
        **{
            ANY: " ".join(parts),
            TITLE: parts[0],
            NEARBY: nearby,
            GRAMS: " ".join(cut_grams(fields.get("title", ""))),
            TOPIC: list(fields.get("topics", ())),
            KIND: fields["kind"],
            EVENT: event_term(fields.get("event", "")),
            NUMBER: number,
        }
    )


def event_term(event: str) -> str:
    """Return an event as a term of the index, which cannot contain empty words."""
    return event or "-"


def all_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    """Join conditions that must all match and that do not change the score."""
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)) for query in queries]
    )
