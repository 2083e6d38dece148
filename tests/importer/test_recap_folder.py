import threading
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import BotError
from bot.importer.recap_folder import RecapFolder, SaveOutcome
from tests.importer.conftest import POST

WEB = {"asked": "https://blog.example/otters", "url": "https://blog.example/2026/otters"}


def names(folder):
    return sorted(path.name for path in folder.folder.iterdir())


def test_a_post_gets_a_file_named_after_its_title(read, folder):
    kept = folder.keep(read())
    assert (kept.outcome, names(folder)) == (SaveOutcome.ADDED, ["three-days-among-otters.md"])
    assert kept.path.read_text(encoding="utf-8") == kept.post.text


def test_what_stood_at_the_same_address_is_brought_up_to_date(read, folder):
    first = folder.keep(read(**WEB))
    again = folder.keep(read(POST.replace("Three days", "Four days"), **WEB))
    assert (again.outcome, again.path) == (SaveOutcome.UPDATED, first.path)
    assert "Four days" in first.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("web", [WEB, {"asked": WEB["asked"], "url": WEB["asked"]}, {"asked": WEB["url"]}])
def test_an_address_is_known_by_where_it_was_asked_for_and_where_it_led(read, folder, web):
    folder.keep(read(**WEB))
    assert folder.keep(read(POST + "\nMore.\n", **web)).outcome is SaveOutcome.UPDATED


def test_the_same_text_from_the_same_address_changes_nothing(read, folder):
    first = folder.keep(read(**WEB))
    before = first.path.stat()
    assert folder.keep(read(**WEB)).outcome is SaveOutcome.UNCHANGED
    assert first.path.stat().st_mtime_ns == before.st_mtime_ns


def test_the_same_file_again_changes_nothing(read, folder):
    folder.keep(read())
    assert folder.keep(read()).outcome is SaveOutcome.UNCHANGED
    assert names(folder) == ["three-days-among-otters.md"]


def test_another_post_of_the_same_title_gets_a_name_of_its_own(read, folder):
    folder.keep(read())
    folder.keep(read(POST + "\nMore.\n"))
    folder.keep(read(**WEB))
    assert names(folder) == [f"three-days-among-otters{end}.md" for end in ("-2", "-3", "")]


def test_a_name_that_another_folder_has_is_not_taken(read, folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "Three-Days-Among-Otters.txt").write_text("Otters.")
    assert replace(folder, others=(other,)).keep(read()).path.name == "three-days-among-otters-2.md"


def test_what_somebody_puts_there_meanwhile_is_not_overwritten(read, folder, monkeypatch):
    theirs = folder.folder / "three-days-among-otters.md"
    link = Path.hardlink_to

    def come_too_late(self, target):
        theirs.write_text("theirs")
        link(self, target)

    monkeypatch.setattr(Path, "hardlink_to", come_too_late)
    assert folder.keep(read()).path.name == "three-days-among-otters-2.md"
    assert theirs.read_text() == "theirs"


def test_two_at_once_add_a_post_once(read, folder):
    post, outcomes = read(**WEB), []
    threads = [threading.Thread(target=lambda: outcomes.append(folder.keep(post).outcome)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [SaveOutcome.ADDED] + [SaveOutcome.UNCHANGED] * 7
    assert names(folder) == ["three-days-among-otters.md"]


def test_a_post_that_a_person_wrote_about_the_same_page_is_left_alone(read, folder):
    own = folder.folder / "mine.md"
    own.write_text(f"---\nsource: {WEB['asked']}\n---\n\nMine.\n")
    assert folder.keep(read(**WEB)).outcome is SaveOutcome.ADDED
    assert own.read_text().endswith("Mine.\n")


def test_what_a_person_changed_stays_where_no_update_is_asked_for(read, folder):
    first = folder.keep(read(**WEB))
    first.path.write_text(first.post.text + "\nMy own words.\n")
    assert folder.keep(read(**WEB), update=False).outcome is SaveOutcome.UNCHANGED
    assert "My own words." in first.path.read_text()


def test_a_file_that_cannot_be_read_is_passed_by(read, folder):
    (folder.folder / "gone.md").symlink_to(folder.folder / "nowhere.md")
    assert [folder.keep(read(**web)).outcome for web in ({}, WEB)] == [SaveOutcome.ADDED, SaveOutcome.ADDED]


def test_a_full_disk_leaves_nothing_behind(read, folder, monkeypatch):
    def be_full(_file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", be_full)
    with pytest.raises(BotError, match=r"the recap cannot be written \(No space left on device\)"):
        folder.keep(read())
    assert names(folder) == []


def test_a_folder_that_is_gone_is_told(read, tmp_path):
    folder = RecapFolder(tmp_path / "gone", (), tmp_path / "home" / "lock")
    with pytest.raises(BotError, match=r"gone: the recap cannot be written \(No such file or directory\); make the "):
        folder.keep(read())


def test_a_home_that_cannot_be_written_is_told(read, folder, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BotError, match=r"cannot be written .* set KUBECON_HOME to a folder that can be written"):
        replace(folder, lock=tmp_path / "file" / "lock").keep(read())
