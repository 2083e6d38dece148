import datetime as dt
import json
from types import SimpleNamespace

import pytest
import typer
import vobject

from adapters.console.event_commands import add_event_commands
from bot.errors import BotError
from bot.model.calendar_session import CalendarSession
from bot.model.edition import Edition

SPRING = Edition(
    "kubecon-eu-2031",
    "KubeCon Europe 2031",
    "KubeCon EU 2031",
    "eu",
    "Tromsø",
    "Norway",
    starts_on=dt.date(2031, 4, 1),
    ends_on=dt.date(2031, 4, 4),
    dates_certain=True,
    website="https://eu.example/",
    source="https://news.example/",
)
SESSIONS = (CalendarSession("1", "Otters at dawn", dt.datetime(2031, 4, 1, 8, tzinfo=dt.UTC)),)
AUTUMN = Edition("kubecon-na-2031", "KubeCon North America 2031", "KubeCon NA 2031", "na", "Reno", "United States")


@pytest.fixture
def kubecon(capsys):
    """Run a command that knows two KubeCons; give its output and its notices."""
    app = typer.Typer()
    known = SimpleNamespace(editions=(AUTUMN, SPRING), calendar_sessions=lambda *_: SESSIONS)
    add_event_commands(app, lambda _: known)

    def run(*arguments):
        app(list(arguments), standalone_mode=False)
        return capsys.readouterr()

    return run


def test_next_shows_the_next_kubecon_and_the_days_to_go(kubecon):
    output, _ = kubecon("next", "--at", "2031-03-01")
    assert output.startswith("KubeCon Europe 2031 · in 31 days\n")
    assert "1–4 April 2031, Tromsø, Norway" in output


def test_next_for_programs_is_one_line(kubecon):
    output, _ = kubecon("next", "--at", "2031-03-01", "--format", "json")
    assert json.loads(output) == {
        "id": "kubecon-eu-2031",
        "name": "KubeCon Europe 2031",
        "city": "Tromsø",
        "country": "Norway",
        "venue": "",
        "starts_on": "2031-04-01",
        "ends_on": "2031-04-04",
        "dates_certain": True,
        "days_to_go": 31,
        "website": "https://eu.example/",
        "schedule": "",
        "source": "https://news.example/",
    }


def test_where_no_dates_are_certain_there_is_no_next_one(kubecon):
    assert kubecon("next", "--at", "2031-06-01").out.startswith("No KubeCon to come is known")
    assert kubecon("next", "--at", "2031-06-01", "--format", "json").out == "null\n"


def test_without_a_day_the_clock_of_the_terminal_counts(kubecon, time_machine):
    time_machine.move_to(dt.datetime(2031, 3, 31, 12, tzinfo=dt.UTC))
    assert "KubeCon Europe 2031 · tomorrow\n" in kubecon("next").out


def test_next_can_be_put_in_a_calendar(kubecon, tmp_path):
    path = tmp_path / "next.ics"
    output, notice = kubecon("next", "--at", "2031-03-01", "--format", "json", "--ics", str(path))
    assert json.loads(output)["id"] == "kubecon-eu-2031"
    assert notice == f"Written to {path}: 1–4 April 2031, Tromsø, Norway; 1 session\n"
    assert vobject.readOne(path.read_text(encoding="utf-8")).vevent.dtstart.value == dt.date(2031, 4, 1)


def test_nothing_is_put_in_a_calendar_where_no_dates_are_certain(kubecon, tmp_path):
    path = tmp_path / "next.ics"
    with pytest.raises(BotError, match=r"next\.ics: not written, since no KubeCon to come has certain dates yet"):
        kubecon("next", "--at", "2031-06-01", "--ics", str(path))
    assert not path.exists()


def test_events_lists_those_to_come(kubecon):
    output, _ = kubecon("events", "--at", "2031-03-01")
    assert output.startswith("KubeCons to come · 2 events\n")
    assert output.index("KubeCon EU 2031") < output.index("Dates are not certain yet") < output.index("KubeCon NA 2031")


def test_events_for_programs_come_one_on_a_line(kubecon):
    output, _ = kubecon("events", "--at", "2031-03-01", "--format", "json")
    events = [json.loads(line) for line in output.splitlines()]
    assert [(event["id"], event["starts_on"], event["days_to_go"]) for event in events] == [
        ("kubecon-eu-2031", "2031-04-01", 31),
        ("kubecon-na-2031", None, None),
    ]


@pytest.mark.parametrize("day", ["soon", "2031-02-30", "1 April"])
def test_a_day_that_is_none_is_answered_with_how_to_write_it(kubecon, day):
    with pytest.raises(typer.TyperException, match="%Y-%m-%d"):
        kubecon("events", "--at", day)
