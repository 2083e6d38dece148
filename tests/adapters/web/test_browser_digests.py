"""Digests on their page in a real browser."""

from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from adapters.web.publisher import PAGE
from bot.app.digest_services import DigestServices
from tests.adapters.web.browsing import NEEDS_CHROMIUM, faults_of_access, is_too_wide, opened_tab
from tests.adapters.web.conftest import served
from tests.delivery.harness import ManualClock
from tests.digests.conftest import MONDAY

pytestmark = [NEEDS_CHROMIUM, pytest.mark.asyncio(loop_scope="session")]
NEXT = "the next one on Monday, 23 November 2026, 09:00"


@dataclass
class Window:
    """The page of digests in a browser, and what stands behind it."""

    tab: Page
    address: str
    digests: DigestServices
    clock: ManualClock

    async def subscribe(self, when="mon 09:00", topics="dra"):
        typed = f"digest weekly {when} topics {topics}"
        await self.tab.request.post(f"{self.address}ask", data={"typed": typed, "timezone": "Europe/Amsterdam"})

    async def post_now(self):
        await self.tab.request.post(f"{self.address}ask", data={"typed": "digest now", "timezone": "Europe/Amsterdam"})
        await self.digests.delivery_worker.run_once()

    async def open(self):
        await self.tab.goto(f"{self.address}digests")
        await expect(self.tab.locator("#digest-told")).not_to_be_empty()

    async def press(self, name):
        await self.tab.locator("#digest").get_by_role("button", name=name).click()

    def threads(self):
        return self.tab.locator("#all-threads > .thread")

    def reply(self):
        return self.tab.locator("#digest-reply")


@pytest_asyncio.fixture(loop_scope="session")
async def window(page_engine, browser):
    clock = ManualClock()
    async with served(page_engine, clock) as (address, digests), opened_tab(browser, address) as tab:
        yield Window(tab, address, digests, clock)


async def test_the_form_subscribes_the_page_and_shows_in_advance_what_appears_on_it(window):
    await window.open()
    told = window.tab.locator("#digest-told")
    await expect(told).to_have_text("No digests in this channel: nobody has asked for them")
    await expect(window.tab.get_by_label("Time zone", exact=True)).to_have_value("Europe/Amsterdam")
    await expect(window.tab.get_by_role("button", name="Post now")).to_be_hidden()
    await window.tab.get_by_label("Topics", exact=True).fill("dra")
    await window.press("Turn on")
    await expect(window.reply()).to_contain_text("A thread on Mondays at 09:00, Europe/Amsterdam")
    await expect(told).to_have_text(f"Digests in this channel: {NEXT}")
    await window.press("Preview")
    preview = window.reply().locator(".thread .card")
    await expect(preview.first).to_contain_text("KubeCon digest, 23 November 2026")
    window.clock.at = MONDAY
    await window.digests.delivery_worker.run_once()
    await expect(window.threads()).to_have_count(1)
    assert await window.threads().locator(".card").all_text_contents() == await preview.all_text_contents()
    await window.press("Save")
    await window.reply().get_by_role("button", name="Turn off").click()
    await expect(window.reply()).to_contain_text("Digests are off in this channel")
    await expect(window.reply().locator(".toolbar")).to_have_count(0)
    await expect(window.tab.get_by_role("button", name="Turn on", exact=True)).to_be_visible()


async def test_topics_and_time_zones_are_completed_and_all_is_done_by_keyboard_alone(window):
    await window.open()
    keys = window.tab.keyboard
    await window.tab.get_by_label("Weekday").focus()
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
    await expect(window.reply()).to_contain_text("A thread on Fridays at 09:00, Asia/Tokyo")
    await expect(window.reply()).to_contain_text("Topics: dra, Karmada")


async def test_a_new_thread_is_told_of_on_every_page_until_it_is_opened(window):
    await window.subscribe(topics="otters")
    news, thread = window.tab.locator("#news"), window.threads()
    await expect(news).to_be_hidden()
    await window.tab.wait_for_timeout(300)  # so that the page has seen that there is none yet
    await window.post_now()
    await expect(news).to_have_text("1 new")
    await expect(window.tab.locator("#status")).to_contain_text("A new digest thread: KubeCon digest, 22 November 2026")
    await window.tab.get_by_role("link", name="Digests").click()
    await expect(thread.locator(".new")).to_be_visible()
    replies = thread.locator(".replies .card")
    await expect(replies.first).to_be_hidden()
    await thread.get_by_text("message").click()
    await expect(replies.first).to_contain_text("Takeaways on otters")
    await expect(thread.locator(".new")).to_be_hidden()
    await expect(news).to_be_hidden()
    await thread.get_by_role("button", name="more on otters").click()
    await expect(window.tab.locator("#answer")).to_contain_text("Otters count to")


async def test_a_thread_that_grows_stays_open(window):
    page_threads = window.digests.page_threads
    service = window.digests.subscription_service
    cards = (await service.preview((await service.subscription(PAGE, "page"))[0]))[:2]
    await page_threads.post("parent", "", cards[0])
    await page_threads.post("first", "parent", cards[1])
    await window.open()
    await expect(window.threads()).to_have_count(1)
    await window.tab.locator("#all-threads summary").focus()
    await window.tab.keyboard.press("Enter")
    await page_threads.post("second", "parent", cards[1])
    await expect(window.tab.locator(".replies .card")).to_have_count(2)
    await expect(window.tab.locator(".replies .card").last).to_be_visible()
    await expect(window.tab.locator("#all-threads summary")).to_be_focused()


async def test_what_the_form_cannot_mean_is_told_beside_it(window):
    await window.open()
    await window.tab.get_by_label("Time zone", exact=True).fill("Atlantis")
    await window.press("Turn on")
    await expect(window.tab.get_by_role("alert")).to_contain_text("choose one of the time zones that are offered")


async def test_a_hostile_recap_in_a_digest_runs_nothing_and_a_small_phone_shows_it_to_anyone(window):
    await window.tab.set_viewport_size({"width": 320, "height": 700})
    await window.subscribe(topics="falco")
    await window.open()
    await window.press("Preview")
    await expect(window.reply()).to_contain_text("Otters <script>")
    await window.post_now()
    await expect(window.threads()).to_contain_text("Otters <script>")
    assert await window.tab.locator(".card script, .card img").count() == 0
    assert "stolen" not in await window.tab.title()
    assert not await is_too_wide(window.tab)
    for scheme in ("light", "dark"):
        await window.tab.emulate_media(color_scheme=scheme)
        assert await faults_of_access(window.tab) == [], scheme


async def test_topics_that_were_looked_up_here_can_be_ticked(window):
    window.digests.subscription_service.count_lookup(PAGE, ("Cilium",))
    await window.digests.subscription_service.finish()
    await window.open()
    await window.tab.get_by_label("Cilium (once)").check()
    await expect(window.tab.locator("#topics")).to_have_value("Cilium")
    await window.press("Turn on")
    await expect(window.reply()).to_contain_text("Topics: Cilium")
