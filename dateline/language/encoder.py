"""The ONNX model: words of one sentence in, the raw signals of every head out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    InvalidArgument,
    InvalidGraph,
    InvalidProtobuf,
    NoSuchFile,
    RuntimeException,
)
from tokenizers import Tokenizer

from dateline.errors import ModelError

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]
Labels = Mapping[str, Sequence[str]]

MODEL, LABELS, TOKENIZER = "model.int8.onnx", "labels.json", "tokenizer.json"
LONGEST_WINDOW = 254
"""Word pieces read at once: the graph takes 510, but the model has seen no sentences longer than this."""
PIECES_A_WORD = 8
_CACHED_WORDS = 200_000
_BROKEN = (
    Fail,
    InvalidArgument,
    InvalidGraph,
    InvalidProtobuf,
    NoSuchFile,
    RuntimeException,
)
REMEDY = "Reinstall dateline, or name a folder that holds a complete model"
_CLAUSE_ENDS = frozenset(",;:.!?…|•–—")


@dataclass(frozen=True, slots=True)
class Signals:
    """What the heads say of the n words of one window; None where a model has no such head."""

    arc: Floats
    """(n, n + 1) scores of each word's head; column 0 is the root."""
    rel: Integers
    """(n, n + 1) likeliest relation under each candidate head."""
    upos: Integers
    xpos: Integers
    lemma: Integers
    entity: Floats
    content: Floats | None = None
    source: Floats | None = None
    cue: Floats | None = None
    anchor: Floats | None = None
    status: Floats | None = None
    fact: Floats | None = None
    role: Floats | None = None
    """(n, n, 4): anchor word, argument word, label."""
    embed: Floats | None = None


def word_shape(word: str) -> int:
    """Class 1-7 of a word's capitals and digits, which the uncased vocabulary lacks; 0 is for markers."""
    if any(c.isdigit() for c in word):
        return 6
    if not any(c.isalpha() for c in word):
        return 7
    if word.islower():
        return 1
    if word.isupper():
        return 4 if sum(c.isalpha() for c in word) == 1 else 3
    if word[0].isupper() and word[1:].islower():
        return 2
    return 5 if any(c.isupper() for c in word) else 1


class Encoder:
    """One loaded model. Every run holds one sentence, so that no result depends on its neighbours."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Raise ModelError where the folder holds no usable model."""
        self.labels: Labels = _read_labels(folder)
        self._tokenizer = _read_tokenizer(folder)
        self._session = _open_session(folder, threads)
        self._outputs = [output.name for output in self._session.get_outputs()]
        self._pieces: dict[str, tuple[list[int], int]] = {}
        self._cls, self._sep, self._unknown = (self._token_id(t) for t in ("[CLS]", "[SEP]", "[UNK]"))

    def read(self, words: Sequence[str]) -> Signals:
        """The signals of one window of words that `windows` gave."""
        ids, case, first = [self._cls], [0], [0]
        for word in words:
            pieces, shape = self.pieces(word)
            first.append(len(ids))
            ids += pieces
            case += [shape] * len(pieces)
        ids.append(self._sep)
        case.append(0)
        inputs = {
            "ids": np.array([ids], np.int64),
            "case": np.array([case], np.int64),
            "mask": np.ones((1, len(ids)), np.int64),
            "first": np.array([first], np.int64),
        }
        try:
            outputs = self._session.run(None, inputs)
        except _BROKEN as error:
            raise ModelError(f"the language model failed on {len(words)} words: {error}. {REMEDY}") from error
        return self.signals({name: value[0] for name, value in zip(self._outputs, outputs, strict=True)})

    def signals(self, outputs: Mapping[str, npt.NDArray[Any]]) -> Signals:
        """The graph's outputs by name, without the batch dimension."""
        return Signals(**outputs)

    def windows(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Half-open word ranges of at most `LONGEST_WINDOW` pieces, cut behind clause punctuation where there is some."""
        sizes = [len(self.pieces(word)[0]) for word in words]
        if sum(sizes) <= LONGEST_WINDOW:
            return [(0, len(words))]
        ranges: list[tuple[int, int]] = []
        start = 0
        while start < len(words):
            stop = _window_end(words, sizes, start)
            ranges.append((start, stop))
            start = stop
        return ranges

    def pieces(self, word: str) -> tuple[list[int], int]:
        """Vocabulary indices of a word's pieces (at most eight) and its shape."""
        found = self._pieces.get(word)
        if found is None:
            if len(self._pieces) >= _CACHED_WORDS:
                self._pieces.clear()
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids or [self._unknown]
            found = self._pieces[word] = (ids[:PIECES_A_WORD], word_shape(word))
        return found

    def _token_id(self, marker: str) -> int:
        found = self._tokenizer.token_to_id(marker)
        if found is None:
            raise ModelError(f"{TOKENIZER} has no {marker}. {REMEDY}")
        return int(found)


@cache
def model_digest_of(path: Path) -> str:
    """SHA-256 of a model file, as hexadecimal digits."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror}. {REMEDY}") from error


def _window_end(words: Sequence[str], sizes: Sequence[int], start: int) -> int:
    """The last good cut of a window that begins at `start`; a cut in its first half would waste context."""
    room, stop = LONGEST_WINDOW, start
    while stop < len(words) and sizes[stop] <= room:
        room -= sizes[stop]
        stop += 1
    if stop == len(words):
        return stop
    for cut in range(stop, start + (stop - start) // 2, -1):
        if words[cut - 1] in _CLAUSE_ENDS:
            return cut
    return stop


def _read_labels(folder: Path) -> Labels:
    path = folder / LABELS
    try:
        labels: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror}. {REMEDY}") from error
    except ValueError as error:
        raise ModelError(f"{path}: no valid JSON ({error}). {REMEDY}") from error
    return labels


def _read_tokenizer(folder: Path) -> Tokenizer:
    path = folder / TOKENIZER
    if not path.is_file():
        raise ModelError(f"{path}: no such file. {REMEDY}")
    try:
        tokenizer = Tokenizer.from_buffer(path.read_bytes())
    except ValueError as error:
        raise ModelError(f"{path}: no valid tokenizer ({error}). {REMEDY}") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _open_session(folder: Path, threads: int) -> onnxruntime.InferenceSession:
    path = folder / MODEL
    if not path.is_file():
        raise ModelError(f"{path}: no such file. {REMEDY}")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    # Every sentence has its own shape: a memory plan for each would only pile up.
    options.enable_mem_pattern = False
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except _BROKEN as error:
        raise ModelError(f"{path}: no usable ONNX model ({error}). {REMEDY}") from error
