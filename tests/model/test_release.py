from bot.model.release import Release, load_releases

LINE = '{"version": "1.99", "released": "2031-01-02", "stable": ["Otters"], "source": "https://example.org"}'


def test_a_release_is_read_from_its_line(tmp_path):
    (tmp_path / "releases.jsonl").write_text(f"{LINE}\n", encoding="utf-8")
    release = Release("1.99", "2031-01-02", stable=("Otters",), source="https://example.org")
    assert load_releases(tmp_path) == {"1.99": release}


def test_a_corpus_may_have_no_releases(tmp_path):
    assert load_releases(tmp_path) == {}
