"""Take the README's pictures of the local page.

Start the page with kubecon serve and an empty KUBECON_HOME, in which it subscribes the page to digests, and then:

    .venv/bin/python scripts/screenshots.py [http://127.0.0.1:8080]

Needs Chromium (on Debian: apt-get install chromium).
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
_DESKTOP, _PHONE = (1200, 760), (390, 780)
_SHOTS = (
    ("page-light", "light", _DESKTOP),
    ("page-dark", "dark", _DESKTOP),
    ("page-phone", "light", _PHONE),
    ("page-digest", "light", _DESKTOP),
)
_EVERY_MONDAY = "digest weekly mon 09:00 Europe/Amsterdam topics dra, security"
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


def take(browser: Browser, address: str, name: str, scheme: str, size: tuple[int, int]) -> None:
    """Take one picture: of an answer, or of a digest."""
    width, height = size
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": height},
        locale="en-GB",
        timezone_id="Europe/Amsterdam",
        reduced_motion="reduce",
    )
    tab = context.new_page()
    tab.goto(address)
    if name == "page-digest":
        show_digest(tab)
    else:
        show_answer(tab, with_panel=size == _DESKTOP)
    tab.screenshot(path=PICTURES / f"{name}.png")
    context.close()


def show_answer(tab: Page, *, with_panel: bool) -> None:
    """Ask for dra, and where there is room show what chats get."""
    ask(tab, "dra")
    if with_panel:
        tab.click("[aria-controls=previews]")
        tab.wait_for_selector("pre:not(:empty)")
    tab.evaluate("() => document.querySelector('.asked').scrollIntoView()")


def show_digest(tab: Page) -> None:
    """Subscribe the page, have a digest posted, and open its thread beside the settings."""
    ask(tab, _EVERY_MONDAY)
    ask(tab, "digest now")
    tab.click("#news")
    tab.wait_for_selector(".thread[data-messages='2']")
    tab.click(".replies summary")
    tab.click("[aria-controls=digest]")
    tab.wait_for_selector("#digest-told:not(:empty)")
    tab.evaluate("() => { document.activeElement.blur(); document.querySelector('#threads').scrollIntoView(); }")


def ask(tab: Page, words: str) -> None:
    """Ask, and wait for the answer."""
    answers = tab.locator("#conversation > .reply")
    before = answers.count()
    tab.fill("#typed", words)
    tab.keyboard.press("Enter")
    answers.nth(before).wait_for()


def main() -> int:
    """Take all pictures and say where they are."""
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium is installed; on Debian: apt-get install chromium", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        for name, scheme, size in _SHOTS:
            take(browser, address, name, scheme, size)
        browser.close()
    print(f"{len(_SHOTS)} pictures in {PICTURES}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
