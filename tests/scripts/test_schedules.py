import json

import pytest
import yaml

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.load import load_catalogue
from bot.extraction.people.person_names import NameClassifier
from bot.extraction.schedules.read_schedule import read_schedule
from bot.model.entry import Speaker
from bot.updates.schedule_file import Session, is_cancelled, page_of, session_to_json, without_pauses
from bot.updates.session_names import SessionNames, clean_name, cut_speakers, read_bracketed
from scripts.build_schedules import main

JUDGE = NameClassifier(Catalogue(), ())


def named(name, companies=()):
    title, speakers = SessionNames(JUDGE, [name], companies).read(name)
    return title, [(speaker.name, speaker.org) for speaker in speakers]


# ---- names of sessions ----


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("[SOLD OUT] Otter Day | SEPARATE REGISTRATION REQUIRED", "Otter Day"),
        ("OtterCon Hosted by CNCF - Full-Day Event | ALL ACCESS PASS REQUIRED", "OtterCon Hosted by CNCF"),
        ("[ROOM UPDATED] Otters at Scale", "Otters at Scale"),
        ("Tutorial: Otters (Limited Seats; First-Come, First-Served)", "Tutorial: Otters"),
        ("Otter Workshop - SOLD OUT", "Otter Workshop"),
        ("\u200bOtters   at\u200b Scale ", "Otters at Scale"),
        ("Otters [and Beavers] at Scale (Live)", "Otters [and Beavers] at Scale (Live)"),
        ("River | Bank", "River | Bank"),
    ],
)
def test_marks_of_the_organisers_are_taken_off(name, title):
    assert clean_name(name) == title


@pytest.mark.parametrize(
    ("people", "speakers"),
    [
        ("Ola Otterson, Acme", [("Ola Otterson", "Acme")]),
        ("Ola Otterson & Bo Beaverton, Acme", [("Ola Otterson", "Acme"), ("Bo Beaverton", "Acme")]),
        ("Ola Otterson, Acme & Bo Beaverton, Dam Corp", [("Ola Otterson", "Acme"), ("Bo Beaverton", "Dam Corp")]),
        (
            "Ola Otterson, Cleo Clamson & Bo Beaverton, Acme",
            [("Ola Otterson", "Acme"), ("Cleo Clamson", "Acme"), ("Bo Beaverton", "Acme")],
        ),
        (
            "Ola Otterson & Cleo Clamson, Acme; Bo Beaverton, Dam Corp, Inc.",
            [("Ola Otterson", "Acme"), ("Cleo Clamson", "Acme"), ("Bo Beaverton", "Dam Corp")],
        ),
        ("Ola Otterson, Principal Engineer, Acme", [("Ola Otterson", "Acme")]),
        (
            "Ola Otterson, Founder & CEO, Acme & Bo Beaverton, VP of Product, Acme",
            [("Ola Otterson", "Acme"), ("Bo Beaverton", "Acme")],
        ),
        ("Ola Otterson, CEO and Cofounder, Acme", [("Ola Otterson", "Acme")]),
        ("Ola Otterson, Maintainer", [("Ola Otterson", "")]),
        ("Ola Otterson, Independent", [("Ola Otterson", "")]),
        ("Ola Otterson, Acme, a Dam Corp Company", [("Ola Otterson", "Acme")]),
        ("Moderated by Ola Otterson, Acme", [("Ola Otterson", "Acme")]),
        ("Ola Otterson", [("Ola Otterson", "")]),
        ("Otto, Acme", [("Otto", "Acme")]),
    ],
)
def test_the_speakers_behind_the_dash_are_read(people, speakers):
    assert named(f"Rivers at Scale - {people}") == ("Rivers at Scale", speakers)


def test_a_company_that_sounds_like_a_person_is_told_by_where_else_it_stands():
    read = named("Rivers at Scale - Ola Otterson, Hudson Miller & Bo Beaverton, Acme", companies=["Hudson Miller"])
    assert read == ("Rivers at Scale", [("Ola Otterson", "Hudson Miller"), ("Bo Beaverton", "Acme")])


@pytest.mark.parametrize(
    "name",
    [
        "Rivers - The Framework for Otters",
        "Contribfest: Otterd - Let's Build Dams!",
        "Otterd 2.0 - Intro, Updates, What Is Next",
        "Welcome + Opening Remarks",
    ],
)
def test_a_second_half_of_a_title_is_no_speaker(name):
    assert named(name) == (name, [])


def test_speakers_are_found_behind_the_last_dash_that_has_any():
    assert named("Otterd - The Maintainers Session - Ola Otterson, Acme") == (
        "Otterd - The Maintainers Session",
        [("Ola Otterson", "Acme")],
    )
    assert named("Shift Down! - Ola Otterson - RBO & Bo Beaverton, Acme") == (
        "Shift Down!",
        [("Ola Otterson", "RBO"), ("Bo Beaverton", "Acme")],
    )


def test_speakers_with_companies_in_brackets_are_read():
    assert read_bracketed(
        "Ola (Lala) Otter (Acme); Bo (Inc.); Cleo ((Independent)); Mia (@mia) (Big (EU) Corp); Jo"
    ) == (
        Speaker("Ola (Lala) Otter", "Acme"),
        Speaker("Bo"),
        Speaker("Cleo"),
        Speaker("Mia", "Big (EU) Corp"),
        Speaker("Jo"),
    )


def test_speakers_named_in_the_title_once_more_are_cut_off():
    speakers = (Speaker("Ola Otter", "Acme"),)
    assert cut_speakers("Otters at Scale- Ola Otter, Acme", speakers) == "Otters at Scale"
    assert cut_speakers("Otters - At Scale", speakers) == "Otters - At Scale"


# ---- what is a session ----


def kept(*sessions):
    return [session.title for session in without_pauses(sessions)]


@pytest.mark.parametrize(
    "title",
    [
        "Coffee Break ☕",
        "Lunch",
        "Lunch | On Own",
        "Registration + Badge Pick-Up",
        "Badge Pick-Up",
        "Morning Break Sponsored by Riverbank",
        "Project Lightning Talk: Mini Break",
    ],
)
def test_pauses_are_no_sessions(title):
    assert kept(Session(title)) == []


def test_what_stands_in_the_track_of_pauses_is_no_session():
    assert kept(Session("Wardrobe", track="Registration"), Session("Food Trucks", track="Meals / Breaks")) == []


@pytest.mark.parametrize(
    "title", ["Breaking Dams", "Coffee With Maintainers", "Lunch and Learn: Otters", "Break the Dam"]
)
def test_a_session_may_speak_of_pauses(title):
    assert kept(Session(title)) == [title]


def test_a_slot_without_speakers_that_comes_again_is_no_session():
    booths = [Session("Otter Booths | Monday Morning"), Session("Otter Booths | Tuesday Afternoon")]
    talks = [Session("Otters 101", (Speaker("Ola Otter"),)), Session("Otters 101", (Speaker("Bo Beaver"),))]
    assert kept(*booths, *talks, Session("Otter Demos | One"), Session("Otter Demos | Two")) == [
        "Otters 101",
        "Otters 101",
        "Otter Demos | One",
        "Otter Demos | Two",
    ]


def test_a_slot_that_is_but_its_track_is_no_session():
    assert (
        kept(Session("Otter Showcase", track="Otter Showcase"), Session("River Hall", track="Hall, River Hall")) == []
    )


@pytest.mark.parametrize("name", ["CANCELED: Otters", "[CANCELLED] Otters", "Cancelled - Otters"])
def test_a_cancelled_session_is_told_by_its_name(name):
    assert is_cancelled(name)
    assert not is_cancelled("Otters Are Not Cancelled")


def test_a_page_is_named_by_its_id_alone():
    assert (
        page_of("http://kccnceu2031.sched.com/event/4aB/otters-at-scale") == "https://kccnceu2031.sched.com/event/4aB"
    )
    assert page_of("https://river.example/talk/4aB/") == "https://river.example/talk/4aB/"


def test_a_line_leaves_out_what_says_nothing():
    line = session_to_json(Session("Otters", (Speaker("Ola"), Speaker("Bo", "Acme"))))
    assert json.loads(line) == {"title": "Otters", "speakers": [{"name": "Ola"}, {"name": "Bo", "org": "Acme"}]}


# ---- files from facts ----

PLAIN = """\
event: eu-2031
source: https://kccnceu2031.sched.com/
sessions:
- {title: Keynote - On Otters, speakers: 'Ola Otterson, Acme', track: Keynotes, start_local: 2031-04-02T09:00,
   url: https://kccnceu2031.sched.com/event/1aa/keynote-on-otters}
- {title: Lunch, speakers: null, track: Meals, start_local: 2031-04-02T12:00, url: https://kccnceu2031.sched.com/event/1bb}
- {title: 'CANCELED: Beavers', speakers: null, track: AI, start_local: 2031-04-02T13:00,
   url: https://kccnceu2031.sched.com/event/1cc}
"""
COLOCATED = """\
event: eu-2031
source: https://colocatedeventseu2031.sched.com/
sessions:
- {title: OtterCon l Welcome- Bo Beaver, speakers: Bo Beaver (Dam Corp), track: OtterCon, start_local: 2031-04-01T09:00,
   url: https://colocatedeventseu2031.sched.com/event/2aa/welcome}
"""
TALKS = """\
talks:
- {title: Rivers, speakers: [{name: Ola Otter, org: Acme}], url: https://sched.co/3aa, day: '2025-11-11',
   at: co-located, video: https://youtu.be/rivers}
- {title: Beaches, url: https://sched.co/3bb, at: Otter Summit}
- {title: 'Sponsored Keynote: Acme', speakers: [{name: Bo, org: Acme}], url: https://sched.co/3cc}
- {title: Dams (title shortened), url: https://sched.co/3dd}
- {title: Ponds, url: https://news.example/ponds}
"""


@pytest.fixture
def built(corpus, tmp_path, capsys):
    """Build schedules from facts of two editions; give each file's lines and what was told."""
    facts = tmp_path / "facts"
    facts.mkdir()
    (facts / "schedule-eu-2031.yaml").write_text(PLAIN, encoding="utf-8")
    (facts / "schedule-eu-2031-colocated.yaml").write_text(COLOCATED, encoding="utf-8")
    (facts / "na-2025.yaml").write_text(TALKS, encoding="utf-8")
    main(facts, corpus)
    told = capsys.readouterr().out
    return {path.stem: path for path in (corpus / "talks").iterdir()}, told, corpus


def test_a_schedule_and_its_colocated_days_become_one_file(built):
    files, told, _ = built
    content = yaml.safe_load(files["kubecon-eu-2031"].read_text(encoding="utf-8"))
    assert (content["event"], content["timezone"]) == ("kubecon-eu-2031", "Europe/Oslo")
    assert content["sessions"] == [
        {
            "title": "OtterCon | Welcome",
            "speakers": [{"name": "Bo Beaver", "org": "Dam Corp"}],
            "track": "OtterCon",
            "starts_at": "2031-04-01T09:00",
            "url": "https://colocatedeventseu2031.sched.com/event/2aa",
        },
        {
            "title": "Keynote - On Otters",
            "speakers": [{"name": "Ola Otterson", "org": "Acme"}],
            "track": "Keynotes",
            "starts_at": "2031-04-02T09:00",
            "url": "https://kccnceu2031.sched.com/event/1aa",
        },
    ]
    assert told == "kubecon-eu-2031: 2 sessions\nkubecon-na-2025: 2 sessions\n"


def test_a_file_says_where_it_is_from_and_what_was_changed(built):
    files, _, _ = built
    lines = files["kubecon-eu-2031"].read_text(encoding="utf-8").splitlines()
    assert lines[:3] == [
        "# Sessions of KubeCon EU 2031.",
        "# Source: https://kccnceu2031.sched.com/",
        "# Source: https://colocatedeventseu2031.sched.com/",
    ]
    assert lines[3].startswith("# Changed: ")


def test_of_a_schedule_that_was_not_gathered_the_talks_with_their_page_are_taken(built):
    files, _, _ = built
    content = yaml.safe_load(files["kubecon-na-2025"].read_text(encoding="utf-8"))
    assert content["sessions"] == [
        {"title": "Beaches", "track": "Otter Summit", "url": "https://sched.co/3bb"},
        {
            "title": "Rivers",
            "speakers": [{"name": "Ola Otter", "org": "Acme"}],
            "starts_at": "2025-11-11",
            "url": "https://sched.co/3aa",
            "video": "https://youtu.be/rivers",
        },
    ]


def test_the_bot_reads_what_was_built(built):
    files, _, corpus = built
    talks = read_schedule(files["kubecon-eu-2031"], load_catalogue(corpus))
    assert [talk.text for talk in talks] == [
        "OtterCon · 1 April 2031, 09:00 (Europe/Oslo)",
        "Keynotes · 2 April 2031, 09:00 (Europe/Oslo)",
    ]


def test_facts_of_an_unknown_edition_are_refused(corpus, tmp_path):
    (tmp_path / "schedule-mars-2031.yaml").write_text(PLAIN, encoding="utf-8")
    with pytest.raises(SystemExit, match=r"kubecon-mars-2031: no such edition in editions\.yaml; add it there first"):
        main(tmp_path, corpus)
