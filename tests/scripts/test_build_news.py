import json

from scripts.build_news import news_lines

PAGE = {"date": "2026-10-07", "confidence": "high", "source": "https://www.cncf.io/otters/ (read twice)"}


def told(**fact):
    return [json.loads(line)["text"] for line in news_lines([{**PAGE, **fact}])]


def test_facts_become_sentences():
    assert told(subject="Otter", fact="graduated 2026-10-07 (sandbox before)") == [
        "Otter graduated in the CNCF, as announced on 7 October 2026."
    ]
    assert told(subject="Otter 1.2", fact="released 2026-10-07") == ["Otter 1.2 was released on 7 October 2026."]
    assert told(subject="CNCF", fact="Pond joined as Gold member") == ["Pond joined the CNCF as a Gold member."]
    assert told(subject="Otter", fact="dams (new) hold; dens; named in a post") == ["Otter: dams (new) hold; dens."]


def test_a_page_is_named_by_its_site():
    [line] = news_lines([{**PAGE, "subject": "Otter", "fact": "released"}])
    assert json.loads(line)["source"] == "CNCF"
    assert json.loads(line)["url"] == "https://www.cncf.io/otters/"


def test_what_is_unsure_unknown_or_told_elsewhere_is_left_out():
    assert told(subject="Otter", fact="released", confidence="low") == []
    assert told(subject="Otter", fact="date not found") == []
    assert told(subject="Otter", fact="released", date="2026-10") == []
    assert told(subject="Otter", fact="released", source="a stored file") == []
    assert told(subject="KubeCon EU 2030", fact="Berlin") == []
