import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.load import load_catalogue
from bot.errors import RecapError
from bot.extraction.schedules.read_schedule import read_schedule
from bot.model.edition import Edition
from bot.model.entry import EntryKind, Source, Speaker
from bot.model.recap import Link
from bot.model.topic import Topic

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
EDITION = Edition(
    "kubecon-eu-2031", "KubeCon Europe 2031", "KubeCon EU 2031", "eu", "Oslo", "Norway", timezone="Europe/Oslo"
)
CATALOGUE = Catalogue((Topic("Dapr", "project", "Building blocks"),), (EDITION,))
HEAD = "# Schedule of KubeCon EU 2031.\nevent: kubecon-eu-2031\nsessions:\n"
PAGE = "https://kccnceu2031.sched.com/event/4aBcD"


@pytest.fixture
def read(tmp_path):
    """Write a schedule file and read its talks."""

    def read_text(text):
        path = tmp_path / "kubecon-eu-2031.yaml"
        path.write_text(text, encoding="utf-8")
        return read_schedule(path, CATALOGUE)

    return read_text


@pytest.fixture
def diagnostic(read):
    """Write a faulty schedule file and return what a person is told of it."""

    def diagnostic_of(text):
        with pytest.raises(RecapError) as error:
            read(text)
        return error.value.diagnostic

    return diagnostic_of


def test_a_session_becomes_a_talk(read):
    (talk,) = read(
        HEAD
        + '- {"title": "Dapr at Dusk", "speakers": [{"name": "Ola Otter", "org": "Riverbank"}, {"name": "Bo Beaver"}],'
        f' "track": "AI + ML", "starts_at": "2031-04-02T11:15", "url": "{PAGE}", "video": "https://youtu.be/otter"}}\n'
    )
    assert talk.kind is EntryKind.TALK
    assert talk.title == "Dapr at Dusk"
    assert talk.speakers == (Speaker("Ola Otter", "Riverbank"), Speaker("Bo Beaver"))
    assert (talk.event, talk.date) == ("kubecon-eu-2031", dt.date(2031, 4, 2))
    assert talk.topics == ("Dapr",)
    assert talk.text == "AI + ML · 2 April 2031, 11:15 (Europe/Oslo)"
    assert talk.links == (Link("recording", "https://youtu.be/otter"), Link("schedule", PAGE))
    assert talk.source == Source("schedule-eu-2031", "KubeCon EU 2031 schedule", PAGE, "AI + ML", 4)


def test_a_session_may_be_known_by_its_title_alone(read):
    (talk,) = read(HEAD + "- {title: Otters}\n")
    assert (talk.title, talk.text, talk.date, talk.links, talk.speakers) == ("Otters", "", None, (), ())


def test_a_day_without_a_time_is_said_without_one(read):
    (talk,) = read(HEAD + "- {title: Otters, track: Riverside Day, starts_at: 2031-04-02}\n")
    assert talk.text == "Riverside Day · 2 April 2031"


def test_the_time_is_told_in_the_timezone_the_file_names(read):
    (talk,) = read(
        "event: kubecon-eu-2031\ntimezone: Arctic/Longyearbyen\nsessions:\n- {title: O, starts_at: 2031-04-02T09:00}\n"
    )
    assert talk.text == "2 April 2031, 09:00 (Arctic/Longyearbyen)"


def test_each_talk_knows_its_line_however_the_yaml_is_laid_out(read):
    talks = read(HEAD + "- {title: One}\n\n# a remark\n- title: Two\n  track: AI\n- {title: Three}\n")
    assert [(talk.title, talk.source.line) for talk in talks] == [("One", 4), ("Two", 7), ("Three", 9)]


def test_a_word_that_yaml_takes_for_something_else_stays_a_word(read):
    (talk,) = read(HEAD + "- {title: 1.10, track: no}\n")
    assert (talk.title, talk.text) == ("1.10", "no")


@pytest.mark.parametrize(
    ("text", "line", "reason", "remedy"),
    [
        (HEAD + "- {title: One}\n- {title: [}\n", 5, "cannot be read as YAML", "fix or restore it"),
        (HEAD + "- {track: AI}\n", 4, "the session has no `title`", "add it, or take the line out"),
        (HEAD + "- {title: '  '}\n", 4, "the session has no `title`", "add it, or take the line out"),
        (HEAD + "- just words\n", 4, "the session has no `title`", "add it, or take the line out"),
        (HEAD + "- {title: A, time: soon}\n", 4, "`time` is not known here", "starts_at"),
        (HEAD + "- {title: A, starts_at: soon}\n", 4, "`starts_at` is 'soon', which is no time", "2026-03-24T11:15"),
        (HEAD + "- {title: A, speakers: Ola}\n", 4, "`speakers` are no list of names", "[{name: Ana Lee, org: Acme}]"),
        (HEAD + "- {title: A, kind: party}\n", 4, "`kind` is 'party'", "lightning talk"),
        (HEAD + "- {title: A, also: B}\n", 4, "`also` is no list", "[one, another]"),
        (HEAD + "- {title: A, said: [B]}\n", 4, "`said` holds 'B'", "{text: One statement.,"),
        (HEAD + "- {title: A, said: [{text: ' '}]}\n", 4, "`said` holds {'text': ' '}", "{text: One statement.,"),
        ("event: kubecon-eu-2031\n", 0, "it contains no list of sessions", "write sessions:"),
        ("", 0, "it contains no list of sessions", "write sessions:"),
        (
            "event: rivercon-2031\nsessions: []\n",
            0,
            "`event` is 'rivercon-2031', which is no edition",
            "kubecon-eu-2026",
        ),
    ],
)
def test_a_faulty_file_is_complained_of_with_its_line(diagnostic, text, line, reason, remedy):
    told = diagnostic(text)
    assert told.fatal
    assert told.path.endswith("kubecon-eu-2031.yaml")
    assert told.line == line
    assert reason in told.reason
    assert remedy in told.remedy


def test_a_file_that_is_no_text_is_complained_of(tmp_path):
    path = tmp_path / "torn.yaml"
    path.write_bytes(b"\xff\xfe\x00torn")
    with pytest.raises(RecapError, match="it cannot be read as YAML"):
        read_schedule(path, CATALOGUE)


def test_a_missing_file_is_complained_of(tmp_path):
    with pytest.raises(RecapError, match="No such file"):
        read_schedule(tmp_path / "none.yaml", CATALOGUE)


@pytest.fixture(scope="module")
def shipped_schedules():
    """Read all shipped files of talks; give each file's name with its entries."""
    catalogue = load_catalogue(CORPUS)
    return {path.stem: read_schedule(path, catalogue) for path in sorted((CORPUS / "talks").glob("*.yaml"))}


def test_every_shipped_talk_is_of_the_event_its_file_is_named_after(shipped_schedules):
    assert {entry.event: name for name, entries in shipped_schedules.items() for entry in entries} == {
        name: name for name in shipped_schedules
    }


def test_no_shipped_recording_and_no_page_stands_at_two_talks(shipped_schedules):
    talks = [entry for entries in shipped_schedules.values() for entry in entries if entry.kind is EntryKind.TALK]
    addresses = Counter(link.url for talk in talks for link in talk.links if link.text != "slides")
    assert [address for address, times in addresses.items() if times > 1] == []
    assert [address for address in addresses if not address.startswith("https://")] == []


def test_every_shipped_statement_made_in_a_talk_leads_to_that_talk(shipped_schedules):
    told = [entry for entries in shipped_schedules.values() for entry in entries if entry.kind is EntryKind.TAKEAWAY]
    titles = {
        entry.title for entries in shipped_schedules.values() for entry in entries if entry.kind is EntryKind.TALK
    }
    assert len(told) > 2000
    assert [entry.text for entry in told if not entry.links or entry.source.title not in titles] == []


def test_the_shipped_talks_reach_back_to_the_first_kubecon(shipped_schedules):
    talks = Counter(
        entry.event for entries in shipped_schedules.values() for entry in entries if entry.kind is EntryKind.TALK
    )
    of_kubecons = {event: number for event, number in talks.items() if event.startswith("kubecon-")}
    assert len(of_kubecons) >= 22
    assert sum(of_kubecons.values()) >= 7500
    assert "kubecon-na-2015" in of_kubecons


STATED = """\
- {"title": "Otters", "kind": "lightning talk", "speakers": [{"name": "Ola"}], "video": "https://youtu.be/otter", \
"slides": "https://decks.example/otters", "also": ["水獭"], \
"said": [{"text": "Otters at EU 2031: hold hands.", "on": ["Rivers", "dapr"]}, {"text": "Dapr swims."}]}
"""


def test_what_was_said_in_a_talk_follows_it_and_has_it_for_a_source(read):
    talk, first, second = read(HEAD + STATED)
    assert (talk.text, talk.other_titles) == ("Lightning talk", ("水獭",))
    assert [link.text for link in talk.links] == ["recording", "slides"]
    assert (first.kind, first.text) == (EntryKind.TAKEAWAY, "Otters at EU 2031: hold hands.")
    assert first.source == Source("talk-otter", "Otters", "", "Rivers, dapr", 4)
    assert (first.topics, second.topics) == (("Dapr",), ("Dapr",))
    assert (first.links, first.speakers, first.event) == (talk.links[:1], talk.speakers, talk.event)


def test_a_kind_that_the_title_names_is_not_said_twice(read):
    (talk,) = read(HEAD + '- {title: "Keynote: Otters", kind: keynote, track: Main Stage}\n')
    assert talk.text == "Main Stage"


def test_a_talk_whose_day_is_not_known_is_of_the_day_its_event_began(tmp_path):
    edition = replace(EDITION, starts_on=dt.date(2031, 4, 1), schedule="https://kccnceu2031.sched.com/")
    path = tmp_path / "kubecon-eu-2031.yaml"
    path.write_text(HEAD + "- {title: Otters}\n", encoding="utf-8")
    (talk,) = read_schedule(path, Catalogue((), (edition,)))
    assert (talk.date, talk.text) == (dt.date(2031, 4, 1), "")
    assert talk.source.url == "https://kccnceu2031.sched.com/"


def test_another_conference_says_its_name(read):
    (talk,) = read("event: rivercon-2031\nname: RiverCon 2031\nsessions:\n- {title: Otters}\n")
    assert (talk.event, talk.date) == ("rivercon-2031", None)
    assert (talk.source.recap, talk.source.title) == ("schedule-rivercon-2031", "RiverCon 2031 schedule")


def test_one_session_of_json_a_line_reads_as_any_other_yaml(read):
    as_json = HEAD + '- {"title": "Otters", "track": "AI", "speakers": [{"name": "Ola"}]}\n'
    as_yaml = HEAD + "- title: Otters\n  track: AI\n  speakers: [{name: Ola}]\n"
    assert read(as_json) == read(as_yaml)
