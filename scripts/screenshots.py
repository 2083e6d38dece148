"""Take the README's pictures of the local page.

Start the page with kubecon serve, and then:

    .venv/bin/python scripts/screenshots.py [http://127.0.0.1:8080]

Needs Chromium (on Debian: apt-get install chromium).
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
_SHOTS = (("page-light", "light", (1200, 760)), ("page-dark", "dark", (1200, 760)), ("page-phone", "light", (390, 780)))
_WHOLE_PANEL = 1000  # pixels; on narrower screens the panel would cover the card
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


def take(browser: Browser, address: str, name: str, scheme: str, size: tuple[int, int]) -> None:
    """Ask for dra, and take one picture of the answer."""
    width, height = size
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height})  # type: ignore[arg-type]
    tab = context.new_page()
    tab.goto(address)
    tab.fill("#typed", "dra")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".about-reply")
    if width > _WHOLE_PANEL:
        tab.click("#toggle")
        tab.wait_for_selector("pre:not(:empty)")
    tab.locator(".asked").scroll_into_view_if_needed()
    tab.evaluate("() => document.querySelector('.asked').scrollIntoView({ behavior: 'instant' })")
    tab.screenshot(path=PICTURES / f"{name}.png")
    context.close()


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
