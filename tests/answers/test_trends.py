from pathlib import Path

from bot.answers.trends import talks_by_edition, trend_of_talks
from bot.catalogue.load import load_catalogue
from bot.index.entry_store import entries_to_lines
from bot.index.search_index import SearchIndex, write_index
from bot.model.entry import EntryKind
from bot.model.topic_share import TopicShare
from tests.engine_fixture import open_small_engine
from tests.fakes import takeaway, talk

EDITIONS = load_catalogue(Path(__file__).resolve().parents[2] / "corpus").editions
ENTRIES = (
    talk("Karmada for otters", event="kubecon-na-2025", recap="na2025-a", topics=("Karmada",)),
    talk("Ponds at scale", event="kubecon-na-2025", recap="na2025-a"),
    talk("Dens without Karmada", event="kubecon-eu-2024", recap="eu2024-a", topics=("Karmada",)),
    talk("Karmada elsewhere", event="otter-days-2025", recap="days-a", topics=("Karmada",)),
    takeaway("Karmada carries stones.", event="kubecon-na-2025", recap="na2025-a", topics=("Karmada",)),
)


def counted(shares):
    return [(one.edition.id, one.on_topic, one.talks, one.share) for one in shares]


def test_talks_on_a_topic_are_counted_by_kubecon_the_first_one_first(tmp_path):
    write_index(entries_to_lines(ENTRIES), tmp_path)
    shares = talks_by_edition(SearchIndex(tmp_path).names, EDITIONS, "Karmada")
    assert counted(shares) == [("kubecon-eu-2024", 1, 1, 1.0), ("kubecon-na-2025", 1, 2, 0.5)]


def test_a_topic_that_no_talk_names_has_shares_of_nothing(tmp_path):
    engine = open_small_engine(tmp_path, ENTRIES)
    shares = counted(engine.talks_by_edition("Otters"))
    assert shares == [("kubecon-eu-2024", 0, 1, 0.0), ("kubecon-na-2025", 0, 2, 0.0)]


def test_shares_of_the_shipped_talks_are_those_that_counting_the_entries_gives(shipped_engine):
    talks = [entry for entry in shipped_engine.entries() if entry.kind is EntryKind.TALK]
    for topic in ("Cilium", "Dynamic Resource Allocation"):
        for one in shipped_engine.talks_by_edition(topic):
            of_edition = [entry for entry in talks if entry.event == one.edition.id]
            assert (one.on_topic, one.talks) == (sum(topic in entry.topics for entry in of_edition), len(of_edition))


def test_a_trend_begins_with_the_first_kubecon_that_had_a_talk_and_leaves_out_those_of_few_talks():
    known = [one for one in EDITIONS if one.starts_on][:5]
    shares = [
        TopicShare(one, on_topic, talks)
        for one, on_topic, talks in zip(known, (0, 2, 9, 0, 1), (200, 200, 9, 300, 400), strict=True)
    ]
    assert counted(trend_of_talks(shares)) == counted([shares[1], shares[3], shares[4]])
    assert trend_of_talks(shares[:1]) == ()
