import re

import pytest

from adapters.web.publisher import PAGE
from tests.digests.conftest import MONDAY

EVERY_MONDAY = "digest weekly mon 09:00 Europe/Amsterdam topics dra"


def cards(html):
    return re.findall(r"<article.*?</article>", html, re.DOTALL)


async def is_on(digest_page):
    return (await digest_page.digests.subscription_service.subscription(PAGE, "page"))[1]


@pytest.mark.parametrize(
    ("before", "typed", "told"),
    [
        ((), "digest", "nobody has asked for them"),
        ((), EVERY_MONDAY, "Digests are on in this channel"),
        ((EVERY_MONDAY,), "Digest", "A thread on Mondays at 09:00, Europe/Amsterdam"),
        ((EVERY_MONDAY,), "digest now", "A digest is on its way"),
        ((EVERY_MONDAY, "digest now"), "digest now", "That digest was asked for a moment ago"),
        ((EVERY_MONDAY,), "digest off", "Digests are off in this channel"),
        ((), "digest yesterday", "“yesterday” is not a weekday"),
    ],
)
async def test_what_is_typed_is_answered_as_in_chats(digest_page, before, typed, told):
    for line in before:
        await digest_page.say(line)
    assert told in (await digest_page.say(typed))["html"]


async def test_a_button_of_a_digests_card_does_what_it_says(digest_page):
    on = await digest_page.say(EVERY_MONDAY)
    value = re.search(r'value="([^"]+)" dir="auto">Turn off', on["html"])[1]
    answer = await (await digest_page.page.post("/ask", json={"value": value})).json()
    assert "Digests are off in this channel" in answer["html"]
    assert answer["link"] == "/?q=digest"
    assert not await is_on(digest_page)


async def test_the_address_that_a_button_leads_to_without_a_script_changes_nothing(digest_page):
    on = await digest_page.say(EVERY_MONDAY)
    value = re.search(r'value="([^"]+)" dir="auto">Turn off', on["html"])[1]
    assert "Nothing was changed" in await (await digest_page.page.get("/", params={"page": value})).text()
    assert await is_on(digest_page)


async def test_a_time_zone_that_is_not_typed_is_the_browsers_own(digest_page):
    assert "Fridays at 17:30, Europe/Amsterdam" in (await digest_page.say("digest weekly fri 17:30"))["html"]


async def test_a_preview_is_drawn_as_the_thread_it_would_be(digest_page):
    shown = (await digest_page.say("digest preview"))["html"]
    assert re.search(r'<details class="replies" open>\s*<summary>\d message', shown)
    assert len(cards(shown)) > 1


async def test_what_was_previewed_is_what_is_posted(digest_page):
    await digest_page.say(EVERY_MONDAY)
    previewed = cards((await digest_page.say("digest preview"))["html"])
    digest_page.clock.at = MONDAY
    await digest_page.digests.delivery_worker.run_once()
    (thread,) = (await digest_page.threads())["threads"]
    assert cards(thread["html"]) == previewed
    assert thread["messages"] == len(previewed) - 1 > 0


async def test_a_digest_asked_for_is_posted_at_once_and_stands_on_the_page_from_then_on(digest_page):
    await digest_page.say(EVERY_MONDAY)
    await digest_page.say("digest now")
    await digest_page.digests.delivery_worker.run_once()
    shown = await (await digest_page.page.get("/digests")).text()
    assert shown.count('data-messages="') == 1
    assert "KubeCon digest, 22 November 2026" in shown


async def test_the_open_page_is_told_of_threads_only_when_there_are_others(digest_page):
    nothing = await digest_page.threads()
    assert nothing["threads"] == []
    assert await digest_page.threads(nothing["version"]) == nothing
    await digest_page.say(EVERY_MONDAY)
    await digest_page.say("digest now")
    await digest_page.digests.delivery_worker.run_once()
    told = await digest_page.threads(nothing["version"])
    assert len(told["threads"]) == 1
    assert await digest_page.threads(told["version"]) == {"version": told["version"], "threads": []}


@pytest.mark.parametrize("typed", [EVERY_MONDAY, "digest off", "digest now", "digest countdown off"])
async def test_an_address_that_somebody_opens_changes_nothing(digest_page, typed):
    await digest_page.say("digest weekly tue 08:00 UTC")
    before = await digest_page.settings()
    shown = await (await digest_page.page.get("/", params={"q": typed})).text()
    assert "Nothing was changed" in shown
    await digest_page.page.get("/answer", params={"q": typed, "as": "slack"})
    assert await digest_page.settings() == before
    assert await digest_page.digests.subscription_service.last_delivery(PAGE) is None


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        (EVERY_MONDAY, "/?q=digest"),
        ("digest off", "/?q=digest"),
        ("digest", "/?q=digest"),
        ("digest preview", "/?q=digest+preview"),
    ],
)
async def test_the_address_of_an_answer_shows_how_digests_are_set(digest_page, typed, link):
    assert (await digest_page.say(typed))["link"] == link


async def test_a_digest_is_shown_as_slack_and_discord_get_it(digest_page):
    messages = len(cards((await digest_page.say("digest preview"))["html"]))
    for view in ("slack", "discord"):
        told = await (await digest_page.page.get("/answer", params={"q": "digest preview", "as": view})).json()
        assert told["html"].count('class="message') == messages
        assert "KubeCon digest" in told["html"]


async def test_the_form_begins_with_the_browsers_time_zone_and_shows_what_is_set(digest_page):
    fresh = await digest_page.settings()
    assert (fresh["is_on"], fresh["timezone"], fresh["at"], fresh["countdown"]) == (
        False,
        "Europe/Amsterdam",
        "09:00",
        True,
    )
    assert fresh["told"] == "No digests in this channel: nobody has asked for them"
    how = {"weekday": 4, "at": "17:30", "timezone": "asia/tokyo", "topics": "dra, , DRA, cilium"}
    await digest_page.press("on", **how, weekly=True, countdown=False)
    assert await digest_page.settings() == {
        "is_on": True,
        "told": "Digests in this channel: the next one on Friday, 27 November 2026, 17:30",
        "weekday": 4,
        "at": "17:30",
        "timezone": "Asia/Tokyo",
        "topics": "dra, cilium",
        "weekly": True,
        "countdown": False,
        "asked": [],
    }


async def test_the_form_leaves_threads_ahead_of_kubecon_alone_where_there_is_no_weekly_one(digest_page):
    told = await (await digest_page.press("on", weekly=False)).json()
    assert "No weekly thread" in told["html"]
    assert "the next one on Monday, 15 February 2027, 09:00, about KubeCon" in told["html"]


async def test_the_form_previews_what_it_says_and_keeps_nothing_of_it(digest_page):
    told = await (await digest_page.press("preview", topics="karmada")).json()
    assert "Karmada places work on" in told["html"]
    assert not await is_on(digest_page)


async def test_the_form_posts_what_it_says_where_digests_are_on(digest_page):
    await digest_page.press("now")
    assert not await is_on(digest_page)
    await digest_page.press("on")
    told = await (await digest_page.press("now", topics="karmada")).json()
    assert told["said"] == "A digest is on its way"
    await digest_page.digests.delivery_worker.run_once()
    (thread,) = (await digest_page.threads())["threads"]
    assert "Karmada" in thread["html"]


async def test_the_form_turns_digests_off_whatever_else_it_says(digest_page):
    await digest_page.press("on")
    assert (await digest_page.press("off", at="never", timezone="")).status == 200
    assert not await is_on(digest_page)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"at": "25:00"}, "write the time of the thread as hours and minutes, for example 09:00"),
        ({"at": ["09:00"]}, "write the time of the thread"),
        ({"timezone": "Atlantis"}, "choose one of the time zones that are offered, for example Europe/Amsterdam"),
        ({"weekday": 7}, "choose a weekday"),
        ({"weekday": "Monday"}, "choose a weekday"),
        ({"weekday": None}, "choose a weekday"),
    ],
    ids=str,
)
async def test_what_the_form_cannot_mean_is_told_and_nothing_is_changed(digest_page, wrong, told):
    answer = await digest_page.press("on", **wrong)
    assert answer.status == 400
    assert (await answer.json())["error"].startswith(told)
    assert not await is_on(digest_page)


async def test_what_is_no_button_of_the_form_does_nothing(digest_page):
    answer = await digest_page.press("delete everything")
    assert answer.status == 400
    assert (await answer.json())["error"] == "say what to do: now, off, on, preview"
    assert not await is_on(digest_page)


async def test_topics_that_no_page_can_hold_do_no_harm(digest_page):
    answer = await digest_page.page.post(
        "/digest",
        data='{"action": "on", "weekday": 0, "at": "09:00", "timezone": "UTC", "topics": "otter\\ud800, dra"}',
        headers={"Content-Type": "application/json"},
    )
    assert answer.status == 200
    assert (await digest_page.settings())["topics"] == "otter?, dra"


async def test_time_zones_are_offered_by_their_names(digest_page):
    told = await (await digest_page.page.get("/digest/zones", params={"typed": "amst"})).json()
    assert told == {"offers": ["Europe/Amsterdam"]}


async def test_no_other_site_can_change_digests(digest_page):
    await digest_page.press("on")
    answer = await digest_page.page.post(
        "/digest", data='{"action": "off"}', headers={"Content-Type": "text/plain", "Origin": "https://evil.example"}
    )
    assert answer.status == 403
    assert await is_on(digest_page)


async def test_without_the_database_lookups_are_answered_and_digests_say_why_they_are_not(stranded):
    assert (await stranded.page.get("/")).status == 200
    assert "1.34" in (await stranded.say("dra"))["html"]
    assert "That cannot be done just now" in (await stranded.say("digest"))["html"]
    assert "That cannot be done just now" in (await (await stranded.press("on")).json())["html"]
    assert await stranded.threads("as-it-was") == {"version": "as-it-was", "threads": []}
    answer = await stranded.page.get("/digest/settings")
    assert answer.status == 503
    assert (await answer.json())["error"] == "the database cannot be used now (gone)"
