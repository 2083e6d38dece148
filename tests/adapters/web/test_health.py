import datetime as dt
import time

import pytest

from adapters.web.metrics import outcome_of
from bot.model.channel import Channel
from bot.model.lookup import Answer, Lookup
from tests.adapters.web.conftest import Line, opened
from tests.digests.conftest import MONDAY


async def test_a_bot_without_platforms_is_alive_and_ready(page):
    assert (await page.get("/healthz")).status == 200
    told = await (await page.get("/readyz")).json()
    assert told["ready"]
    assert told["index"]["editions"] > 10
    assert told["store"] == {"reachable": True}


async def test_a_platform_that_is_not_connected_keeps_the_bot_from_being_ready(page_engine):
    line = Line("discord", connected=False)
    async with opened(page_engine, lines=(Line(heard_at=time.time() - 5), line)) as page:
        answer = await page.get("/readyz")
        told = (await answer.json())["platforms"]
        assert answer.status == 503
        assert told["discord"] == {"connected": False, "last_event_age_seconds": None, "fault": None}
        assert 4 < told["slack"]["last_event_age_seconds"] < 60
        line.connected = True
        assert (await page.get("/readyz")).status == 200


async def test_why_a_platform_does_not_run_is_told_until_it_is_connected(page_engine):
    line = Line("discord", connected=False, fault="Discord cannot be reached (TimeoutError)")
    async with opened(page_engine, lines=(line,)) as page:
        told = (await (await page.get("/readyz")).json())["platforms"]
        assert told["discord"]["fault"] == "Discord cannot be reached (TimeoutError)"
        line.connected = True
        told = (await (await page.get("/readyz")).json())["platforms"]
        assert told["discord"]["fault"] is None


async def test_lookups_are_counted_by_adapter_and_outcome_without_their_words(page_engine):
    async with opened(page_engine, lines=(Line(heard_at=time.time()),)) as page:
        for typed in ("cilium", "cilium", "zzzzqqqq"):
            await page.post("/ask", json={"typed": typed})
        told = await (await page.get("/metrics")).text()
    assert 'kubecon_lookups_total{adapter="web",outcome="found"} 2.0' in told
    assert 'kubecon_lookups_total{adapter="web",outcome="nothing"} 1.0' in told
    assert 'kubecon_misses_total{adapter="web"} 1.0' in told
    assert 'kubecon_lookup_seconds_count{adapter="web"} 3.0' in told
    assert 'kubecon_connected{adapter="slack"} 1.0' in told
    assert 'kubecon_last_event_age_seconds{adapter="slack"}' in told
    assert 'kubecon_index_entries{kind="talks"}' in told
    assert "kubecon_build_info{version=" in told
    assert "cilium" not in told.lower()


async def test_without_the_database_the_bot_is_alive_but_not_ready_and_still_measured(stranded):
    assert (await stranded.page.get("/healthz")).status == 200
    ready = await stranded.page.get("/readyz")
    assert ready.status == 503
    told = await ready.json()
    assert (told["ready"], told["store"], told["index"]["loaded"]) == (False, {"reachable": False}, True)
    metrics = await stranded.page.get("/metrics")
    assert metrics.status == 200
    text = await metrics.text()
    assert "kubecon_store_reachable 0.0" in text
    assert "kubecon_index_entries" in text
    assert "kubecon_digests" not in text


async def test_digests_are_measured_by_state_with_their_channels_and_how_late_they_are(digest_page):
    for channel in ("C1", "C2"):
        await digest_page.digests.subscription_service.answer(
            Channel("slack", "T1", channel), "U1", "weekly mon 09:00 UTC"
        )
    await digest_page.say("digest weekly mon 09:00 UTC topics dra")
    await digest_page.say("digest now")
    await digest_page.digests.delivery_worker.run_once()
    digest_page.clock.at = MONDAY + dt.timedelta(minutes=5)
    assert (await (await digest_page.page.get("/readyz")).json())["store"] == {"reachable": True}
    told = await (await digest_page.page.get("/metrics")).text()
    assert 'kubecon_digests{state="sent"} 1.0' in told
    assert 'kubecon_digests{state="failed"} 0.0' in told
    assert 'kubecon_subscriptions{state="active"} 3.0' in told
    assert 'kubecon_subscriptions{state="paused"} 0.0' in told
    assert "kubecon_oldest_due_digest_seconds 300.0" in told
    assert "kubecon_store_reachable 1.0" in told


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(Lookup("argo"), readings=("Argo CD", "Argo Workflows")), "ambiguous"),
        (Answer(Lookup("zz"), did_you_mean=("ZZ",)), "nothing"),
    ],
)
def test_an_outcome_has_a_name(answer, outcome):
    assert outcome_of(answer) == outcome
