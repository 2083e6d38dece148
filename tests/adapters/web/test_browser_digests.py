"""Digests on the page in a real browser."""

from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from adapters.web.publisher import PAGE
from bot.app.digest_services import DigestServices
from tests.adapters.web.browsing import CONTRAST, NEEDS_CHROMIUM, opened_tab
from tests.adapters.web.conftest import served
from tests.delivery.harness import ManualClock
from tests.digests.conftest import MONDAY

pytestmark = [NEEDS_CHROMIUM, pytest.mark.asyncio(loop_scope="session")]
NEXT = "the next one on Monday, 23 November 2026, 09:00"


@dataclass
class Window:
    """The page in a browser, and what stands behind its digests."""

    tab: Page
    digests: DigestServices
    clock: ManualClock

    async def type_in(self, words):
        await self.tab.get_by_role("combobox", name="Look up").fill(words)
        await self.tab.keyboard.press("Enter")

    async def subscribe(self, when="mon 09:00", topics="dra"):
        await self.type_in(f"digest weekly {when} topics {topics}")
        await expect(self.last_reply()).to_contain_text("Digests are on in this channel")

    async def post_now(self):
        before = await self.replies().count()
        await self.type_in("digest now")
        await expect(self.replies()).to_have_count(before + 1)
        await expect(self.last_reply()).to_contain_text("A digest is on its way")
        await self.digests.delivery_worker.run_once()

    async def open_form(self):
        await self.tab.get_by_role("button", name="Digest", exact=True).click()
        await expect(self.tab.locator("#digest-told")).not_to_be_empty()

    async def press(self, name):
        await self.tab.locator("#digest").get_by_role("button", name=name).click()

    def threads(self):
        return self.tab.locator("#all-threads > .thread")

    def replies(self):
        return self.tab.locator("#conversation > .reply")

    def last_reply(self):
        return self.replies().last


@pytest_asyncio.fixture(loop_scope="session")
async def window(page_engine, browser):
    clock = ManualClock()
    async with served(page_engine, clock) as (address, digests), opened_tab(browser, address) as tab:
        yield Window(tab, digests, clock)


async def test_the_form_subscribes_the_page(window):
    await window.open_form()
    told = window.tab.locator("#digest-told")
    await expect(told).to_have_text("No digests in this channel: nobody has asked for them")
    await expect(window.tab.get_by_label("Time zone", exact=True)).to_have_value("Europe/Amsterdam")
    await expect(window.tab.get_by_role("button", name="Post now")).to_be_hidden()
    await window.tab.get_by_label("Topics", exact=True).fill("dra")
    await window.press("Turn on")
    await expect(window.tab.locator(".asked").last).to_contain_text(
        "digest Monday 09:00 Europe/Amsterdam weekly on countdown on topics dra"
    )
    await expect(window.last_reply()).to_contain_text("A thread on Mondays at 09:00, Europe/Amsterdam")
    await expect(told).to_have_text(f"Digests in this channel: {NEXT}")
    await window.last_reply().get_by_role("button", name="Turn off").click()
    await expect(window.last_reply()).to_contain_text("Digests are off in this channel")
    await expect(window.tab.get_by_role("button", name="Turn on", exact=True)).to_be_visible()


async def test_topics_and_time_zones_are_completed_and_all_is_done_by_keyboard_alone(window):
    keys = window.tab.keyboard
    await window.tab.get_by_role("button", name="Digest", exact=True).focus()
    await keys.press("Enter")
    await expect(window.tab.get_by_label("Weekday")).to_be_focused()
    await keys.type("Fri")
    await window.tab.get_by_label("Time zone", exact=True).focus()
    await keys.press("ControlOrMeta+A")
    await keys.type("toky")
    await expect(window.tab.get_by_role("option", name="Asia/Tokyo")).to_be_visible()
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await keys.press("Tab")
    await keys.type("dra, karm")
    await expect(window.tab.get_by_role("option", name="Karmada", exact=True)).to_be_visible()
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await expect(window.tab.get_by_label("Topics", exact=True)).to_have_value("dra, Karmada")
    await keys.press("Enter")
    await expect(window.last_reply()).to_contain_text("A thread on Fridays at 09:00, Asia/Tokyo")
    await expect(window.last_reply()).to_contain_text("Topics: dra, Karmada")
    await keys.press("Escape")
    await expect(window.tab.locator("#digest")).to_be_hidden()
    await expect(window.tab.get_by_role("button", name="Digest", exact=True)).to_be_focused()


async def test_what_is_previewed_is_what_appears_on_the_open_page(window):
    await window.open_form()
    await window.tab.get_by_label("Topics", exact=True).fill("dra")
    await window.press("Turn on")
    await expect(window.tab.locator("#digest-told")).to_contain_text(NEXT)
    await window.press("Preview")
    preview = window.last_reply().locator(".thread .card")
    await expect(preview.first).to_contain_text("KubeCon digest, 23 November 2026")
    window.clock.at = MONDAY
    await window.digests.delivery_worker.run_once()
    await expect(window.threads()).to_have_count(1)
    assert await window.threads().locator(".card").all_text_contents() == await preview.all_text_contents()


async def test_post_now_shows_the_thread_on_the_open_page_with_a_quiet_mark(window):
    await window.subscribe(topics="otters")
    await window.post_now()
    thread, mark = window.threads(), window.tab.locator("#news")
    await expect(mark).to_have_text("1 new digest thread")
    await expect(window.tab.locator("#status")).to_contain_text("A new digest thread: KubeCon digest, 22 November 2026")
    await mark.click()
    await expect(mark).to_be_hidden()
    await expect(thread).to_be_in_viewport()
    await expect(thread.locator(".new")).to_be_visible()
    replies = thread.locator(".replies .card")
    await expect(replies.first).to_be_hidden()
    await thread.get_by_text("message").click()
    await expect(replies.first).to_contain_text("Takeaways on otters")
    await expect(thread.locator(".new")).to_be_hidden()
    await thread.get_by_role("button", name="more on otters").click()
    await expect(window.last_reply()).to_contain_text("Otters count to")


async def test_threads_stand_on_the_page_newest_first_and_older_ones_on_demand(window):
    await window.subscribe("sat 09:00", topics="any")
    for day in range(3):
        window.clock.at = MONDAY.replace(day=23 + day)
        await window.post_now()
        await expect(window.threads()).to_have_count(day + 1)
    await window.tab.reload()
    shown = [await window.threads().nth(number).locator("h2").first.inner_text() for number in range(3)]
    assert shown == [f"KubeCon digest, {day} November 2026" for day in (25, 24, 23)]
    assert await window.tab.evaluate("() => window.scrollY") == 0
    await expect(window.tab.locator(".new:not([hidden])")).to_have_count(0)
    await expect(window.threads().nth(2)).to_be_hidden()
    await window.tab.get_by_role("button", name="Show 1 older").click()
    await expect(window.threads().nth(2)).to_be_visible()


async def test_a_thread_that_grows_stays_open(window):
    page_threads = window.digests.page_threads
    cards = (
        await window.digests.subscription_service.preview(
            (await window.digests.subscription_service.subscription(PAGE, "page"))[0]
        )
    )[:2]
    await page_threads.post("parent", "", cards[0])
    await page_threads.post("first", "parent", cards[1])
    await expect(window.threads()).to_have_count(1)
    await window.tab.locator("summary").focus()
    await window.tab.keyboard.press("Enter")
    await page_threads.post("second", "parent", cards[1])
    await expect(window.tab.locator(".replies .card")).to_have_count(2)
    await expect(window.tab.locator(".replies .card").last).to_be_visible()
    await expect(window.tab.locator("summary")).to_be_focused()


async def test_what_the_form_cannot_mean_is_told_beside_it(window):
    await window.open_form()
    await window.tab.get_by_label("Time zone", exact=True).fill("Atlantis")
    await window.press("Turn on")
    await expect(window.tab.get_by_role("alert")).to_contain_text("choose one of the time zones that are offered")


async def test_a_hostile_recap_in_a_digest_runs_nothing(window):
    await window.subscribe(topics="falco")
    await window.type_in("digest preview")
    await expect(window.last_reply()).to_contain_text("Otters <script>")
    await window.post_now()
    await expect(window.threads()).to_contain_text("Otters <script>")
    assert await window.tab.locator(".card script, .card img").count() == 0
    await window.tab.reload()
    await expect(window.threads()).to_contain_text("Otters <script>")
    assert await window.tab.locator(".card script, .card img").count() == 0
    assert "stolen" not in await window.tab.title()


async def test_a_phone_shows_the_form_and_a_thread_without_scrolling_sideways(window):
    await window.tab.set_viewport_size({"width": 360, "height": 700})
    await window.subscribe()
    await window.post_now()
    await expect(window.threads()).to_have_count(1)
    await window.threads().locator("summary").click()
    await window.open_form()
    await expect(window.tab.get_by_label("Weekday")).to_be_in_viewport()
    widths = await window.tab.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
    assert widths[0] <= widths[1]


async def test_the_form_and_a_thread_have_contrast_in_dark_and_light(window):
    await window.subscribe()
    await window.post_now()
    await expect(window.threads()).to_have_count(1)
    await window.open_form()
    looked_at = (
        ".posted",
        ".new",
        "summary",
        "#news",
        ".hint",
        "#digest-told",
        "#digest label",
        "#digest button",
        "#timezone",
    )
    for scheme in ("light", "dark"):
        await window.tab.emulate_media(color_scheme=scheme)
        for selector in looked_at:
            assert await window.tab.locator(selector).first.evaluate(CONTRAST) >= 4.5, (scheme, selector)
