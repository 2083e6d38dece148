"""The page in a real browser, driven by Playwright."""

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.adapters.web.browsing import NEEDS_CHROMIUM, faults_of_access, is_too_wide, opened_tab
from tests.adapters.web.conftest import served

pytestmark = [NEEDS_CHROMIUM, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def address(page_engine):
    async with served(page_engine) as (address, _):
        yield address


@pytest_asyncio.fixture(loop_scope="session")
async def tab(browser, address):
    async with opened_tab(browser, address) as tab:
        yield tab


def answer(tab):
    return tab.locator("#answer .reply")


async def type_in(tab, words):
    """Ask by keyboard alone; the field has the focus from the beginning, and what was asked is replaced."""
    await tab.keyboard.type(words)
    await tab.keyboard.press("Enter")


async def test_a_lookup_a_button_and_more_are_answered_by_keyboard_alone(tab):
    await expect(tab.get_by_role("heading", name="What was said at KubeCon")).to_be_visible()
    await type_in(tab, "/kubecon takeaways otters")
    await expect(answer(tab)).to_contain_text("Otters count to")
    await expect(tab.get_by_role("heading", name="What was said at KubeCon")).to_be_hidden()
    await expect(tab.locator("#status")).to_contain_text("otters")
    await type_in(tab, "more")
    await tab.wait_for_url("**/?page=takeaway+8+otters")
    more = answer(tab).get_by_role("button", name="More takeaways")
    await more.focus()
    await tab.keyboard.press("Enter")
    await tab.wait_for_url("**/?page=takeaway+16+otters")


async def test_what_is_typed_is_completed_by_kind_and_chosen_with_the_arrow_keys(tab):
    await tab.keyboard.type("karm")
    offer = tab.get_by_role("group", name="Topics").get_by_role("option", name="Karmada", exact=True)
    await expect(offer.locator("mark")).to_have_text("Karm")
    await tab.keyboard.press("ArrowDown")
    field = tab.get_by_role("combobox")
    await expect(field).to_have_attribute("aria-activedescendant", "offers-0")
    await tab.keyboard.press("Enter")
    await expect(answer(tab)).to_contain_text("forty clusters of beavers")
    await expect(field).to_have_attribute("aria-expanded", "false")


async def test_shortcuts_close_suggestions_reach_the_field_and_recall_what_was_asked(tab):
    field = tab.get_by_role("combobox")
    await tab.keyboard.type("karm")
    await expect(tab.get_by_role("listbox")).to_be_visible()
    await tab.keyboard.press("Escape")
    await expect(tab.get_by_role("listbox")).to_be_hidden()
    await expect(field).to_have_value("karm")
    await tab.keyboard.press("Enter")
    await expect(answer(tab)).to_contain_text("Karmada")
    await type_in(tab, "dra")
    await expect(answer(tab)).to_contain_text("Dynamic Resource Allocation")
    await field.blur()
    await tab.keyboard.press("/")
    await expect(field).to_be_focused()
    await field.blur()
    await tab.keyboard.press("ControlOrMeta+K")
    await expect(field).to_be_focused()
    await tab.keyboard.press("ArrowUp")
    await expect(field).to_have_value("karm")
    await field.fill("")
    await tab.keyboard.press("ArrowDown")
    recent = tab.get_by_role("group", name="Looked up lately").get_by_role("option")
    await expect(recent).to_have_text(["dra", "karm"])


async def test_a_skeleton_is_shown_while_an_answer_is_waited_for(tab):
    async def answer_late(route):
        await expect(tab.locator(".skeleton")).to_be_visible()
        await route.continue_()

    await tab.route("**/ask", answer_late)
    await type_in(tab, "dra")
    await expect(answer(tab)).to_contain_text("Dynamic Resource Allocation")
    await expect(tab.locator(".skeleton")).to_have_count(0)


async def test_each_answer_has_an_address_and_one_goes_back_and_forward_between_them(tab, address):
    await type_in(tab, "dra")
    await expect(answer(tab)).to_contain_text("Dynamic Resource Allocation")
    await type_in(tab, "talks cilium")
    await tab.wait_for_url("**/?page=talk+0+cilium")
    await tab.get_by_role("link", name="Link to this").click()
    assert await tab.evaluate("() => navigator.clipboard.readText()") == tab.url
    await tab.go_back()
    await expect(answer(tab)).to_contain_text("Dynamic Resource Allocation")
    await expect(tab.get_by_role("combobox")).to_have_value("dra")
    await tab.go_back()
    await expect(tab.get_by_role("heading", name="What was said at KubeCon")).to_be_visible()
    await expect(answer(tab)).to_be_hidden()
    await tab.go_forward()
    await expect(answer(tab)).to_contain_text("Dynamic Resource Allocation")
    await tab.goto(f"{address}?q=dra&as=slack")
    await expect(answer(tab).locator(".slack")).to_contain_text("Dynamic Resource Allocation")
    await tab.get_by_role("link", name="In Discord").click()
    await expect(answer(tab).locator(".discord")).to_contain_text("Dynamic Resource Allocation")
    assert tab.url.endswith("/?q=dra&as=discord")
    await tab.get_by_role("combobox").fill("karmada")
    await tab.keyboard.press("Enter")
    await expect(answer(tab).locator(".discord")).to_contain_text("Karmada")


async def test_a_hostile_recap_and_a_hostile_lookup_run_nothing(tab, address):
    await type_in(tab, "<img src=x onerror=\"document.title='stolen'\">")
    await expect(answer(tab)).to_be_visible()
    await type_in(tab, "talks cilium")
    await expect(answer(tab)).to_contain_text("<script>")
    for view in ("slack", "discord"):
        await tab.goto(f"{address}?q=takeaways+cilium&as={view}")
        await expect(answer(tab)).to_contain_text("Otters <script>")
        assert await tab.locator("main script, main img").count() == 0
    assert "stolen" not in await tab.title()


async def test_no_page_is_wider_than_a_small_phone_or_hard_to_read_for_anyone(tab, address):
    await tab.set_viewport_size({"width": 320, "height": 700})
    for path in ("", "?q=dra", "?q=dra&as=slack", "?q=dra&as=discord", "digests"):
        await tab.goto(address + path)
        await tab.wait_for_selector("html[data-ready]")
        assert not await is_too_wide(tab), path
        for scheme in ("light", "dark"):
            await tab.emulate_media(color_scheme=scheme)
            assert await faults_of_access(tab) == [], (path, scheme)


async def test_the_header_of_a_phone_is_one_row(tab):
    await tab.set_viewport_size({"width": 390, "height": 700})
    heights = await tab.evaluate("() => [...document.querySelectorAll('header > *')].map((one) => one.offsetTop)")
    assert max(heights) - min(heights) < 8
    assert await tab.evaluate("() => document.querySelector('header').offsetHeight") < 70


async def test_suggestions_have_no_fault_of_access(tab):
    await tab.keyboard.type("dra")
    await expect(tab.get_by_role("listbox")).to_be_visible()
    await tab.keyboard.press("ArrowDown")
    assert await faults_of_access(tab) == []
