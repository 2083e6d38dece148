"""Turn gathered facts about what happened into corpus/news.jsonl, which digests tell as news.

    python -m scripts.build_news FACTS_DIR corpus/

FACTS_DIR holds news.jsonl: a subject, a fact, its date, a source and how sure it is. What has no page on the web, is
not sure or has no day is left out, and so is what editions.yaml tells of KubeCons. The same facts give the same file.
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.catalogue.data_files import read_facts
from bot.model.day_text import day_to_text, text_to_day
from scripts.fact_files import find_facts

Fields = Mapping[str, str]

_SURE = frozenset({"high", "medium"})
_ELSEWHERE = re.compile(r"KubeCon|KEPs|landscape|Contribfest")  # subjects that other files of the corpus hold
_UNKNOWN = re.compile(r"not found|unknown")
_PAGE = re.compile(r"https?://[^\s;)]+")
_REMARK = re.compile(r"\s*\((?:blog|page)[^()]*\).*|;[^;]*\bannounced\b.*|, announced .*|;[^;]*\bnamed in\b.*")
_SITES = {"www.cncf.io": "CNCF", "kubernetes.io": "Kubernetes blog"}
_WORDINGS = (
    (re.compile(r"^graduated\b.*"), "{subject} graduated in the CNCF, as announced on {day}."),
    (re.compile(r"^released\b.*"), "{subject} was released on {day}."),
    (re.compile(r"^(?P<who>.+) joined as (?P<what>\w+) member.*"), "{who} joined the {subject} as a {what} member."),
    (re.compile(r"^(?P<fact>.+)$", re.DOTALL), "{subject}: {fact}."),
)


def news_lines(facts: Iterable[Fields]) -> list[str]:
    """Return the lines of news.jsonl, the newest first."""
    told = [news for fact in facts if (news := _to_news(fact))]
    told.sort(key=lambda news: (news["date"], news["text"]), reverse=True)
    return [json.dumps(news, ensure_ascii=False) for news in told]


def _to_news(fact: Fields) -> dict[str, str] | None:
    day, page = text_to_day(fact["date"]), _PAGE.search(fact["source"])
    is_left_out = _ELSEWHERE.search(fact["subject"]) or _UNKNOWN.search(fact["fact"])
    if day is None or page is None or is_left_out or fact["confidence"] not in _SURE:
        return None
    return {"date": fact["date"], "text": _word(fact, day_to_text(day)), "source": _site(page[0]), "url": page[0]}


def _word(fact: Fields, day: str) -> str:
    said = _REMARK.sub("", fact["fact"]).rstrip(".; ")
    for pattern, wording in _WORDINGS:
        if found := pattern.match(said):
            return wording.format(subject=fact["subject"], day=day, **found.groupdict())
    return f"{fact['subject']}: {said}."


def _site(page: str) -> str:
    host = page.split("/")[2]
    return _SITES.get(host, host)


def main(facts: Path, corpus: Path) -> None:
    """Write the file."""
    gathered = read_facts(find_facts(facts, "news.jsonl"))
    (corpus / "news.jsonl").write_text("\n".join([*news_lines(gathered), ""]), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
