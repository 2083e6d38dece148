"""A chart at every door: drawn by Slack itself, as a picture in Discord, as SVG on the page, as bars in a terminal."""

import pytest
from rich.console import Console

from adapters.console.render import render_card
from adapters.web.render import card_to_html
from bot.app.build_reply import reply
from bot.cards.card_to_text import card_to_text
from emulators.discord.logged_in_bot import TODAY, open_logged_in_bot
from emulators.discord.read_message import wait_for_text
from emulators.slack.server import SlackServer
from tests.adapters.slack.conftest import MANIFEST, opened
from tests.engine_fixture import open_small_engine
from tests.fakes import talk

TALKS = 150  # of a KubeCon, so that a share says something
SPOKEN = {"kubecon-eu-2024": 3, "kubecon-na-2024": 0, "kubecon-eu-2025": 9}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    talks = [
        talk(
            f"Pond {number} of {event}",
            event=event,
            recap=f"schedule-{event}",
            topics=(*(("Cilium",) * (number < on_topic)), *(("Istio",) * (number % 75 == 74))),
        )
        for event, on_topic in SPOKEN.items()
        for number in range(TALKS)
    ]
    return open_small_engine(tmp_path_factory.mktemp("index"), talks)


def trend_of(engine, words):
    return reply(engine, words, None, TODAY)


def test_a_trend_of_one_topic_and_of_several(engine):
    one, both = (trend_of(engine, words).card.chart for words in ("trend cilium", "trend cilium, istio"))
    assert (one.labels, one.totals, one.series[0].counts) == (("EU 2024", "NA 2024", "EU 2025"), (150,) * 3, (3, 0, 9))
    assert [(series.name, series.counts) for series in both.series] == [("Cilium", (3, 0, 9)), ("Istio", (2, 2, 2))]


@pytest.mark.parametrize("words", ["trend", "trend herons", "trend karmada", "trending cilium"])
def test_where_no_topic_with_talks_is_named_the_words_are_looked_up(engine, words):
    assert trend_of(engine, words).card.chart is None


async def test_slack_draws_the_chart_itself(engine):
    async with SlackServer(manifest=MANIFEST, echo=False) as slack, opened(slack, engine):
        await (await slack.slash("/kubecon", "trend cilium, istio")).ack()
        await slack.wait_for("response_url", n=1)
        (block,) = [one for one in slack.ephemerals[-1]["blocks"] if one["type"] == "data_visualization"]
    assert block["chart"]["series"][0]["data"][-1] == {"label": "EU 2025 (150)", "value": 6.0}


async def test_discord_gets_a_picture_that_says_its_numbers(engine, tmp_path):
    async with open_logged_in_bot(engine, tmp_path) as logged_in:
        asked = await logged_in.server.slash("kubecon trend", {"topics": "cilium"})
        await wait_for_text(logged_in.server, asked, "Talks on Cilium")
        assert (logged_in.server.violations, logged_in.server.warnings) == ([], [])
    (box,) = asked.message["components"]
    (gallery,) = [part for part in box["components"] if part["type"] == 12]
    assert gallery["items"][0]["media"]["url"].startswith("attachment://")
    assert "6.0 % at EU 2025 (9 of 150)" in gallery["items"][0]["description"]


async def test_a_picture_in_discord_goes_when_another_answer_takes_its_place(engine, tmp_path):
    async with open_logged_in_bot(engine, tmp_path) as logged_in:
        asked = await logged_in.server.slash("kubecon ask", {"words": "trend cilium"})
        await wait_for_text(logged_in.server, asked, "Talks on Cilium")
        pressed = await logged_in.server.click(asked.message, label="Cilium")
        await pressed.answer()
        await wait_for_text(logged_in.server, asked, "### Cilium")
        assert (logged_in.server.violations, logged_in.server.warnings) == ([], [])
        assert 12 not in [part["type"] for part in asked.message["components"][0]["components"]]


def test_the_page_draws_it_as_svg_with_all_numbers_in_words(engine):
    drawn = card_to_html(trend_of(engine, "trend cilium").card)
    assert "<svg" in drawn
    assert "6.0 % at EU 2025 (9 of 150)" in drawn


def test_a_terminal_shows_bars(engine):
    card = trend_of(engine, "trend cilium").card
    console = Console(width=80, record=True, file=None, quiet=False)
    with console.capture() as written:
        console.print(render_card(card))
    for text in (card_to_text(card), written.get()):
        assert "EU 2025 (150)  ████████████████████████ 6.0 % (9)" in text
