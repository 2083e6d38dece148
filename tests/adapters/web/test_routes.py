import re

import pytest

from adapters.web.render import EXAMPLES
from bot.app.build_reply import reply
from tests.adapters.web.conftest import TODAY, opened


async def ask(page, typed="", value="", before=""):
    answer = await page.post("/ask", json={"typed": typed, "value": value, "before": before})
    assert answer.status == 200
    return await answer.json()


def value_of(html, label):
    return re.search(rf'value="([^"]+)" dir="auto">{re.escape(label)}', html)[1]


async def test_a_lookup_is_answered_with_a_card(page):
    told = await ask(page, "dra")
    assert "generally available since Kubernetes 1.34" in told["html"]
    assert 'href="https://recaps.example/na2025-lodge"' in told["html"]
    assert told["link"] == "/?q=dra"


async def test_a_button_leads_to_the_next_part_of_the_answer(page):
    first = await ask(page, "takeaways otters")
    further = await ask(page, value=value_of(first["html"], "More takeaways"))
    assert further["page"] == "takeaway 8 otters"


async def test_more_goes_on_from_the_page_shown_before(page):
    first = await ask(page, "takeaways otters")
    assert (await ask(page, "more", before=first["page"]))["page"] == "takeaway 8 otters"


async def test_a_misspelled_name_offers_what_may_be_meant(page):
    assert "Karmada" in (await ask(page, "karmda"))["html"]


@pytest.mark.parametrize(
    ("typed", "told"), [("next", "When and where"), ("help", "What you can type"), ("about", "recaps of")]
)
async def test_notices_are_the_same_as_in_chats(page, typed, told):
    answer = await ask(page, typed)
    assert told in answer["html"]
    assert answer["link"] == f"/?q={typed}"


async def test_an_address_that_was_shared_shows_the_answer_without_any_script(page):
    shown = await (await page.get((await ask(page, "talks dra"))["link"])).text()
    assert "Sharing Dens" in shown
    assert "talks dra" in shown


async def test_what_is_being_typed_is_completed_with_what_it_is(page):
    offers = (await (await page.get("/suggest", params={"typed": "karm"})).json())["offers"]
    assert offers[0] == {"text": "Karmada", "kind": "topic"}


async def test_an_address_shows_how_a_chat_shows_the_same_card_and_what_it_is_sent(page):
    slack = await (await page.get("/?q=dra&as=slack")).text()
    assert "Only visible to you" in slack
    assert "generally available since Kubernetes 1.34" in slack
    assert "&#34;type&#34;: &#34;header&#34;" in slack
    assert "Share in channel" in slack
    assert 'href="https://app.slack.com/block-kit-builder/#%7B%22blocks%22' in slack
    discord = await (await page.get("/?q=dra&as=discord")).text()
    assert "Only you can see this" in discord
    assert "generally available since Kubernetes 1.34" in discord
    assert "&#34;components&#34;" in discord


async def test_an_address_that_names_no_chat_shows_the_answer(page):
    shown = await (await page.get("/?q=dra&as=telegraph")).text()
    assert 'class="card"' in shown
    assert 'class="chat' not in shown


async def test_the_script_gets_what_an_address_stands_for(page):
    told = await (await page.get("/answer", params={"q": "talks dra", "as": "discord"})).json()
    assert (told["asked"], told["link"]) == ("talks dra", "/?page=talk+0+dra&as=discord")
    assert "Sharing Dens" in told["html"]
    assert 'class="chat discord"' in told["html"]


async def test_before_anything_is_typed_the_page_tells_of_the_last_kubecon_the_next_and_what_it_knows(page):
    shown = await (await page.get("/")).text()
    for told in ("Last KubeCon", "KubeCon NA 2025", "Next KubeCon", "in 22 days", "What the bot knows", "dra"):
        assert told in shown
    assert '<input id="typed"' in shown.split("What was said at KubeCon")[0]


async def test_each_example_on_the_page_is_answered(shipped_engine):
    for _, words in EXAMPLES:
        assert reply(shipped_engine, words, None, TODAY).card.sections, words


async def test_digests_have_a_page_of_their_own(page):
    shown = await (await page.get("/digests")).text()
    assert 'aria-current="page"' in shown
    assert "No thread was posted here yet" in shown


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"\xff", b'"dra"', b"[" * 9000], ids=["none", "list", "cut", "bytes", "text", "deep"]
)
async def test_what_is_no_question_is_refused_with_a_sentence(page, body):
    answer = await page.post("/ask", data=body, headers={"Content-Type": "application/json"})
    assert answer.status == 400
    assert (await answer.json())["error"] == "send a JSON object"


class BrokenEngine:
    """Fail at every lookup."""

    def watch(self, _watched):
        pass

    def look_up(self, lookup):
        raise ZeroDivisionError(lookup.words)


async def test_a_fault_is_told_with_an_id_that_the_log_has_too(caplog):
    async with opened(BrokenEngine()) as page:
        html = (await ask(page, "secret words"))["html"]
    fault = re.search(r"finds ([0-9a-f]{6}) in the log", html)[1]
    assert f"fault id={fault} error=ZeroDivisionError" in caplog.text
    assert "secret words" not in caplog.text


async def test_a_calendar_file_has_an_address_that_the_answer_names(page):
    told = await ask(page, "calendar dra, security")
    assert 'href="/calendar.ics?topics=dra%2C+security"' in told["html"]
    answer = await page.get("/calendar.ics", params={"topics": "dra"})
    assert (answer.status, answer.content_type) == (200, "text/calendar")
    assert (await answer.text()).startswith("BEGIN:VCALENDAR")
