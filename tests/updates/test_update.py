import asyncio
import datetime as dt
import gzip

import pytest

from bot.catalogue.load import load_catalogue
from bot.catalogue.updated_files import UpdatedFiles
from bot.errors import BotError, CatalogueError
from bot.extraction.schedules.read_schedule import read_schedule
from bot.importer.file_lock import lock_file
from bot.model.schedule_change import load_changes
from bot.updates.outcome import Result
from bot.updates.sources import UpdateKind, load_sources
from emulators.sites import MEGABYTE, broken_off, drip, leading_to
from emulators.sources import archive, landscape, person, proposal, session, sessionize
from tests.importer.feeds import item, rss
from tests.updates.conftest import NOW, PAGE

SCHEDULE = "schedule of KubeCon EU 2031"
PROJECTS = "CNCF projects"
PROPOSALS = "Kubernetes proposals"
BEAVER = ("incubating", {"accepted": "2030-01-02", "incubating": "2031-02-02"})


@pytest.fixture
def files(corpus, tmp_path):
    """Return what finds the newest files."""
    return lambda: UpdatedFiles.of_home(corpus, tmp_path / "home")


def put_all(sites, title="Otters at Scale"):
    talks = sessionize(session(11, title, "u1"), people=[person("u1", "Ola Otterson", "Engineer at Acme")])
    sites.put_versioned("/api/schedule", talks, "application/json", f'"{title}"')
    sites.put_versioned("/landscape.yml", landscape(Beaver=BEAVER), "text/plain", '"one"')
    keps = archive(proposal(7, "Otter Swap", alpha="v1.49", beta="v1.51"))
    sites.put_versioned("/enhancements.tar.gz", keps, "application/x-gzip", '"one"')


async def test_what_the_sources_have_is_read_from_then_on(sites, update, files):
    put_all(sites)
    outcomes = await update(UpdateKind.TALKS, UpdateKind.PROJECTS, UpdateKind.KEPS)
    assert {name: outcome.result for name, outcome in outcomes.items()} == dict.fromkeys(
        (PROJECTS, PROPOSALS, SCHEDULE), Result.UPDATED
    )
    assert outcomes[SCHEDULE].told == ("new: Otters at Scale",)
    assert outcomes[PROJECTS].told == ("incubating: Beaver since 2031-02-02, before sandbox",)
    assert outcomes[PROPOSALS].told == ("new: KEP-7 Otter Swap",)
    catalogue = load_catalogue(files().corpus, files())
    assert catalogue.topic("beaver").maturity == "incubating"
    (talk,) = read_schedule(files().path("talks/kubecon-eu-2031.yaml"), catalogue)
    assert (talk.title, talk.speakers[0].org, talk.text) == (
        "Otters at Scale",
        "Acme",
        "River Engineering · 2 April 2031, 09:30 (Europe/Oslo) · Hall 3",
    )
    assert '"alpha": "1.49", "planned": [["beta", "1.51"]]' in files().path("keps.jsonl").read_text()


async def test_nothing_of_the_corpus_is_touched(sites, update, corpus):
    before = {path: path.read_bytes() for path in corpus.rglob("*") if path.is_file()}
    put_all(sites)
    await update()
    assert {path: path.read_bytes() for path in corpus.rglob("*") if path.is_file()} == before


async def test_a_version_that_is_known_is_not_sent_again_and_counts_as_of_today(sites, update, files):
    put_all(sites)
    await update(UpdateKind.TALKS, UpdateKind.PROJECTS, UpdateKind.KEPS)
    again = await update(UpdateKind.TALKS, UpdateKind.PROJECTS, UpdateKind.KEPS, now=NOW + dt.timedelta(days=7))
    assert {outcome.result for outcome in again.values()} == {Result.UNCHANGED}
    assert set(files().as_of().values()) == {dt.date(2031, 3, 8)}
    assert sites.asked[-1].headers["If-None-Match"] == '"Otters at Scale"'


async def test_a_dry_run_tells_what_would_change_and_leaves_nothing(sites, update, tmp_path):
    put_all(sites)
    outcomes = await update(dry_run=True)
    assert outcomes[SCHEDULE].told == ("new: Otters at Scale",)
    assert [path.name for path in (tmp_path / "home").rglob("*") if path.is_file()] == ["update.lock"]


async def slow(_request):
    await asyncio.sleep(60)


def put_fault(sites, path, fault, media_type):
    """Let a source answer as sources do at their worst."""
    bodies = {"a page": b"<html>Soon</html>", "other JSON": b'{"otters": []}', "no JSON": b"{torn", "nothing": b""}
    if fault in bodies:
        sites.put(path, bodies[fault], media_type)
    elif fault == "a page by its type":
        sites.put(path, "<html>Soon</html>", "text/html")
    elif fault == "a fault":
        sites.put(path, "", media_type, status=500)
    elif fault == "too much":
        sites.put(path, MEGABYTE * 3, media_type)
    elif fault == "a bomb":
        sites.put(path, gzip.compress(MEGABYTE * 60), media_type, Content_Encoding="gzip")
    else:
        sites.play(path, {"slow": drip, "broken off": broken_off, "silent": slow}[fault])


FAULTS = (
    *("a page", "other JSON", "no JSON", "nothing", "a page by its type", "a fault", "too much", "a bomb"),
    *("broken off", "silent"),
)
KINDS = (
    (SCHEDULE, "/api/schedule", "application/json"),
    (PROJECTS, "/landscape.yml", "text/plain"),
    (PROPOSALS, "/enhancements.tar.gz", "application/x-gzip"),
)


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_bad_download_leaves_the_last_good_state_and_the_others_are_updated(sites, update, files, fault):
    put_all(sites)
    await update(UpdateKind.TALKS, UpdateKind.PROJECTS, UpdateKind.KEPS)
    before = {name: files().path(name).read_bytes() for name in files().as_of()}
    for name, path, media_type in KINDS:
        put_all(sites)
        put_fault(sites, path, fault, media_type)
        outcomes = await update(UpdateKind.TALKS, UpdateKind.PROJECTS, UpdateKind.KEPS)
        assert {one: outcome.result for one, outcome in outcomes.items()} == {
            **dict.fromkeys((SCHEDULE, PROJECTS, PROPOSALS), Result.UNCHANGED),
            name: Result.FAILED,
        }
        assert len(outcomes[name].told[0]) < 600
    assert {name: files().path(name).read_bytes() for name in files().as_of()} == before


@pytest.mark.parametrize("cut", [40, 200])
async def test_an_archive_that_was_cut_is_refused(sites, update, cut):
    sites.put("/enhancements.tar.gz", archive(proposal(7, "Otters", alpha="v1.49"))[:-cut], "application/x-gzip")
    assert (await update(UpdateKind.KEPS))[PROPOSALS].result is Result.FAILED


async def test_a_source_that_suddenly_holds_little_is_not_believed(sites, update):
    many = [session(number, f"Otters {number} at Scale") for number in range(30)]
    sites.put("/api/schedule", sessionize(*many), "application/json")
    assert (await update(UpdateKind.TALKS))[SCHEDULE].result is Result.UPDATED
    sites.put("/api/schedule", sessionize(*many[:5]), "application/json")
    outcome = (await update(UpdateKind.TALKS))[SCHEDULE]
    assert outcome.told == ("it holds 5 sessions where 30 are known, so it is hardly whole; what was there stays",)


async def test_a_schedule_that_does_not_exist_yet_is_no_fault(sites, update):
    assert (await update(UpdateKind.TALKS))[SCHEDULE].result is Result.NOT_PUBLISHED
    assert sites.times("/api/schedule") == 1


async def test_a_kubecon_of_long_ago_is_not_asked_for(sites, update):
    assert await update(UpdateKind.TALKS, now=NOW + dt.timedelta(days=365)) == {}
    assert sites.asked == []


async def test_a_host_that_is_not_listed_is_not_asked(sites, update):
    elsewhere = sites.url("/else", host="localhost")
    sites.play("/landscape.yml", leading_to(elsewhere))
    outcome = (await update(UpdateKind.PROJECTS))[PROJECTS]
    assert (outcome.result, sites.times("/else")) == (Result.FAILED, 0)
    assert outcome.told[0].endswith(f"leads to {elsewhere}, which is on a host that is not asked; what was there stays")


async def test_a_session_that_was_cancelled_stays_out_and_the_others_keep_their_recordings(sites, update, files):
    put = lambda *sessions: sites.put("/api/schedule", sessionize(*sessions), "application/json")  # noqa: E731
    put(session(11, "Otters at Scale", recordingUrl="https://youtu.be/o"), session(12, "Dams for All"))
    await update(UpdateKind.TALKS)
    put(session(11, "Otters at Scale"), session(12, "CANCELLED: Dams for All"))
    assert (await update(UpdateKind.TALKS))[SCHEDULE].told == (
        "“Dams for All” is off the schedule; it was 2 April, 09:30, Hall 3",
    )
    text = files().path("talks/kubecon-eu-2031.yaml").read_text()
    assert "Dams" not in text
    assert "https://youtu.be/o" in text


async def test_what_was_made_from_an_older_corpus_gives_way_to_a_newer_one(sites, update, files, corpus):
    put_all(sites)
    await update(UpdateKind.PROJECTS)
    shipped = corpus / "topics.yaml"
    shipped.write_text(shipped.read_text() + '- {"name": "Clam", "kind": "project", "description": "Shuts"}\n')
    assert files().path("topics.yaml") == shipped
    assert (await update(UpdateKind.PROJECTS))[PROJECTS].result is Result.UPDATED
    assert load_catalogue(corpus, files()).topic("clam")


async def test_an_updated_file_that_was_damaged_since_is_not_read(sites, update, files, corpus):
    put_all(sites)
    await update(UpdateKind.PROJECTS)
    files().path("topics.yaml").write_text("topics: [")
    assert files().path("topics.yaml") == corpus / "topics.yaml"


async def test_a_project_that_is_new_is_known_from_then_on(sites, update, files, corpus):
    sites.put("/landscape.yml", landscape(Beaver=BEAVER, Clam=("sandbox", {"accepted": "2031-01-01"})), "text/plain")
    await update(UpdateKind.PROJECTS)
    assert load_catalogue(corpus, files()).topic("clam").description == "CNCF sandbox project"


async def test_posts_of_recommended_feeds_go_below_home(sites, update, tmp_path):
    sites.put("/otters", PAGE.format(canonical=""))
    sites.put("/feed.xml", rss(item("KubeCon", "/otters")), "text/xml")
    outcome = (await update(UpdateKind.FEEDS))["Otter blog"]
    assert (outcome.result, outcome.told) == (Result.UPDATED, ("new: three-days-among-otters.md",))
    assert (tmp_path / "home" / "updates" / "posts" / "three-days-among-otters.md").is_file()
    assert (await update(UpdateKind.FEEDS))["Otter blog"].result is Result.WAITING


async def test_two_processes_do_not_update_at_once(update, tmp_path):
    with (
        lock_file(tmp_path / "home" / "updates" / "update.lock", wait=False),
        pytest.raises(BotError, match="another process updates right now"),
    ):
        await update(UpdateKind.TALKS)


@pytest.mark.parametrize("text", ["[schedules", "[schedules]\n", "[schedules]\n[projects]\nlandscape = 7\n"])
def test_faulty_sources_are_told(corpus, text):
    (corpus / "sources.toml").write_text(text)
    with pytest.raises(CatalogueError, match=r"sources\.toml: cannot be read .*; fix or restore it"):
        load_sources(corpus)


async def test_changes_of_a_schedule_are_kept_for_digests_once(sites, update, tmp_path):
    put = lambda *sessions: sites.put("/api/schedule", sessionize(*sessions), "application/json")  # noqa: E731
    put(session(11, "Otters at Scale"), session(12, "Dams for All"))
    await update(UpdateKind.TALKS)
    kept = tmp_path / "home" / "updates" / "changes.jsonl"
    assert not kept.exists()
    put(session(11, "Otters at Scale", startsAt="2031-04-03T11:00:00"), session(12, "CANCELLED: Dams for All"))
    await update(UpdateKind.TALKS, dry_run=True)
    assert not kept.exists()
    outcome = (await update(UpdateKind.TALKS))[SCHEDULE]
    moved = "“Otters at Scale” moved to 3 April, 11:00, Hall 3; it was 2 April, 09:30, Hall 3"
    assert {moved, "“Dams for All” is off the schedule; it was 2 April, 09:30, Hall 3"} <= set(outcome.told)
    await update(UpdateKind.TALKS)
    assert sorted((one.event, one.on, one.text) for one in load_changes(kept)) == [
        ("kubecon-eu-2031", "2031-03-01", "“Dams for All” is off the schedule; it was 2 April, 09:30, Hall 3"),
        ("kubecon-eu-2031", "2031-03-01", moved),
    ]


def test_damaged_notes_of_changes_count_as_none(tmp_path):
    (tmp_path / "changes.jsonl").write_text('{"event": 1}\n')
    assert load_changes(tmp_path / "changes.jsonl") == ()
