"""Debian's Chromium, and the page opened in it."""

import shutil
from contextlib import asynccontextmanager

import pytest
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


# https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
CONTRAST = """(element) => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let ground = element;
  while (/, 0\\)$|transparent/.test(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
  const [one, other] = [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor].map(light);
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}"""
