"""What an assistant is told, over HTTP and over standard input and output, in old and new versions of the protocol."""

import json

import jsonschema
import pytest
from mcp.shared.exceptions import MCPError

from tests.adapters.mcp.conftest import NEW, OLD, over_http, over_stdio
from tests.engine_fixture import open_small_engine
from tests.fakes import ENTRIES, takeaway

LONG = "Otters tell of Prometheus at length: " + "they count every fish in every river and every pond " * 5
MANY = [takeaway(f"{LONG} {number}.", topics=("Prometheus",), recap=f"eu2026-holt-{number:02}") for number in range(30)]
RECAP = "# Otters at KubeCon NA 2025\n\n## Takeaways\n\n- Otters run Cilium on every river.\n"


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return open_small_engine(tmp_path_factory.mktemp("index"), (*ENTRIES, *MANY))


def items_of(answer):
    return [item for section in answer["sections"] for item in section["items"]]


async def ask(client, tool, **arguments):
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content[0].text
    return result.structured_content, result.content[0].text


@pytest.mark.parametrize("version", [OLD, NEW])
async def test_the_tools_say_that_they_only_read_and_always_come_in_the_same_order(engine, version):
    async with over_http(engine, version) as client:
        tools = (await client.list_tools()).tools
    assert [tool.name for tool in tools] == ["search", "get", "compare", "next_events"]
    assert all(tool.annotations.read_only_hint and not tool.annotations.destructive_hint for tool in tools)
    assert all(tool.input_schema["type"] == tool.output_schema["type"] == "object" for tool in tools)
    assert all(tool.description for tool in tools)


CALLS = (
    ("search", {"words": "dra"}),
    ("search", {"words": "dra", "kind": "talk"}),
    ("search", {"event": "kubecon-eu-2024"}),
    ("search", {"words": "prometheus"}),
    ("search", {"words": "herons in space"}),
    ("compare", {"names": ["Cilium", "Karmada"]}),
    ("next_events", {}),
)


@pytest.mark.parametrize("version", [OLD, NEW])
async def test_an_answer_fits_its_schema_and_tells_the_same_facts_in_both_forms(engine, version):
    async with over_http(engine, version) as client:
        schemas = {one.name: one.output_schema for one in (await client.list_tools()).tools}
        answers = [(tool, *await ask(client, tool, **arguments)) for tool, arguments in CALLS]
    assert sum(len(items_of(answer)) for _, answer, _ in answers) > 20
    for tool, answer, text in answers:
        jsonschema.validate(answer, schemas[tool])
        assert [fact for fact in facts_of(answer) if fact not in text] == []
        # two thousand tokens of three bytes, both forms together
        assert len(text.encode()) + len(json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()) <= 6_000


def facts_of(answer):
    items = items_of(answer)
    links = [value for item in items for link in item.get("links", ()) for value in link.values()]
    others = [answer["title"], *(one["cursor"] for one in answer.get("more", ())), *answer.get("related", ())]
    return [*others, *links, *(value for item in items for name, value in item.items() if name != "links")]


async def test_what_is_too_much_for_one_answer_is_on_the_pages_after_it_and_none_of_it_is_lost(engine):
    async with over_http(engine) as client:
        answer, _ = await ask(client, "search", words="prometheus", kind="takeaway")
        shown = [item["id"] for item in items_of(answer)]
        while answer.get("more"):
            (further,) = answer["more"]
            answer, _ = await ask(client, "search", cursor=further["cursor"])
            assert items_of(answer)
            shown += [item["id"] for item in items_of(answer)]
    assert len(shown) == len(set(shown))
    assert len(shown) >= len(MANY)


async def test_an_item_can_be_had_whole(engine):
    async with over_http(engine) as client:
        found, _ = await ask(client, "search", words="prometheus", kind="takeaway")
        first = next(item for item in items_of(found) if "at length" in item["text"])
        whole, _ = await ask(client, "get", id=first["id"])
    assert first["text"].rstrip("”").endswith("…")
    assert LONG.strip() in items_of(whole)[0]["text"]
    assert "…" not in items_of(whole)[0]["text"]
    assert any(item.get("url") == first["url"] for item in items_of(whole))


FAULTS = (
    ("search", {}, "search: nothing to search for; give `words`"),
    ("search", {"words": 7}, "search: Expected `str`, got `int` - at `$.words`"),
    ("search", {"words": "dra", "kind": "poster"}, "search: Invalid enum value 'poster' - at `$.kind`"),
    ("search", {"word": "dra"}, "unknown field `word`"),
    ("search", {"words": "x" * 501}, "length <= 500"),
    ("get", {"id": "0123456789abcdef"}, "get: no entry has the id '0123456789abcdef'"),
    ("compare", {"names": ["Cilium"]}, "length >= 2"),
)


@pytest.mark.parametrize(("tool", "arguments", "told"), FAULTS)
async def test_arguments_that_do_not_fit_are_told_to_the_assistant(engine, tool, arguments, told):
    async with over_http(engine) as client:
        result = await client.call_tool(tool, arguments)
    assert result.is_error
    assert told in result.content[0].text


@pytest.mark.parametrize("version", [OLD, NEW])
async def test_a_tool_that_is_not_there_is_refused_with_the_names_of_those_that_are(engine, version):
    async with over_http(engine, version) as client:
        with pytest.raises(MCPError, match="the tools are search, get, compare, next_events"):
            await client.call_tool("delete", {})


async def test_a_fault_of_the_bot_is_told_with_the_id_under_which_the_log_has_it(engine, monkeypatch):
    monkeypatch.setattr(type(engine), "look_up", lambda *_: 1 / 0)
    async with over_http(engine) as client:
        result = await client.call_tool("search", {"words": "dra"})
    assert result.is_error
    assert "whoever runs it finds" in result.content[0].text


@pytest.mark.parametrize("version", [OLD, NEW])
async def test_a_program_on_this_machine_is_answered_on_standard_input_and_output(tmp_path, version):
    (tmp_path / "recaps").mkdir()
    (tmp_path / "recaps" / "otters.md").write_text(RECAP, encoding="utf-8")
    async with over_stdio(tmp_path, version) as client:
        answer, text = await ask(client, "search", words="cilium")
    assert any("Otters run Cilium on every river." in item["text"] for item in items_of(answer))
    assert "Otters run Cilium on every river." in text
