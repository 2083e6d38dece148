import dataclasses

from bot.store.asked_topics import AskedTopics
from tests.delivery.harness import at_slack


async def test_topics_are_counted_by_channel(database):
    asked = AskedTopics(database)
    for topics in (["Cilium"], ["Cilium", "Istio"], ["Karmada"], ["Karmada"], ["Cilium"]):
        await asked.count(at_slack(), topics)
    await asked.count(dataclasses.replace(at_slack(), id="C2"), ["Otter"])
    assert await asked.most_asked(at_slack(), 2) == [("Cilium", 3), ("Karmada", 2)]
    assert await asked.most_asked(at_slack("C3"), 2) == []
