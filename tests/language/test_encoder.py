"""Loading the model, windows of long sentences, word shapes."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import ModelError
from dateline.language import load_parser, model_digest
from dateline.language.encoder import LABELS, LONGEST_WINDOW, MODEL, TOKENIZER, word_shape
from dateline.language.parser import NeuralParser


@pytest.fixture
def folder(tmp_path: Path, model_folder: Path) -> Path:
    """A copy of the packaged model's small files beside a model file that is no model."""
    for name in (LABELS, TOKENIZER):
        shutil.copy(model_folder / name, tmp_path / name)
    (tmp_path / MODEL).write_bytes(b"not an ONNX graph")
    return tmp_path


def test_a_missing_folder_is_named_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nowhere.*Reinstall"):
        load_parser(tmp_path / "nowhere")


def test_a_broken_graph_is_a_model_error(folder: Path) -> None:
    with pytest.raises(ModelError, match="no usable ONNX model"):
        load_parser(folder)


def test_broken_labels_are_a_model_error(folder: Path) -> None:
    (folder / LABELS).write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="no valid JSON"):
        load_parser(folder)


def test_missing_labels_are_a_model_error(folder: Path, model_folder: Path) -> None:
    (folder / LABELS).write_text('{"upos": []}', encoding="utf-8")
    shutil.copy(model_folder / MODEL, folder / MODEL)
    with pytest.raises(ModelError, match="lack entity, lemma, rel, xpos"):
        load_parser(folder)


def test_a_broken_tokenizer_is_a_model_error(folder: Path) -> None:
    (folder / TOKENIZER).write_text("[]", encoding="utf-8")
    with pytest.raises(ModelError, match="no valid tokenizer"):
        load_parser(folder)


def test_the_digest_is_that_of_the_model_file(model_folder: Path) -> None:
    assert model_digest(model_folder) == hashlib.sha256((model_folder / MODEL).read_bytes()).hexdigest()


def test_no_digest_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        model_digest(tmp_path)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("army", 1),
        ("Syria", 2),
        ("NATO", 3),
        ("A", 4),
        ("McCain", 5),
        ("2014", 6),
        ("G20", 6),
        ("—", 7),
        ("U.S.", 3),
    ],
)
def test_word_shapes(word: str, shape: int) -> None:
    assert word_shape(word) == shape


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(["troops", "Deir", ",", ";", "x" * 60, "1,200", "بغداد"]), min_size=1, max_size=1500
    )
)
def test_windows_cover_every_word_once_and_fit(parser: NeuralParser, words: list[str]) -> None:
    encoder = parser._encoder
    ranges = encoder.windows(words)
    assert [i for first, last in ranges for i in range(first, last)] == list(range(len(words)))
    assert all(sum(len(encoder.pieces(w)[0]) for w in words[a:b]) <= LONGEST_WINDOW for a, b in ranges)


def test_windows_are_cut_behind_punctuation(parser: NeuralParser) -> None:
    words = (["troops"] * 99 + [","]) * 8
    assert all(words[last - 1] == "," for _, last in parser._encoder.windows(words))
