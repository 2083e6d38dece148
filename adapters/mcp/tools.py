"""Define the tools for assistants: their arguments, and the request that each makes."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

import msgspec

from adapters.mcp.results import AnswerFields, reply_to_fields
from bot.app.assistant import Assistant
from bot.model.entry import EntryKind
from bot.model.reply import Reply
from bot.model.request import Request, format_lookup

_VIA = "mcp"
_LONGEST = 500  # characters of the search terms
_Text = Annotated[str, msgspec.Meta(max_length=_LONGEST)]


class ToolError(Exception):
    """Report to an assistant why a call of a tool is invalid, and the remedy."""


class SearchArguments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The arguments of a search, or of a further page."""

    words: Annotated[
        str,
        msgspec.Meta(
            max_length=_LONGEST,
            description="A topic, project, talk, speaker, company or KubeCon; spelling is forgiven.",
        ),
    ] = ""
    kind: Annotated[EntryKind | None, msgspec.Meta(description="Only this kind.")] = None
    event: Annotated[str, msgspec.Meta(max_length=100, description="Only this KubeCon, e.g. kubecon-eu-2026.")] = ""
    cursor: Annotated[
        str, msgspec.Meta(max_length=_LONGEST * 2, description="From `more` of an earlier answer; instead of all else.")
    ] = ""


class GetArguments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Get one entry."""

    id: Annotated[str, msgspec.Meta(max_length=100, description="The id of an item of an earlier answer.")]


class CompareArguments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Compare names."""

    names: Annotated[
        list[_Text], msgspec.Meta(min_length=2, max_length=4, description="Names of topics, e.g. Istio and Linkerd.")
    ]


class NoArguments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The arguments of a tool without any."""


@dataclass(frozen=True)
class Tool:
    """The description of a tool, and what it does with valid arguments."""

    name: str
    title: str
    description: str
    arguments: type[msgspec.Struct]
    work: Callable[[Assistant, Any], Awaitable[Reply]]

    @cached_property
    def input_schema(self) -> dict[str, Any]:
        """Return the JSON schema of the arguments."""
        return schema_of(self.arguments)

    async def call(self, assistant: Assistant, given: Mapping[str, Any]) -> AnswerFields:
        """Answer; raise ToolError if the arguments do not fit, or something went wrong."""
        try:
            arguments = msgspec.convert(given, self.arguments)
        except msgspec.ValidationError as problem:
            raise ToolError(f"{self.name}: {problem}; see the tool's inputSchema") from None
        reply = await self.work(assistant, arguments)
        if reply.fault:
            raise ToolError(f"{reply.card.title} ({reply.card.subtitle})")
        return reply_to_fields(reply)


async def _search(assistant: Assistant, asked: SearchArguments) -> Reply:
    if asked.cursor:
        return await assistant.answer(Request(button=asked.cursor, via=_VIA))
    if not asked.words.strip() and not asked.event.strip():
        raise ToolError("search: nothing to search for; give `words`, or the `cursor` of an earlier answer")
    return await assistant.answer(Request(format_lookup(asked.words, asked.kind, asked.event), via=_VIA))


async def _get(assistant: Assistant, asked: GetArguments) -> Reply:
    card = await assistant.entry(asked.id)
    if card is None:
        raise ToolError(
            f"get: no entry has the id {asked.id!r}; ids are those of items that search and compare return, and change "
            "with the words of a recap: search again"
        )
    return Reply(card)


async def _compare(assistant: Assistant, asked: CompareArguments) -> Reply:
    return await assistant.answer(Request(" vs ".join(asked.names), via=_VIA))


async def _next_events(assistant: Assistant, _asked: NoArguments) -> Reply:
    return await assistant.answer(Request("events", via=_VIA))


TOOLS = (
    Tool(
        "search",
        "Search KubeCon recaps",
        "Search talks, takeaways and projects of KubeCon + CloudNativeCon in recap posts, schedules and recordings. "
        "Also answers about one KubeCon, the CNCF level of a project, a Kubernetes release, a speaker or a company. "
        "Every item names its source.",
        SearchArguments,
        _search,
    ),
    Tool(
        "get",
        "Get one item whole",
        "Get all that is known of one talk or takeaway: its whole text, speakers, date, every source and link.",
        GetArguments,
        _get,
    ),
    Tool(
        "compare",
        "Compare topics",
        "Compare two to four projects, features or other topics by what recaps say about them.",
        CompareArguments,
        _compare,
    ),
    Tool(
        "next_events",
        "KubeCons to come",
        "List the KubeCons that are announced, with days, cities and pages.",
        NoArguments,
        _next_events,
    ),
)


def schema_of(shape: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the JSON schema of a type, an object at its root, as older clients want it."""
    (root,), others = msgspec.json.schema_components([shape], ref_template="#/$defs/{name}")
    schema: dict[str, Any] = dict(others.pop(root["$ref"].rpartition("/")[2]))
    for one in (schema, *others.values()):
        one.pop("title", None)
    return {**schema, **({"$defs": others} if others else {})}


OUTPUT_SCHEMA = schema_of(AnswerFields)
