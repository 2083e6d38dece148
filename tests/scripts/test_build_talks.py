import json

import pytest

from bot.model.entry import Speaker
from bot.updates.schedule_file import Session, SessionStatement, read_sessions, read_sources
from scripts.build_talks import main
from scripts.statement_facts import may_be_told
from scripts.talk_facts import event_of

PAGE = "https://kccnceu2031.sched.com/event/"
VIDEO = "https://www.youtube.com/watch?v="
OTTERS = f"{VIDEO}otters12345"
TALKS = {
    "eu-2031": [
        {
            "title": "Otters Count Rivers",
            "speakers": [{"name": "Ola Otter", "company": "Riverbank"}],
            "track": "🦦 Maintainer Track",
            "url": f"{PAGE}1aa/otters-count-rivers",
            "video": f"{VIDEO}otters12345&list=PL1",
            "title_zh": "水獭数河流",
            "source": "rivers/notes + someone's page",
        },
        {
            "title": "Beavers Build Better Dams in …",
            "speakers": [{"name": "Bo Beaver"}],
            "video": f"{VIDEO}beavers1234",
        },
        {
            "title": "Fish Talk",
            "kind": "keynote",
            "start": "2031-04-02T09:00",
            "video": f"{VIDEO}unsure12345",
            "video_match": 0.8,
        },
        {"title": "Fish Talk Again", "video": "https://youtu.be/watched1234", "video_match": 0.8},
        {"title": "Fish Talks", "kind": "panel"},
        {"title": "Ask Me Anything", "kind": "office_hours", "url": f"{PAGE}1cc/ask"},
        {"title": "Closing Keynote: TBA"},
    ],
    "eu-2031-securityday": [{"title": "Locks for Dams"}],
    "promcon-2031": [{"title": "Counting Otters", "speakers": [{"name": "Ola Otter"}, {"name": "SOLD OUT)"}]}],
    "some-meetups": [{"title": "Meeting Otters"}],
}
STATEMENTS = [
    {"fact": "Riverbank at EU 2031: otters float.", "topic": "Rivers", "topics": ["Rivers", "Water"], "url": OTTERS},
    {"fact": "Fish swim.", "topic": "Fish", "topics": [], "url": "https://youtu.be/watched1234"},
    {"fact": "Crabs walk.", "topic": "Crabs", "topics": [], "url": f"{VIDEO}crabs123456"},
    {"fact": "Perhaps.", "topic": "Doubt", "topics": [], "url": OTTERS, "confidence": "low"},
    {"fact": "A page says so.", "topic": "Pages", "topics": [], "url": "https://river.example/"},
]  # fmt: skip


@pytest.fixture
def facts(tmp_path):
    """Write facts of two events, two days beside them and a meeting."""
    folder = tmp_path / "facts"
    (folder / "talks").mkdir(parents=True)
    (folder / "statements").mkdir()
    (folder / "talks" / "sources.json").write_text(json.dumps({"sources": [{"repo": "rivers/notes"}, {}]}))
    for edition, rows in TALKS.items():
        given = {"edition": edition, "kind": "talk", "speakers": [], "source": "elsewhere"}
        write_lines(folder / "talks" / f"{edition}.jsonl", [given | row for row in rows])
    given = {"confidence": "high", "checked": True}
    told = [given | one | {"source": {"title": "The Talk", "url": one["url"]}} for one in STATEMENTS]
    write_lines(folder / "statements" / "talks.jsonl", told)
    return folder


def write_lines(path, rows):
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


@pytest.fixture
def known(corpus):
    """Let the corpus hold two sessions of the event, one of them no talk."""
    (corpus / "talks").mkdir()
    (corpus / "talks" / "kubecon-eu-2031.yaml").write_text(
        "# Source: https://kccnceu2031.sched.com/\nevent: kubecon-eu-2031\nsessions:\n"
        f'- {{"title": "Beavers Build Better Dams in Spring", "speakers": [{{"name": "Bo Beaver", "org": "Dam Corp"}}],'
        f' "url": "{PAGE}1bb"}}\n- {{"title": "Ask Me Anything", "url": "{PAGE}1cc"}}\n',
        encoding="utf-8",
    )
    return corpus


@pytest.fixture
def built(facts, known, capsys):
    """Build the files of talks; give those of the event by title, what was told, and the corpus."""
    main(facts, known)
    sessions = read_sessions(known / "talks" / "kubecon-eu-2031.yaml")
    return {session.title: session for session in sessions}, capsys.readouterr().out, known


def test_a_talk_is_written_with_all_that_is_known_of_it(built):
    assert built[0]["Otters Count Rivers"] == Session(
        "Otters Count Rivers",
        (Speaker("Ola Otter", "Riverbank"),),
        "Maintainer Track",
        "",
        f"{PAGE}1aa",
        f"{VIDEO}otters12345",
        "maintainer track",
        "",
        ("水獭数河流",),
        (SessionStatement("Riverbank at EU 2031: otters float.", ("Rivers", "Water")),),
    )


def test_a_title_that_was_cut_short_is_the_whole_one_that_is_known(built):
    beavers = built[0]["Beavers Build Better Dams in Spring"]
    assert (beavers.speakers, beavers.video) == ((Speaker("Bo Beaver", "Dam Corp"),), f"{VIDEO}beavers1234")
    assert not any(title.endswith("…") for title in built[0])


def test_a_recording_found_by_a_title_like_others_counts_where_somebody_watched_it(built):
    assert built[0]["Fish Talk"].video == ""
    assert built[0]["Fish Talk Again"].video == f"{VIDEO}watched1234"
    assert [said.text for said in built[0]["Fish Talk Again"].said] == ["Fish swim."]


def test_what_is_no_talk_is_left_out(built):
    assert "Ask Me Anything" not in built[0]
    assert "Closing Keynote: TBA" not in built[0]


def test_a_day_beside_the_event_is_part_of_it(built):
    day = built[0]["Locks for Dams"]
    assert (day.kind, day.track) == ("co-located day", "Cloud Native Security Day")


def test_another_conference_has_a_file_with_its_name(built):
    path = built[2] / "talks" / "promcon-2031.yaml"
    assert "event: promcon-2031\nname: PromCon 2031\n" in path.read_text(encoding="utf-8")
    assert [session.speakers for session in read_sessions(path)] == [(Speaker("Ola Otter"),)]


def test_what_is_no_event_has_no_file(built):
    assert sorted(path.stem for path in (built[2] / "talks").iterdir()) == ["kubecon-eu-2031", "promcon-2031"]


def test_repositories_are_named_as_sources_beside_those_named_before(built):
    sources = read_sources(built[2] / "talks" / "kubecon-eu-2031.yaml")
    assert sources == ["https://kccnceu2031.sched.com/", "https://github.com/rivers/notes"]


def test_what_was_written_and_what_was_said_in_no_known_talk_is_told(built):
    assert "kubecon-eu-2031: 6 sessions, 3 recorded" in built[1]
    assert "no talk for: The Talk" in built[1]


def test_building_again_changes_nothing(built, facts):
    before = {path.name: path.read_bytes() for path in (built[2] / "talks").iterdir()}
    main(facts, built[2])
    assert {path.name: path.read_bytes() for path in (built[2] / "talks").iterdir()} == before


def test_a_missing_folder_of_facts_is_told_of(corpus, tmp_path):
    with pytest.raises(SystemExit, match="nowhere/talks: no such folder; name the folder that holds the facts"):
        main(tmp_path / "nowhere", corpus)


@pytest.mark.parametrize(
    ("edition", "event"),
    [
        ("na-2019", ("kubecon-na-2019", "", "")),
        ("na-2018-envoycon", ("kubecon-na-2018", "", "EnvoyCon")),
        ("kcd-munich-2024", ("kcd-munich-2024", "KCD Munich 2024", "")),
        ("rejekts-eu-2019", ("rejekts-eu-2019", "Rejekts EU 2019", "")),
        ("cnsecuritycon-na-2023", ("cloudnativesecuritycon-na-2023", "CloudNativeSecurityCon NA 2023", "")),
        ("open-observability-summit-2025", ("open-observability-summit-2025", "Open Observability Summit 2025", "")),
        ("some-meetups", ("", "", "")),
    ],
)
def test_an_edition_of_the_facts_means_an_event(edition, event):
    assert event_of(edition) == event


@pytest.mark.parametrize(
    ("confidence", "checked", "fact", "told"),
    [
        ("high", False, "Otters saved 40 rivers.", True),
        ("medium", True, "Otters saved 40 rivers.", True),
        ("medium", False, "Otters saved 40 rivers.", False),
        ("medium", False, "Otters were the first here.", False),
        ("medium", False, "Otters like rivers.", True),
        ("low", True, "Otters like rivers.", False),
    ],
)
def test_an_unsure_statement_is_told_where_it_was_checked_or_claims_little(confidence, checked, fact, told):
    assert may_be_told({"confidence": confidence, "checked": checked, "fact": fact}) is told
