import datetime as dt

import pytest

from adapters.http.fetcher import Fetcher
from bot.errors import BotError, FetchError
from bot.importer.http_response import FEEDS, FetchBounds
from bot.importer.update_feeds import open_feed_updater
from emulators.sites import Sites, leading_to
from tests.importer.conftest import CORPUS, PAGE
from tests.importer.feeds import item, rss

NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
HOURS = dt.timedelta(hours=1.2)
WHOLE = "<p>KubeCon EU 2026 was full of otters that run Kubernetes.</p>" * 40


async def at_once(work, *arguments):
    return work(*arguments)


@pytest.fixture
async def sites():
    async with Sites() as sites:
        yield sites


@pytest.fixture
def posts(tmp_path):
    (tmp_path / "posts").mkdir()
    return tmp_path / "posts"


@pytest.fixture
def open_reader(posts, tmp_path):
    """Return what opens a reader, as every process on this machine would."""
    fetch = Fetcher(lambda _: True, FetchBounds(seconds=5))
    return lambda: open_feed_updater((posts,), tmp_path / "home", CORPUS, fetch, at_once, lambda: 0.5)


def put_posts(sites, *names):
    """Put posts on the site; return their lines in a feed."""
    for name in names:
        sites.put(f"/{name}", PAGE.format(canonical="").replace("Three days among", f"KubeCon with {name}"))
    return [item(f"KubeCon with {name}", f"/{name}") for name in names]


def names(folder):
    return sorted(path.stem for path in folder.iterdir())


async def test_new_posts_on_kubecon_are_added_once_in_the_order_of_the_feed(sites, posts, open_reader):
    url = sites.put("/feed", rss(*put_posts(sites, "otters", "minks"), item("Ponds", "/ponds")), "text/xml")
    first = await open_reader().read_if_due(url, NOW)
    assert [kept.post.recap.title for kept in first.kept] == ["KubeCon with otters otters", "KubeCon with minks otters"]
    again = await open_reader().read_if_due(url, NOW + HOURS)
    assert (first.posts, again.posts, again.kept, sites.times("/otters"), sites.times("/ponds")) == (3, 3, (), 1, 0)
    assert names(posts) == ["kubecon-with-minks-otters", "kubecon-with-otters-otters"]


async def test_a_guid_that_is_used_again_for_another_post_hides_it_not(sites, posts, open_reader):
    put_posts(sites, "otters", "minks")
    url = sites.put("/feed", rss(item("KubeCon with otters", "/otters", guid="7")), "text/xml")
    await open_reader().read_if_due(url, NOW)
    sites.put("/feed", rss(item("KubeCon with minks", "/minks", guid="7")), "text/xml")
    await open_reader().read_if_due(url, NOW + HOURS)
    assert names(posts) == ["kubecon-with-minks-otters", "kubecon-with-otters-otters"]


async def test_a_post_that_a_person_took_away_does_not_come_back(sites, posts, open_reader):
    url = sites.put("/feed", rss(*put_posts(sites, "otters")), "text/xml")
    await open_reader().read_if_due(url, NOW)
    next(posts.iterdir()).unlink()
    await open_reader().read_if_due(url, NOW + HOURS)
    assert names(posts) == []


async def test_a_feed_that_did_not_change_is_not_sent_again(sites, open_reader):
    url = sites.put_versioned("/feed", rss(*put_posts(sites, "otters")), "text/xml", '"one"')
    await open_reader().read_if_due(url, NOW)
    assert (await open_reader().read_if_due(url, NOW + HOURS)).posts is None
    assert sites.asked[-1].headers["If-None-Match"] == '"one"'


async def test_a_feed_is_left_alone_until_its_time_has_come(sites, open_reader):
    url = sites.put("/feed", rss(), "text/xml")
    await open_reader().read_if_due(url, NOW)
    assert await open_reader().read_if_due(url, NOW + dt.timedelta(minutes=59)) is None
    assert sites.times("/feed") == 1


async def test_while_one_process_reads_a_feed_another_does_not(sites, open_reader):
    url = sites.put("/feed", rss(), "text/xml")
    with open_reader().store.holding(url):
        assert await open_reader().read_if_due(url, NOW) is None
        with pytest.raises(BotError, match="/feed: another process reads this feed right now; try again later"):
            await open_reader().add(url, NOW)
    assert sites.asked == []


async def test_what_is_too_much_for_one_reading_is_taken_at_the_next(sites, open_reader):
    many = put_posts(sites, *(f"pond{number}" for number in range(23)))
    url = sites.put_versioned("/feed", rss(*many), "text/xml", '"one"')
    first = await open_reader().read_if_due(url, NOW)
    second = await open_reader().read_if_due(url, NOW + HOURS)
    third = await open_reader().read_if_due(url, NOW + 2 * HOURS)
    assert [(len(one.kept), one.left, one.posts) for one in (first, second, third)] == [
        (20, 3, 23),
        (3, 0, 23),
        (0, 0, None),
    ]


async def test_a_post_that_cannot_be_had_is_tried_again_and_holds_up_no_other(sites, open_reader):
    url = sites.put("/feed", rss(item("KubeCon", "/gone"), *put_posts(sites, "otters")), "text/xml")
    readings = [await open_reader().read_if_due(url, NOW + number * HOURS) for number in range(4)]
    assert [(len(one.kept), one.left, len(one.faults)) for one in readings] == [
        (1, 1, 1),
        (0, 1, 1),
        (0, 0, 1),
        (0, 0, 0),
    ]
    assert readings[0].faults[0].endswith("/gone: its site answers 404; check the address")
    assert sites.times("/gone") == 3


async def test_a_post_whose_page_cannot_be_had_is_taken_from_the_feed_where_that_holds_it_whole(
    sites, posts, open_reader
):
    sites.put("/otters", "", status=403)
    url = sites.put("/feed", rss(item("KubeCon otters", "/otters", text=WHOLE)), "text/xml")
    (kept,) = (await open_reader().read_if_due(url, NOW)).kept
    assert kept.path == posts / "kubecon-otters.md"
    assert f'source: "{sites.url("/otters")}"' in kept.post.text
    assert "full of otters" in kept.post.text


async def test_a_post_that_shows_nothing_is_judged_by_its_page(sites, posts, open_reader):
    sites.put(
        "/ponds", "<html><body><article><h1>Ponds</h1><p>Paris 2024 was a good place to be.</p></article></body></html>"
    )
    put_posts(sites, "otters")
    url = sites.put("/feed", rss(item("Ponds", "/ponds", text=""), item("Otters", "/otters", text="")), "text/xml")
    assert len((await open_reader().read_if_due(url, NOW)).kept) == 1
    assert names(posts) == ["kubecon-with-otters-otters"]


async def test_a_post_of_two_feeds_is_one_recap(sites, posts, open_reader):
    lines = put_posts(sites, "otters")
    sites.play("/short", leading_to("/otters"))
    for path, line in (("/one", lines), ("/two", [item("KubeCon", "/short")])):
        await open_reader().read_if_due(sites.put(path, rss(*line), "text/xml"), NOW)
    assert len(names(posts)) == 1


async def test_a_feed_that_fails_is_noted_and_left_alone_as_long_as_it_says(sites, open_reader):
    url = sites.put("/feed", "", status=429, Retry_After="7200")
    with pytest.raises(FetchError, match="/feed: its site answers 429; try again later"):
        await open_reader().read_if_due(url, NOW)
    state = open_reader().store.look_up(url)
    assert (state.failures, state.fault) == (1, f"{url}: its site answers 429; try again later")
    assert dt.timedelta(hours=2) <= state.next_at - NOW < dt.timedelta(hours=2.3)


async def test_a_site_that_is_busy_is_not_asked_for_the_next_post(sites, open_reader):
    sites.put("/busy", "", status=429, Retry_After="7200")
    url = sites.put("/feed", rss(item("KubeCon", "/busy"), *put_posts(sites, "otters")), "text/xml")
    reading = await open_reader().read_if_due(url, NOW)
    assert (reading.kept, reading.left, sites.times("/otters")) == ((), 2, 0)
    assert open_reader().store.look_up(url).next_at - NOW >= dt.timedelta(hours=2)


async def test_a_folder_that_cannot_be_written_costs_no_post_its_tries(sites, posts, open_reader):
    url = sites.put("/feed", rss(*put_posts(sites, "otters", "minks")), "text/xml")
    posts.rmdir()
    for number in range(4):
        reading = await open_reader().read_if_due(url, NOW + number * HOURS)
        assert (reading.left, len(reading.faults)) == (2, 1)
    posts.mkdir()
    assert len((await open_reader().read_if_due(url, NOW + 4 * HOURS)).kept) == 2


async def test_a_feed_that_is_added_is_read_at_once_and_followed(sites, open_reader):
    url = sites.put("/feed", rss(*put_posts(sites, "otters")), "text/xml")
    assert len((await open_reader().add(url, NOW)).kept) == 1
    assert open_reader().store.added() == [url]


async def test_what_is_no_feed_is_not_followed(sites, open_reader):
    url = sites.put("/feed", "<!doctype html><html></html>")
    with pytest.raises(BotError, match="this is no feed"):
        await open_reader().add(url, NOW)
    assert open_reader().store.added() == []


async def test_a_feed_is_asked_for_as_a_feed(sites, open_reader):
    url = sites.put("/feed", rss(), "text/xml")
    await open_reader().read_if_due(url, NOW)
    assert set(sites.asked[0].headers["Accept"].split(", ")) == FEEDS
