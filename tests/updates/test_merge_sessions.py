from bot.model.entry import Speaker
from bot.updates.merge_sessions import merge_sessions, with_known_tracks
from bot.updates.schedule_file import Session

SITE = "https://kccnceu2031.sched.com/event"
KNOWN = Session(
    "Otters at Scale", (Speaker("Ola Otter"),), "AI", "2031-04-02T09:00", f"{SITE}/1aa", "https://youtu.be/o"
)


def test_a_session_keeps_its_address_and_recording():
    moved = Session("Otters at Scale", KNOWN.speakers, "AI", "2031-04-03T11:00", f"{SITE}/0c2f")
    refreshed = merge_sessions([KNOWN], [moved])
    assert refreshed.sessions == (
        Session("Otters at Scale", KNOWN.speakers, "AI", "2031-04-03T11:00", KNOWN.url, KNOWN.video),
    )
    assert (refreshed.added, refreshed.changed, refreshed.gone) == ((), ("Otters at Scale",), ())


def test_a_session_may_change_its_title_where_its_address_stays():
    refreshed = merge_sessions(
        [KNOWN], [Session("Otters at Any Scale", KNOWN.speakers, "AI", KNOWN.starts_at, KNOWN.url)]
    )
    assert [session.title for session in refreshed.sessions] == ["Otters at Any Scale"]
    assert refreshed.changed == ("Otters at Any Scale",)


def test_refreshing_twice_changes_nothing_more():
    exported = [
        Session("Otters at Scale", KNOWN.speakers, "AI", KNOWN.starts_at, f"{SITE}/0c2f"),
        Session("Dams", url=f"{SITE}/1bb"),
    ]
    once = merge_sessions([KNOWN], exported)
    twice = merge_sessions(once.sessions, exported)
    assert twice.sessions == once.sessions
    assert (twice.added, twice.changed, twice.gone) == ((), (), ())


def test_a_session_given_twice_keeps_both_addresses():
    again = Session("Otters at Scale", starts_at="2031-04-03T09:00", url=f"{SITE}/1bb")
    exported = [
        Session("Otters at Scale", starts_at="2031-04-03T09:00", url=f"{SITE}/0bbb"),
        Session("Otters at Scale", KNOWN.speakers, "AI", KNOWN.starts_at, f"{SITE}/0aaa"),
    ]
    refreshed = merge_sessions([KNOWN, again], exported)
    assert {session.url for session in refreshed.sessions} == {KNOWN.url, again.url}
    assert refreshed.changed == ()


def test_what_the_site_no_longer_holds_is_taken_out_and_told():
    refreshed = merge_sessions([KNOWN], [Session("Dams", url=f"{SITE}/1bb")])
    assert [session.title for session in refreshed.sessions] == ["Dams"]
    assert (refreshed.added, refreshed.gone) == (("Dams",), ("Otters at Scale",))


def test_sessions_of_other_sites_stay():
    beside = Session("OtterCon Welcome", url="https://colocatedeventseu2031.sched.com/event/2aa")
    short = Session("Rivers", url="https://sched.co/3aa")
    refreshed = merge_sessions([beside, short], [Session("Dams", url=f"{SITE}/1bb")])
    assert [session.title for session in refreshed.sessions] == ["Dams", "OtterCon Welcome", "Rivers"]
    assert refreshed.gone == ()


def test_a_session_known_by_its_short_address_is_recognised():
    refreshed = merge_sessions(
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
