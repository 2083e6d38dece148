import datetime as dt
from pathlib import Path

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.edition import Edition
from bot.catalogue.load import load_catalogue
from bot.catalogue.topic import Topic
from bot.errors import RecapError
from bot.extraction.entry import EntryKind, Source, Speaker
from bot.extraction.schedule import read_schedule
from bot.recaps.recap import Link

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
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
def complaint(read):
    """Write a faulty schedule file and return what a person is told of it."""

    def complaint_of(text):
        with pytest.raises(RecapError) as error:
            read(text)
        return error.value.complaint

    return complaint_of


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
    assert talk.links == (Link("schedule", PAGE), Link("recording", "https://youtu.be/otter"))
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
        (HEAD + "- {title: One}\n- {title: [}\n", 5, "cannot be read as YAML", "mend or restore it"),
        (HEAD + "- {track: AI}\n", 4, "the session has no `title`", "add it, or take the line out"),
        (HEAD + "- {title: '  '}\n", 4, "the session has no `title`", "add it, or take the line out"),
        (HEAD + "- just words\n", 4, "the session has no `title`", "add it, or take the line out"),
        (HEAD + "- {title: A, time: soon}\n", 4, "`time` is not known here", "starts_at"),
        (HEAD + "- {title: A, starts_at: soon}\n", 4, "`starts_at` is 'soon', which is no time", "2026-03-24T11:15"),
        (HEAD + "- {title: A, speakers: Ola}\n", 4, "`speakers` are no list of names", "[{name: Ana Lee, org: Acme}]"),
        ("event: kubecon-eu-2031\n", 0, "it holds no list of sessions", "write sessions:"),
        ("", 0, "it holds no list of sessions", "write sessions:"),
        (
            "event: rivercon-2031\nsessions: []\n",
            0,
            "`event` is 'rivercon-2031', which is no edition",
            "kubecon-eu-2026",
        ),
    ],
)
def test_a_faulty_file_is_complained_of_with_its_line(complaint, text, line, reason, remedy):
    told = complaint(text)
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


@pytest.mark.parametrize("path", sorted((CORPUS / "schedules").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_schedule_tells_where_each_talk_stands(path):
    talks = read_schedule(path, load_catalogue(CORPUS))
    addresses = [talk.source.url for talk in talks]
    assert {talk.event for talk in talks} == {path.stem}
    assert all(address.startswith("https://") for address in addresses)
    assert len(set(addresses)) == len(addresses)
