"""The page in a real browser, driven by Playwright."""

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.adapters.web.browsing import CONTRAST, NEEDS_CHROMIUM, opened_tab
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


def answers(tab):
    return tab.locator(".reply .card")


async def type_in(tab, words):
    """Ask by keyboard alone; the field has the focus from the beginning."""
    await tab.keyboard.type(words)
    await tab.keyboard.press("Enter")


async def test_a_lookup_a_button_and_more_are_answered_by_keyboard_alone(tab):
    await type_in(tab, "/kubecon takeaways otters")
    await expect(answers(tab)).to_have_count(2)
    await expect(tab.locator("#status")).to_contain_text("otters")
    await type_in(tab, "more")
    await expect(answers(tab)).to_have_count(3)
    more = answers(tab).nth(2).get_by_role("button", name="More takeaways")
    await more.focus()
    await tab.keyboard.press("Enter")
    await expect(answers(tab)).to_have_count(4)
    assert "takeaway+24+otters" in tab.url or "takeaway+16+otters" in tab.url


async def test_what_is_typed_is_completed_and_chosen_with_the_arrow_keys(tab):
    await tab.keyboard.type("karm")
    await expect(tab.get_by_role("option", name="Karmada", exact=True)).to_be_visible()
    await tab.keyboard.press("ArrowDown")
    field = tab.get_by_role("combobox")
    await expect(field).to_have_attribute("aria-activedescendant", "offers-0")
    await tab.keyboard.press("Enter")
    await expect(answers(tab).nth(1)).to_contain_text("forty clusters of beavers")
    await expect(field).to_have_attribute("aria-expanded", "false")


async def test_escape_closes_what_is_offered_and_keeps_what_was_typed(tab):
    await tab.keyboard.type("karm")
    await expect(tab.get_by_role("listbox")).to_be_visible()
    await tab.keyboard.press("Escape")
    await expect(tab.get_by_role("listbox")).to_be_hidden()
    await expect(tab.get_by_role("combobox")).to_have_value("karm")


async def test_the_link_that_is_copied_shows_the_same_answer(tab):
    await type_in(tab, "talks dra")
    await tab.get_by_role("button", name="Copy link").click()
    await expect(tab.get_by_role("button", name="Link copied")).to_be_visible()
    await tab.goto(await tab.evaluate("() => navigator.clipboard.readText()"))
    await expect(answers(tab)).to_contain_text("Sharing Dens")


async def test_the_panel_shows_what_chats_get(tab):
    await tab.get_by_role("button", name="As sent to chats").click()
    await tab.get_by_role("combobox").focus()
    await type_in(tab, "dra")
    await expect(tab.get_by_label("Payload for Slack")).to_contain_text('"type": "header"')
    await expect(tab.get_by_label("Payload for Discord")).to_contain_text('"components"')
    link = tab.get_by_role("link", name="Open in Block Kit Builder")
    assert (await link.get_attribute("href")).startswith("https://app.slack.com/block-kit-builder/#")


async def test_a_hostile_recap_and_a_hostile_lookup_run_nothing(tab):
    await type_in(tab, "<img src=x onerror=\"document.title='stolen'\">")
    await expect(answers(tab)).to_have_count(2)
    await type_in(tab, "talks cilium")
    await expect(answers(tab).nth(2)).to_contain_text("<script>")
    await type_in(tab, "takeaways cilium")
    await expect(answers(tab).nth(3)).to_contain_text("Otters <script>")
    assert await tab.locator(".card script, .card img, .asked img").count() == 0
    await tab.goto(tab.url)
    assert "stolen" not in await tab.title()


async def test_a_phone_shows_all_without_scrolling_sideways(tab):
    await tab.set_viewport_size({"width": 360, "height": 700})
    await type_in(tab, "dra")
    await expect(answers(tab)).to_have_count(2)
    widths = await tab.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
    assert widths[0] <= widths[1]


async def test_dark_and_light_have_contrast(tab):
    await type_in(tab, "dra")
    await expect(answers(tab)).to_have_count(2)
    for scheme in ("light", "dark"):
        await tab.emulate_media(color_scheme=scheme)
        for selector in (".statement", ".badge", ".subtitle", ".asked", ".steps button", ".card a", "#ask button"):
            assert await tab.locator(selector).first.evaluate(CONTRAST) >= 4.5, (scheme, selector)
