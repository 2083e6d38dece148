import json
import re
import sys
from pathlib import Path

import pytest

from adapters.__main__ import run
from adapters.version import installed_version
from adapters.wiring import CORPUS
from bot.errors import BotError, Diagnostic

UNREADABLE = Diagnostic("posts/torn.md", 0, "it is no text", "save it as UTF-8", fatal=True)
UNTIDY = Diagnostic("posts/loose.md", 4, "`date` is no date", "write it as 2025-11-12")


@pytest.fixture
def kubecon(engine, capsys):
    """Run one command against the fake engine; give exit code, output and complaints."""

    def run_one(*arguments):
        code = run(list(arguments), lambda _recaps, _progress: engine)
        return code, *capsys.readouterr()

    return run_one


# ---- ask ----


def test_ask_shows_a_card(kubecon):
    code, output, errors = kubecon("ask", "otters")
    assert (code, errors) == (0, "")
    assert output.startswith("otters · ")
    assert "  • Otters at scale — Ana Lee (Acme)\n" in output
    assert "[More takeaways (5)]" in output


def test_words_need_no_quotation_marks(kubecon, engine):
    kubecon("ask", "otters", "at", "scale")
    assert engine.asked[0].words == "otters at scale"


def test_filters_reach_the_engine(kubecon, engine):
    kubecon("ask", "otters", "--kind", "talk", "--event", "na-2025", "--limit", "3")
    asked = engine.asked[0]
    assert (asked.kind, asked.words, asked.limit) == ("talk", 'otters event:"na-2025"', 3)


def test_a_limit_makes_room_for_as_many(kubecon):
    _, output, _ = kubecon("ask", "otters", "--kind", "takeaway", "--limit", "9")
    assert output.count("  • ") == 9


def test_json_has_the_promised_fields(kubecon):
    _, output, _ = kubecon("ask", "--format", "json", "otters", "at", "scale")
    answer = json.loads(output)
    assert answer["elapsed_ms"] >= 0
    assert {name: answer[name] for name in ("lookup", "read_as", "did_you_mean")} == {
        "lookup": "otters at scale",
        "read_as": [],
        "did_you_mean": [],
    }
    assert answer["matches"] == [
        {
            "kind": "talk",
            "title": "Otters at scale",
            "text": "",
            "disputed": "",
            "speakers": [{"name": "Ana Lee", "org": "Acme"}],
            "event": "kubecon-na-2025",
            "date": "2025-11-12",
            "topics": ["Otter Runtime"],
            "links": [{"text": "video", "url": "https://youtu.be/otter"}],
            "language": "en",
            "source": {
                "recap": "otters",
                "title": "Three days among otters",
                "url": "https://blog.example/otters",
                "heading": "Day one",
                "line": 12,
            },
            "score": 0.9,
            "why": ["word"],
            "also_in": [],
        }
    ]


def test_an_entry_without_a_date_has_none(kubecon):
    _, output, _ = kubecon("ask", "--format", "json", "otters", "9")
    assert json.loads(output)["matches"][0]["date"] is None


def test_a_batch_gives_one_answer_for_each_line_blank_ones_too(kubecon, tmp_path):
    batch = tmp_path / "lookups.txt"
    batch.write_bytes(b"otters\r\n\nzebra\n  \n\xff\xe2\x80\xa8sleep")
    _, output, _ = kubecon("ask", "--batch", str(batch), "--format", "json")
    answers = [json.loads(line) for line in output.split("\n")[:-1]]
    assert [answer["lookup"] for answer in answers] == ["otters", "", "zebra", "  ", "\ufffd\u2028sleep"]
    assert [len(answer["matches"]) for answer in answers] == [10, 0, 0, 0, 0]


# ---- entries and check ----


def test_entries_come_one_on_a_line_without_a_score(kubecon):
    _, output, _ = kubecon("entries", "--format", "json")
    entries = [json.loads(line) for line in output.splitlines()]
    assert len(entries) == 10
    assert "score" not in entries[0]
    assert entries[-1]["title"] == "Otters at scale"


def test_entries_can_be_read_by_a_person(kubecon):
    _, output, _ = kubecon("entries")
    assert output.splitlines()[-1] == "otters:12 talk: Otters at scale"


def test_check_finds_nothing_to_mend_in_sound_recaps(kubecon):
    assert kubecon("check") == (0, "10 entries from 1 recap; nothing to fix\n", "")


def test_check_lists_every_diagnostic_and_fails_when_a_file_is_unreadable(kubecon, engine):
    engine.diagnostics = (UNREADABLE, UNTIDY)
    code, output, _ = kubecon("check")
    assert code == 1
    assert output.splitlines() == [
        "posts/torn.md: it is no text; save it as UTF-8",
        "posts/loose.md line 4: `date` is no date; write it as 2025-11-12",
        "10 entries from 1 recap; 2 to fix",
    ]


def test_check_passes_when_every_file_can_be_read(kubecon, engine):
    engine.diagnostics = (UNTIDY,)
    assert kubecon("check")[0] == 0


def test_an_unreadable_file_is_named_and_the_rest_goes_on(kubecon, engine):
    engine.diagnostics = (UNREADABLE, UNTIDY)
    code, output, errors = kubecon("ask", "otters")
    assert (code, errors) == (0, f"{UNREADABLE}\n")
    assert "Otters at scale" in output


def test_a_fault_in_a_lookup_is_told_by_its_id_and_by_the_exit_code(engine, capsys, caplog):
    def fail(_lookup):
        raise KeyError("otter")

    engine.look_up = fail
    assert run(["ask", "otters"], lambda _recaps, _progress: engine) == 1
    fault = re.search(r"fault id=(\w+) via=terminal error=KeyError", caplog.text)
    assert fault[1] in capsys.readouterr().out


# ---- what a person can type wrong ----


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ask"], "type what to look up, or name a file of lookups with --batch"),
        (["ask", "a", "--batch", __file__, "--format", "json"], "type what to look up, or name a file"),
        (["ask", "--batch", __file__], "--batch writes only JSON; add --format json"),
        (["ask", "a", "--kind", "novel"], "'novel' is not one of 'talk', 'project', 'takeaway'"),
        (["ask", "a", "--recaps", "nowhere"], "'nowhere' does not exist"),
        (["ask", "a", "--limit", "0"], "0 is not in the range"),
        (["ask", "a", "--loud"], "No such option: --loud"),
        (["sing"], "No such command 'sing'"),
        (["ask", "a", "--event", "atlantis"], "--event atlantis: no such event; write one of na-2025, eu-2025; see"),
    ],
)
def test_a_wrong_command_line_is_answered_in_one_sentence(kubecon, arguments, sentence):
    code, output, errors = kubecon(*arguments)
    assert (code, output) == (2, "")
    assert sentence in errors
    assert errors.startswith("kubecon: ")
    assert errors.count("\n") == 1


def test_an_error_of_the_bot_is_a_sentence_on_each_line(capsys):
    def fail(_recaps, _progress):
        raise BotError("KUBECON_HOME: no\nKUBECON_RECAPS: no")

    assert run(["check"], fail) == 2
    assert capsys.readouterr().err == "kubecon: KUBECON_HOME: no\nkubecon: KUBECON_RECAPS: no\n"


def test_a_fault_inside_is_told_in_one_line_with_its_place(capsys):
    def fail(_recaps, _progress):
        raise KeyError("otter")

    assert run(["check"], fail) == 1
    told = capsys.readouterr().err
    assert told.startswith("kubecon: a fault of the bot: KeyError('otter') in ")
    assert told.count("\n") == 1


def test_the_version_is_told(kubecon):
    code, output, _ = kubecon("--version")
    assert (code, output) == (0, f"kubecon {installed_version()}\n")


def test_a_shell_completes_commands(kubecon, capsys, monkeypatch):
    asked = {"_KUBECON_COMPLETE": "complete_bash", "COMP_WORDS": "kubecon di", "COMP_CWORD": "1"}
    for name, value in asked.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        kubecon()
    assert capsys.readouterr().out == "digest\n"


def test_no_command_at_all_shows_the_help(kubecon):
    code, output, _ = kubecon()
    assert code == 0
    assert all(verb in output for verb in ("ask", "chat", "check", "entries"))


# ---- where things are ----


def test_recaps_of_a_folder_stand_in_for_all_others(engine, tmp_path):
    opened: list[Path | None] = []

    def open_engine(recaps, _progress):
        opened.append(recaps)
        return engine

    run(["check", "--recaps", str(tmp_path)], open_engine)
    run(["check"], open_engine)
    assert opened == [tmp_path, None]


def test_the_corpus_stands_beside_the_code():
    assert (CORPUS / "topics.yaml").is_file()
    assert (CORPUS / "recaps").is_dir()


def test_a_terminal_gets_a_drawn_card(kubecon, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    _, output, _ = kubecon("ask", "otters")
    assert "• Otters at scale — Ana Lee (Acme)" in output
    assert "https://youtu.be/otter" in output
