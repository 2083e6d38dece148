import pytest

from bot.errors import Diagnostic
from bot.ingest.manifest import IndexedFile, read_manifest, write_manifest

SHELVED = [IndexedFile("k1", "a.md", 0, 3, (Diagnostic("a.md", 4, "the date is impossible", "write a real one"),))]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "segment").write_bytes(b"otters" * 100)
    write_manifest(SHELVED, "g1", tmp_path)
    return tmp_path


def test_a_whole_index_says_what_it_holds(folder):
    assert read_manifest(folder, "g1") == SHELVED


def test_an_index_with_one_altered_byte_is_not_trusted(folder):
    (folder / "text" / "segment").write_bytes(b"otterz" + b"otters" * 99)
    assert read_manifest(folder, "g1") is None


def test_an_index_built_with_other_code_or_another_catalogue_is_not_trusted(folder):
    assert read_manifest(folder, "g2") is None


def test_an_index_that_lost_a_file_is_not_trusted(folder):
    (folder / "text" / "segment").unlink()
    assert read_manifest(folder, "g1") is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"shelved": 3, "checksums": {}}'])
def test_a_manifest_that_makes_no_sense_is_not_trusted(folder, text):
    (folder / "manifest.json").write_text(text)
    assert read_manifest(folder, "g1") is None


def test_a_folder_without_manifest_is_not_trusted(tmp_path):
    assert read_manifest(tmp_path, "g1") is None
