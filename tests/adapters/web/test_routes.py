import re

import pytest

from tests.adapters.web.conftest import opened


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
    assert told["link"] == "/?page=all+0+dra"


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


async def test_what_is_being_typed_is_completed(page):
    offers = (await (await page.get("/suggest", params={"typed": "karm"})).json())["offers"]
    assert offers[0] == "Karmada"


async def test_the_same_card_is_shown_as_slack_and_as_discord_get_it(page):
    told = await (await page.post("/previews", json={"typed": "dra"})).json()
    slack, discord = told["previews"]
    assert slack["payload"]["blocks"][0]["type"] == "header"
    assert slack["opens"].startswith("https://app.slack.com/block-kit-builder/#%7B%22blocks%22")
    assert discord["payload"]["components"][0]["type"] == 17
    assert "1.34" in str(slack["payload"])
    assert "1.34" in str(discord["payload"])


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
