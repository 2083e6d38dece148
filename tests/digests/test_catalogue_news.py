import datetime as dt
import json

from bot.catalogue.data_files import read_facts
from bot.digests.catalogue_news import facts_to_news, news_of
from bot.model.day_text import text_to_day
from bot.model.release import Release
from bot.model.topic import Topic

OTTER = Topic(
    "Otter", "project", "Builds dams", milestones=(("accepted", "2020-01-02"), ("graduated", "2026-09-07")), source="x"
)


def test_levels_and_releases_are_told_with_their_day_and_source():
    releases = {
        "1.9": Release("1.9", "2026-08-26", "Pond", "2027-10-28", stable=("A", "B"), source="https://k8s.example")
    }
    told = news_of([OTTER], releases)
    assert [(entry.text, entry.date) for entry in told] == [
        ("Otter graduated in the CNCF on 7 September 2026. Builds dams.", dt.date(2026, 9, 7)),
        (
            "Kubernetes 1.9 “Pond” was released on 26 August 2026 with 2 enhancements that became stable.",
            dt.date(2026, 8, 26),
        ),
        ("Kubernetes 1.9 has its end of life on 28 October 2027.", dt.date(2027, 10, 28)),
    ]
    assert told[0].topics == ("Otter",)
    assert [entry.links[0].url for entry in told[1:]] == ["https://k8s.example"] * 2


def test_news_of_the_corpus_name_their_topics(tmp_path):
    assert read_facts(tmp_path / "news.jsonl") == []
    news = {"date": "2026-10-07", "text": "Otter swam.", "source": "Pond", "url": "https://pond.example"}
    (tmp_path / "news.jsonl").write_text(f"{json.dumps(news)}\n", encoding="utf-8")
    [entry] = facts_to_news(read_facts(tmp_path / "news.jsonl"), lambda text: (text.split()[0],))
    assert (entry.text, entry.topics, entry.source.title) == ("Otter swam.", ("Otter",), "Pond")


def test_a_day_is_read_only_where_it_is_whole():
    assert text_to_day("2026-10") is None
    assert text_to_day("2026-10-07") == dt.date(2026, 10, 7)
