import json

import pytest
import yaml

from bot.catalogue.catalogue import Catalogue
from bot.extraction.people.person_names import NameClassifier
from bot.model.entry import Speaker
from scripts.refresh_schedule import main, refresh, with_known_tracks
from scripts.schedule_exports import ExportError, read_export
from scripts.schedule_file import Session

SITE = "https://kccnceu2031.sched.com/event"
JUDGE = NameClassifier(Catalogue(), ())


def event(uid, summary, start="20310402T070000Z", categories="AI + ML"):
    return (
        f"BEGIN:VEVENT\r\nDTSTAMP:20310101T000000Z\r\nDTSTART:{start}\r\nDTEND:{start}\r\nSUMMARY:{summary}\r\n"
        f"DESCRIPTION:So much &nbsp\\; text.\r\nCATEGORIES:{categories}\r\nLOCATION:Hall 1\\, Oslo\r\nSEQUENCE:0\r\n"
        f"UID:{uid}\r\nURL:http://kccnceu2031.sched.com/event/{uid}\r\nEND:VEVENT\r\n"
    )


def calendar(*events):
    head = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:kccnceu2031\r\nPRODID:-//Sched.com KubeCon Europe 2031//EN\r\n"
    )
    return f"{head}{''.join(events)}END:VCALENDAR\r\n".encode()


def pretalx(*talks):
    days = [{"index": 1, "date": "2031-04-02", "rooms": {"Hall": list(talks)}}]
    return json.dumps({"schedule": {"conference": {"days": days}}}).encode()


def read(content):
    return read_export(content, "Europe/Oslo", JUDGE)


# ---- exports ----


def test_a_sched_calendar_gives_sessions_at_the_time_of_the_place():
    (session,) = read(calendar(event("ab12", "Otters &amp; Rivers - Ola Otterson\\, Acme & Bo Beaverton\\, Dam Corp")))
    assert session == Session(
        "Otters & Rivers",
        (Speaker("Ola Otterson", "Acme"), Speaker("Bo Beaverton", "Dam Corp")),
        "AI + ML",
        "2031-04-02T09:00",
        f"{SITE}/ab12",
    )


def test_a_session_of_a_whole_day_has_no_hour():
    whole_day = event("ab12", "Otter Day", start="20310402").replace("DTSTART:", "DTSTART;VALUE=DATE:")
    (session,) = read(calendar(whole_day))
    assert session.starts_at == "2031-04-02"


def test_cancelled_sessions_are_left_out():
    talk = {"title": "Canceled: Dams", "date": "2031-04-02T10:00:00+02:00"}
    assert read(calendar(event("ab12", "CANCELED: Otters - Ola Otterson\\, Acme"))) == []
    assert read(pretalx(talk)) == []


def test_a_pretalx_schedule_gives_sessions():
    talk = {
        "title": "Otters at Scale",
        "track": "Rivers",
        "date": "2031-04-02T08:30:00+01:00",
        "url": "https://pretalx.example/otters/talk/AB12CD/",
        "persons": [{"name": "Ola Otter"}, {"public_name": "Bo Beaver", "name": "bb"}, {"name": None}],
    }
    bare = {"title": "Dams", "track": None, "date": "2031-04-02T10:00:00+02:00", "persons": []}
    assert read(pretalx(talk, bare)) == [
        Session(
            "Otters at Scale",
            (Speaker("Ola Otter"), Speaker("Bo Beaver")),
            "Rivers",
            "2031-04-02T09:30",
            "https://pretalx.example/otters/talk/AB12CD/",
        ),
        Session("Dams", starts_at="2031-04-02T10:00"),
    ]


@pytest.mark.parametrize(
    "content", [b"<html>Not found</html>", b"", b"{}", b'{"schedule": []}', b"{torn", b"\xff\xfe\x00"]
)
def test_anything_else_is_refused_with_what_to_do(content):
    with pytest.raises(ExportError, match=r"neither the all\.ics of a sched\.com site nor .*; download it again"):
        read(content)


# ---- refreshing ----

KNOWN = Session(
    "Otters at Scale", (Speaker("Ola Otter"),), "AI", "2031-04-02T09:00", f"{SITE}/1aa", "https://youtu.be/o"
)


def test_a_session_keeps_its_address_and_recording():
    moved = Session("Otters at Scale", KNOWN.speakers, "AI", "2031-04-03T11:00", f"{SITE}/0c2f")
    refreshed = refresh([KNOWN], [moved])
    assert refreshed.sessions == (
        Session("Otters at Scale", KNOWN.speakers, "AI", "2031-04-03T11:00", KNOWN.url, KNOWN.video),
    )
    assert (refreshed.added, refreshed.changed, refreshed.gone) == ((), ("Otters at Scale",), ())


def test_a_session_may_change_its_title_where_its_address_stays():
    refreshed = refresh([KNOWN], [Session("Otters at Any Scale", KNOWN.speakers, "AI", KNOWN.starts_at, KNOWN.url)])
    assert [session.title for session in refreshed.sessions] == ["Otters at Any Scale"]
    assert refreshed.changed == ("Otters at Any Scale",)


def test_refreshing_twice_changes_nothing_more():
    exported = [
        Session("Otters at Scale", KNOWN.speakers, "AI", KNOWN.starts_at, f"{SITE}/0c2f"),
        Session("Dams", url=f"{SITE}/1bb"),
    ]
    once = refresh([KNOWN], exported)
    twice = refresh(once.sessions, exported)
    assert twice.sessions == once.sessions
    assert (twice.added, twice.changed, twice.gone) == ((), (), ())


def test_a_session_given_twice_keeps_both_addresses():
    again = Session("Otters at Scale", starts_at="2031-04-03T09:00", url=f"{SITE}/1bb")
    exported = [
        Session("Otters at Scale", starts_at="2031-04-03T09:00", url=f"{SITE}/0bbb"),
        Session("Otters at Scale", KNOWN.speakers, "AI", KNOWN.starts_at, f"{SITE}/0aaa"),
    ]
    refreshed = refresh([KNOWN, again], exported)
    assert {session.url for session in refreshed.sessions} == {KNOWN.url, again.url}
    assert refreshed.changed == ()


def test_what_the_site_no_longer_holds_is_taken_out_and_told():
    refreshed = refresh([KNOWN], [Session("Dams", url=f"{SITE}/1bb")])
    assert [session.title for session in refreshed.sessions] == ["Dams"]
    assert (refreshed.added, refreshed.gone) == (("Dams",), ("Otters at Scale",))


def test_sessions_of_other_sites_stay():
    beside = Session("OtterCon Welcome", url="https://colocatedeventseu2031.sched.com/event/2aa")
    short = Session("Rivers", url="https://sched.co/3aa")
    refreshed = refresh([beside, short], [Session("Dams", url=f"{SITE}/1bb")])
    assert [session.title for session in refreshed.sessions] == ["Dams", "OtterCon Welcome", "Rivers"]
    assert refreshed.gone == ()


def test_a_session_known_by_its_short_address_is_recognised():
    refreshed = refresh(
        [Session("Rivers", url="https://sched.co/3aa")], [Session("Rivers", track="AI", url=f"{SITE}/0c2f")]
    )
    assert refreshed.sessions == (Session("Rivers", track="AI", url="https://sched.co/3aa"),)


def test_tracks_in_capitals_are_spelt_as_in_other_schedules():
    exported = [Session(track, track=track) for track in ("AI + ML", "BOF", "DATA + STORAGE", "Rivers")]
    known = [Session("a", track="AI + ML"), Session("b", track="Experiences, BoF")]
    assert [session.track for session in with_known_tracks(exported, known)] == [
        "AI + ML",
        "BoF",
        "Data + Storage",
        "Rivers",
    ]


# ---- the command ----


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "all.ics"
    path.write_bytes(
        calendar(
            event("0aaa", "Otters at Scale - Ola Otterson\\, Acme"),
            event("0bbb", "Badge Pick-Up", categories="REGISTRATION"),
            event("0ccc", "Dams", categories="RIVER ENGINEERING"),
        )
    )
    return path


def test_a_new_edition_gets_its_schedule(export, corpus, capsys):
    main(export, "kubecon-eu-2031", corpus)
    path = corpus / "talks" / "kubecon-eu-2031.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [session["title"] for session in content["sessions"]] == ["Dams", "Otters at Scale"]
    assert content["sessions"][0]["track"] == "River Engineering"
    assert path.read_text(encoding="utf-8").splitlines()[1] == "# Source: https://kccnceu2031.sched.com/"
    assert capsys.readouterr().out.splitlines() == ["new: Otters at Scale", "new: Dams", f"{path}: 2 sessions"]


def test_a_refreshed_file_stays_the_same_when_nothing_changed(export, corpus, capsys):
    main(export, "kubecon-eu-2031", corpus)
    path = corpus / "talks" / "kubecon-eu-2031.yaml"
    before = path.read_text(encoding="utf-8")
    capsys.readouterr()
    main(export, "kubecon-eu-2031", corpus)
    assert path.read_text(encoding="utf-8") == before
    assert capsys.readouterr().out == f"{path}: 2 sessions\n"


def test_an_unknown_edition_is_refused(export, corpus):
    with pytest.raises(SystemExit, match=r"kubecon-eu-2077: no such edition in .*; add it there first"):
        main(export, "kubecon-eu-2077", corpus)


def test_a_torn_or_missing_export_is_refused_and_the_file_left_alone(corpus, tmp_path):
    torn = tmp_path / "torn.ics"
    torn.write_text("no calendar", encoding="utf-8")
    for path, reason in ((torn, "download it again"), (tmp_path / "none.ics", "No such file")):
        with pytest.raises(SystemExit, match=reason):
            main(path, "kubecon-eu-2031", corpus)
    assert not (corpus / "talks").exists()
