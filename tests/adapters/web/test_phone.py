"""The answer on a topic fits a phone: 12 lines at most stand before the first button."""

import pytest

from adapters.previews import previews
from adapters.web.render import STATIC, card_to_html, preview_to_html
from bot.app.build_reply import reply
from bot.cards.card_to_text import card_to_text
from bot.model.reply import Reply
from emulators.discord.logged_in_bot import TODAY
from tests.adapters.web.browsing import NEEDS_CHROMIUM

WIDTH = 390
LETTERS_OF_A_PHONE = 46  # in a line of a chat, at its usual size of letters
MOST_LINES = 12
TOPICS = ("dra", "cilium", "gateway api", "karmada", "wasm", "opentelemetry", "kueue", "in-place pod resize", "slsa")
COUNT_LINES = """(card) => {
  const before = card.querySelector("button, .control"), lines = [];
  const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement.closest(".author, .private")) continue; // the client's own, above every message
    if (!text.data.trim() || !(text.compareDocumentPosition(before) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) {
      const middle = (box.top + box.bottom) / 2;
      if (!lines.some(([top, bottom]) => top < middle && middle < bottom)) lines.push([box.top, box.bottom]);
    }
  }
  return lines.length;
}"""


@pytest.fixture(scope="module")
def cards(shipped_engine):
    return {words: reply(shipped_engine, words, None, TODAY).card for words in TOPICS}


def test_a_chat_on_a_phone_shows_few_lines_before_the_first_button(cards):
    for words, card in cards.items():
        head, button, _ = card_to_text(card, LETTERS_OF_A_PHONE).partition("[")
        lines = [line for line in head.splitlines() if line.strip() and not line.strip().startswith("http")]
        assert button, words
        assert len(lines) <= MOST_LINES, head


@NEEDS_CHROMIUM
@pytest.mark.asyncio(loop_scope="session")
async def test_the_page_on_a_phone_shows_few_lines_before_the_first_button(cards, browser):
    tab = await browser.new_page(viewport={"width": WIDTH, "height": 844})
    for words, card in cards.items():
        assert 3 <= await lines_of(tab, card_to_html(card), ".card") <= MOST_LINES, words
    await tab.close()


@NEEDS_CHROMIUM
@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("preview", previews(), ids=lambda preview: preview.view)
async def test_chats_on_a_phone_show_few_lines_before_the_first_button(cards, browser, preview):
    tab = await browser.new_page(viewport={"width": WIDTH, "height": 844})
    for words, card in cards.items():
        drawn = preview_to_html(preview, Reply(card))
        assert 3 <= await lines_of(tab, drawn, ".chat") <= MOST_LINES, words
    await tab.close()


async def lines_of(tab, drawn, card):
    """Count the lines before the first button, as the page shows them."""
    style = "".join((STATIC / name).read_text(encoding="utf-8") for name in ("page.css", "answer.css", "chats.css"))
    await tab.set_content(f"<style>{style}</style><main>{drawn}</main>")
    return await tab.locator(card).evaluate(COUNT_LINES)
