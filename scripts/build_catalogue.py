"""Turn gathered facts about topics and editions into corpus/topics.yaml and corpus/editions.yaml.

    python -m scripts.build_catalogue FACTS_DIR corpus/

FACTS_DIR holds topics.yaml and editions.yaml as gathered, and may hold files that these name as sources. The same
facts always give the same files: sorted, one line a topic or edition, nothing in them that names a file of the
gatherer's machine. Correct a fact in FACTS_DIR and run this again; what stands in corpus/ is what the bot reads.
"""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.catalogue.data_files import read_yaml
from bot.updates.topic_levels import project_to_topic, without_blanks

Fields = dict[str, Any]

_TOPICS_HEAD = """\
# What the bot knows of projects, features, standards, practices, events and regulations, and their other names.
# Built by scripts/build_catalogue.py; change the facts and run it again.
#
# CNCF projects, their levels and dates: CNCF landscape, https://github.com/cncf/landscape at
# {commit} ({snapshot}), by the CNCF landscape contributors.
# Names sourced "Kubernetes glossary": https://kubernetes.io/docs/reference/glossary/, by the Kubernetes authors.
# Names sourced "CNCF glossary": https://glossary.cncf.io/, by the CNCF glossary authors.
# All three are licensed CC BY 4.0, https://creativecommons.org/licenses/by/4.0/. The text was changed: names and
# facts were selected, descriptions are written anew, levels that changed after the snapshot are corrected.
#
# ambiguous: a name that means several things; `topics` are names of this file, `readings` are meanings beside them.
# Only what stands there may lead to two topics.
# plain_word: also an ordinary word, so that in running text case or neighbours must say that the topic is meant.
# related, part_of: names of this file where there is one, else plain text.
# An entry is one line of JSON, which loads fastest; any other YAML works too.
"""
_EDITIONS_HEAD = """\
# KubeCon + CloudNativeCon editions, with dates, places and numbers, each from the source its line names.
# Built by scripts/build_catalogue.py; change the facts and run it again.
#
# dates_certain: false where the dates must not be counted down to. also: other spellings of the city.
# An entry is one line of JSON, which loads fastest; any other YAML works too.
"""
_TRUSTED = ("high", "medium")
# A local file stands for what was gathered in it.
_LOCAL_FILE = re.compile(r"(?:facts/)?([\w-]+)\.(?:yaml|txt)\b")
_LOCAL_NAMES = {"editions": "KubeCon programme", "releases": "Kubernetes release notes"}
_URL = re.compile(r"https?://[^\s)]+")
_REGION_NAMES = {"eu": "EU", "na": "NA", "china": "China", "india": "India", "japan": "Japan"}
# Cities as they are written in the languages of recaps.
_CITY_SPELLINGS = {
    "Amsterdam": ["アムステルダム", "阿姆斯特丹", "암스테르담"],
    "Atlanta": ["アトランタ", "亚特兰大", "애틀랜타"],
    "Austin": ["オースティン", "奥斯汀", "오스틴"],
    "Barcelona": ["Barcelone", "バルセロナ", "巴塞罗那", "바르셀로나"],
    "Berlin": ["ベルリン", "柏林", "베를린"],
    "Chicago": ["シカゴ", "芝加哥", "시카고"],
    "Copenhagen": ["København", "Kopenhagen", "Copenhague", "コペンハーゲン", "哥本哈根", "코펜하겐"],
    "Delhi": ["New Delhi", "दिल्ली", "デリー", "德里", "델리"],
    "Detroit": ["デトロイト", "底特律", "디트로이트"],
    "Hong Kong": ["香港", "홍콩"],
    "Hyderabad": ["हैदराबाद", "ハイデラバード", "海得拉巴", "하이데라바드"],
    "London": ["Londres", "Londra", "ロンドン", "伦敦", "倫敦", "런던"],
    "Los Angeles": ["ロサンゼルス", "洛杉矶", "로스앤젤레스"],
    "Mumbai": ["मुंबई", "Bombay", "ムンバイ", "孟买", "뭄바이"],
    "New Orleans": ["ニューオーリンズ", "新奥尔良", "뉴올리언스"],
    "Paris": ["Parigi", "パリ", "巴黎", "파리"],
    "Salt Lake City": ["Salt Lake", "SLC", "ソルトレイクシティ", "盐湖城", "솔트레이크시티"],
    "San Diego": ["サンディエゴ", "圣迭戈", "샌디에이고"],
    "San Francisco": ["サンフランシスコ", "旧金山", "샌프란시스코"],
    "Seattle": ["シアトル", "西雅图", "시애틀"],
    "Shanghai": ["上海", "상하이"],
    "Tokyo": ["東京", "东京", "도쿄"],
    "Valencia": ["València", "バレンシア", "瓦伦西亚", "발렌시아"],
    "Yokohama": ["横浜", "横滨", "요코하마"],
}


def main(facts: Path, corpus: Path) -> None:
    """Read the facts and write both files of the catalogue."""
    topics, editions = _read(facts / "topics.yaml"), _read(facts / "editions.yaml")
    sources = LocalSources(facts)
    (corpus / "topics.yaml").write_text(topics_text(topics, sources), encoding="utf-8")
    (corpus / "editions.yaml").write_text(editions_text(editions, sources), encoding="utf-8")


class LocalSources:
    """Replace the names of gathered files by the addresses they were gathered from."""

    def __init__(self, facts: Path) -> None:
        self._addresses = dict(_addresses(facts))

    def public(self, source: str) -> str:
        """Return a source that a reader can follow: an address, or plain words where there is none."""
        if address := _URL.search(source):
            return address.group()
        if local := _LOCAL_FILE.search(source):
            return self._addresses.get(local.group(1)) or _LOCAL_NAMES.get(local.group(1), "recap")
        return source


def topics_text(facts: Fields, sources: LocalSources) -> str:
    """Write the topics file: its head, the ambiguous names, and one line a topic."""
    meta = facts["meta"]
    head = _TOPICS_HEAD.format(commit=meta["commit"], snapshot=meta["snapshot_date"])
    changes = {change["project"]: change for change in facts["updates_after_or_around_snapshot"]}
    projects = [project_to_topic(fields, changes.get(fields["name"], {})) for fields in facts["cncf_projects"]]
    others = [other_to_topic(fields, sources) for fields in facts["others"]]
    ambiguous = [_ambiguous(name, meanings) for name, meanings in facts["ambiguous_aliases"].items()]
    return f"{head}ambiguous:\n{_lines(ambiguous)}topics:\n{_lines([*projects, *others])}"


def other_to_topic(facts: Fields, sources: LocalSources) -> Fields:
    """Return the line of a topic that is no CNCF project."""
    return without_blanks(
        name=facts["name"],
        kind=facts["kind"],
        description=facts["what"],
        aliases=facts["aliases"],
        plain_word=facts.get("plain_word"),
        part_of=facts.get("part_of"),
        related=facts.get("related"),
        owner=facts.get("owner"),
        homepage=facts.get("url"),
        source=sources.public(facts.get("source", "general knowledge")),
    )


def editions_text(facts: Iterable[Fields], sources: LocalSources) -> str:
    """Write the editions file: its head, and one line an edition, oldest first."""
    editions = [fact_to_edition(fields, sources) for fields in facts]
    ordered = sorted(editions, key=lambda edition: (edition["id"].rpartition("-")[2], edition["id"]))
    return f"{_EDITIONS_HEAD}editions:\n{''.join(map(_line, ordered))}"


def fact_to_edition(facts: Fields, sources: LocalSources) -> Fields:
    """Return an edition's line; what is only guessed is left out."""
    region, year = facts["id"].rsplit("-", 1)
    trust = {name: str(level).startswith(_TRUSTED) for name, level in facts["confidence"].items()}
    is_assumed = "assumed" in facts["status"]
    return without_blanks(
        id=f"kubecon-{region}-{year}",
        name=facts["name"],
        short_name=f"KubeCon {_REGION_NAMES.get(region, region)} {year}",
        region=region,
        city=facts["city"],
        country=facts["country"] or facts["city"],
        also=_CITY_SPELLINGS.get(facts["city"]),
        venue=facts["venue"] if trust["venue"] else None,
        starts_on=facts["start"],
        ends_on=facts["end"],
        dates_certain=bool(facts["start"]) and trust["dates"],
        timezone=facts["timezone"],
        status="announced" if is_assumed else facts["status"],
        website=facts["website"],
        schedule=facts["schedule"] if trust["schedule"] else None,
        attendance=_attendance(facts["attendance"], sources),
        colocated=[re.sub(r"\s*\([^)]*\)", "", name) for name in facts["colocated"]],
        source=_best_source(facts["sources"], sources),
    )


def _attendance(facts: Fields | None, sources: LocalSources) -> str | None:
    if facts is None:
        return None
    value = facts["value"]
    number = f"{value:,}" if isinstance(value, int) else value
    return f"{number} {facts['kind']}, source: {sources.public(facts['source'])}"


def _best_source(texts: Iterable[str], sources: LocalSources) -> str:
    found = [sources.public(text) for text in texts]
    return next((text for text in found if text.startswith("http")), found[0])


def _ambiguous(name: str, meanings: Iterable[str | Fields]) -> Fields:
    return without_blanks(
        name=name,
        topics=[meaning for meaning in meanings if isinstance(meaning, str)],
        readings=[meaning["reading"] for meaning in meanings if not isinstance(meaning, str)],
    )


def _addresses(facts: Path) -> Iterable[tuple[str, str]]:
    """Yield for each gathered file that says so the address its content comes from."""
    for path in sorted(facts.glob("*.yaml")):
        content = _read(path)
        if not isinstance(content, dict):
            continue
        if address := _URL.search(str(content.get("source", ""))):
            yield path.stem, address.group()
        for post in content.get("seed_meta", ()):
            if "url" in post:
                yield Path(post["seed"]).stem, post["url"]


def _lines(entries: Iterable[Fields]) -> str:
    return "".join(map(_line, sorted(entries, key=lambda fields: (fields["name"].casefold(), fields["name"]))))


def _line(fields: Fields) -> str:
    # JSON is YAML too, and is read thirty times as fast.
    return f"- {json.dumps(fields, ensure_ascii=False)}\n"


def _read(path: Path) -> Any:
    return read_yaml(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
