"""Take the pictures of the documents: answers and digests in Slack and Discord as the page previews them, and the page.

Start the page with kubecon serve and an empty KUBECON_HOME, in which it subscribes the page to digests, and then:

    .venv/bin/python scripts/screenshots.py [http://127.0.0.1:8080]

Needs Chromium, and looks best with the font that the page asks for first; on Debian:

    apt-get install chromium fonts-inter
"""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
_EVERY_MONDAY = "digest weekly mon 09:00 Europe/Amsterdam topics dra, security"
_PREVIEW = urlencode({"q": "digest preview topics dra, security"})


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: of a path of the page, or of the `part` of it that a selector names."""

    name: str
    path: str
    part: str = ""
    is_dark: bool = False
    size: tuple[int, int] = (1200, 800)


_PICTURES_TO_TAKE = (
    Picture("answer-slack", "?q=dra&as=slack", ".chat", size=(640, 800)),
    Picture("answer-discord", "?q=dra&as=discord", ".chat", size=(640, 800)),
    Picture("page-light", ""),
    Picture("page-dark", "?q=dra", is_dark=True),
    Picture("page-phone", "?q=dra", size=(390, 780)),
    Picture("page-digest", "digests"),
    Picture("digest-slack", f"?{_PREVIEW}&as=slack", ".chat", size=(640, 800)),
    Picture("digest-discord", f"?{_PREVIEW}&as=discord", ".chat", size=(640, 800)),
)


def take(browser: Browser, address: str, picture: Picture) -> None:
    """Take one picture."""
    width, height = picture.size
    context = browser.new_context(
        color_scheme="dark" if picture.is_dark else "light",
        viewport={"width": width, "height": height},
        device_scale_factor=1.5,
        locale="en-GB",
        timezone_id="Europe/Amsterdam",
        reduced_motion="reduce",
    )
    tab = context.new_page()
    if picture.path == "digests":
        post_digest(tab, address)
    tab.goto(address + picture.path)
    tab.wait_for_selector("html[data-ready]")
    if picture.path == "digests":
        tab.click(".replies summary")
    tab.evaluate("() => document.activeElement.blur()")
    shown = tab.locator(picture.part) if picture.part else tab
    shown.screenshot(path=PICTURES / f"{picture.name}.png")
    context.close()


def post_digest(tab: Page, address: str) -> None:
    """Subscribe the page, and wait until a digest is posted."""
    for typed in (_EVERY_MONDAY, "digest now"):
        tab.request.post(f"{address}ask", data={"typed": typed, "timezone": "Europe/Amsterdam"})
    tab.goto(f"{address}digests")
    tab.wait_for_selector(".thread[data-messages='2']")


def main() -> int:
    """Take all pictures and say where they are."""
    address = (sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080").rstrip("/") + "/"
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium is installed; on Debian: apt-get install chromium", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        for picture in _PICTURES_TO_TAKE:
            take(browser, address, picture)
        browser.close()
    print(f"{len(_PICTURES_TO_TAKE)} pictures in {PICTURES}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
