import pytest
import yaml

from scripts.refresh_schedule import main
from tests.updates.schedules import calendar, event


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "all.ics"
    path.write_bytes(
        calendar(
            event("0aaa", "Otters at Scale - Ola Otterson\\, Acme"),
            event("0bbb", "Badge Pick-Up", categories="REGISTRATION"),
            event("0ccc", "Dams", categories="RIVER ENGINEERING"),
        )
    )
    return path


def test_a_new_edition_gets_its_schedule(export, corpus, capsys):
    main(export, "kubecon-eu-2031", corpus)
    path = corpus / "talks" / "kubecon-eu-2031.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [session["title"] for session in content["sessions"]] == ["Dams", "Otters at Scale"]
    assert content["sessions"][0]["track"] == "River Engineering"
    assert path.read_text(encoding="utf-8").splitlines()[1] == "# Source: https://kccnceu2031.sched.com/"
    assert capsys.readouterr().out.splitlines() == ["new: Otters at Scale", "new: Dams", f"{path}: 2 sessions"]


def test_a_refreshed_file_stays_the_same_when_nothing_changed(export, corpus, capsys):
    main(export, "kubecon-eu-2031", corpus)
    path = corpus / "talks" / "kubecon-eu-2031.yaml"
    before = path.read_text(encoding="utf-8")
    capsys.readouterr()
    main(export, "kubecon-eu-2031", corpus)
    assert path.read_text(encoding="utf-8") == before
    assert capsys.readouterr().out == f"{path}: 2 sessions\n"


def test_an_unknown_edition_is_refused(export, corpus):
    with pytest.raises(SystemExit, match=r"kubecon-eu-2077: no such edition in .*; add it there first"):
        main(export, "kubecon-eu-2077", corpus)


def test_a_torn_or_missing_export_is_refused_and_the_file_left_alone(corpus, tmp_path):
    torn = tmp_path / "torn.ics"
    torn.write_text("no calendar", encoding="utf-8")
    for path, reason in ((torn, "download it again"), (tmp_path / "none.ics", "No such file")):
        with pytest.raises(SystemExit, match=reason):
            main(path, "kubecon-eu-2031", corpus)
    assert not (corpus / "talks").exists()
