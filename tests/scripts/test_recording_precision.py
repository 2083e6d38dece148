import json

from scripts.recording_precision import main

VIDEO = "https://www.youtube.com/watch?v=otters1234{}"


def row(number, title, match):
    facts = {"title": title, "speakers": [], "edition": "eu-2031", "kind": "talk", "source": "", "url": ""}
    return json.dumps({**facts, "video": VIDEO.format(number), "video_match": match})


def read(number, title):
    return json.dumps({"source": {"url": VIDEO.format(number), "title": f"{title} (recording, transcript read)"}})


def test_recordings_that_were_read_tell_how_many_are_the_talks(tmp_path, capsys):
    (tmp_path / "talks").mkdir()
    (tmp_path / "statements").mkdir()
    rows = [row(1, "Otters Count Rivers at Night", 0.95), row(2, "What Fish Think of It", 0.95), row(3, "Dams", 0.8)]
    (tmp_path / "talks" / "eu-2031.jsonl").write_text("\n".join(rows))
    told = [read(1, "Otters Count Rivers at Night - Ola Otter"), read(2, "Beavers Build Dams for Everyone")]
    (tmp_path / "statements" / "said.jsonl").write_text("\n".join(told))
    main(tmp_path)
    printed = capsys.readouterr().out
    assert "much alike: 2 recordings, 2 read, 1 of them the talk's" in printed
    assert "no other talk is called nearly so: 1 recordings, 0 read" in printed
