import errno

import pytest

from bot.delivery.worker_id import WorkerId


@pytest.fixture
def named(tmp_path):
    """Return what names a process, in a folder of its own where none is given."""
    names = []

    def make(home=tmp_path):
        names.append(WorkerId(home))
        return names[-1]

    yield make
    for name in names:
        name.free()


def test_a_process_that_is_started_again_has_its_name_again(named):
    first = named()
    first.free()
    assert named().name == first.name


def test_a_second_process_in_the_same_folder_has_another_name(named):
    first, second = named(), named()
    assert first.name != second.name
    second.free()
    assert named().name not in {first.name, second.name}


def test_where_the_folder_cannot_be_used_the_name_is_one_for_once(named, tmp_path):
    (tmp_path / "file").write_text("")
    first, second = named(tmp_path / "file" / "home"), named(tmp_path / "file" / "home")
    assert first.name
    assert first.name != second.name


def test_a_full_disk_takes_no_name_and_costs_none(named, monkeypatch):
    kept = named()
    kept.free()

    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(WorkerId, "_keep", refuse)
    other = named()
    other.free()
    assert other.name != kept.name
    monkeypatch.undo()
    assert named().name == kept.name
