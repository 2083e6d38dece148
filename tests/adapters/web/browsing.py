"""Debian's Chromium, and the page opened in it."""

import shutil
from contextlib import asynccontextmanager

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import async_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NEEDS_CHROMIUM = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium is installed; on Debian: apt-get install chromium"
)
# as root in a container there is no sandbox to be had; the rest keeps the browser from calling home
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@asynccontextmanager
async def launched():
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@asynccontextmanager
async def opened_tab(browser, address):
    """Open the page; in the end nothing went wrong in it, and it called nobody but us.

    The browser logs each answer that refuses what was typed (400), which is nothing wrong.
    """
    context = await browser.new_context(
        permissions=["clipboard-read", "clipboard-write"], timezone_id="Europe/Amsterdam", locale="en-GB"
    )
    tab = await context.new_page()
    wrong, called = [], []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    tab.on("request", lambda request: called.append(request.url))
    await tab.goto(address)
    await tab.wait_for_selector("html[data-ready]")
    yield tab
    await context.close()
    assert [line for line in wrong if "status of 400" not in line] == []
    assert [url for url in called if not url.startswith(address)] == []


async def is_too_wide(tab):
    """Return whether the page scrolls sideways."""
    return await tab.evaluate("() => document.documentElement.scrollWidth > window.innerWidth")


async def faults_of_access(tab):
    """Return what axe-core finds that some people cannot read or use."""
    found = await Axe().run(tab)
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found.response["violations"]]
