import json

from adapters.console.answer_to_json import answer_to_json
from bot.model.entry import Entry, EntryKind, Source
from bot.model.lookup import Answer, Interpretation, Lookup, Match
from bot.model.topic import Topic
from bot.model.topic_summary import TopicSummary

POST = Source("otters", "Three days among otters", "", "Day one", 12)
ANSWER = Answer(
    Lookup("otr"),
    read_as=(Interpretation("otr", "Otter Runtime", "alias", "Otter glossary"),),
    topics=(TopicSummary(Topic("Otter Runtime", "feature", ""), 3, "kubecon-eu-2026"),),
    readings=("Otter Runtime", "over-the-river routing"),
    matches=(Match(Entry(EntryKind.TAKEAWAY, "", "Ötters sleep.", POST), 0.123456, ("alias OTR",), (POST,)),),
    did_you_mean=("otter",),
    totals=((EntryKind.TAKEAWAY, 7),),
)


def test_json_says_how_a_lookup_was_read_and_how_much_there_is():
    fields = json.loads(answer_to_json(ANSWER, " otr", 0.76543))
    del fields["matches"]
    assert fields == {
        "lookup": " otr",
        "read_as": [{"typed": "otr", "means": "Otter Runtime", "why": "alias", "source": "Otter glossary"}],
        "elapsed_ms": 0.765,
        "did_you_mean": ["otter"],
        "readings": ["Otter Runtime", "over-the-river routing"],
        "topics": [{"name": "Otter Runtime", "recaps": 3, "newest_event": "kubecon-eu-2026"}],
        "totals": {"takeaway": 7},
        "intent": "search",
        "facts": [],
    }


def test_a_match_says_why_it_is_there_and_who_says_the_same():
    (match,) = json.loads(answer_to_json(ANSWER, "otr", 1))["matches"]
    assert (match["score"], match["why"]) == (0.1235, ["alias OTR"])
    assert [source["recap"] for source in match["also_in"]] == ["otters"]


def test_an_answer_is_one_line_that_people_can_read():
    line = answer_to_json(ANSWER, "otr", 1)
    assert "\n" not in line
    assert "Ötters" in line
