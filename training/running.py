"""Run an exported model on sentences, one at a time, as the package does."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from training.encoding import Encoder
from training.graph import OUTPUTS
from training.sentences import Sentence


class Model:
    """An exported graph with its labels."""

    def __init__(self, folder: Path, *, file: str = "model.int8.onnx", threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(
            folder / file, options, providers=["CPUExecutionProvider"]
        )
        self.labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._encoder = Encoder(Tokenizer.from_file(str(folder / "tokenizer.json")), self.labels)

    def run(self, words: Sequence[str]) -> dict[str, Any]:
        """All outputs for one sentence, without the batch dimension; a word past the last position reads as the last one."""
        example = self._encoder.encode(Sentence(words=tuple(words)))
        ids, case = example.ids[:512], example.case[:512]
        first = [min(f, 511) for f in example.first]
        if len(first) == 2:
            first.append(0)  # the graph was traced for two words and more
        inputs = {"ids": [ids], "case": [case], "mask": [[1] * len(ids)], "first": [first]}
        arrays = self._session.run(
            OUTPUTS, {name: np.array(value, np.int64) for name, value in inputs.items()}
        )
        return {name: array[0] for name, array in zip(OUTPUTS, arrays, strict=True)}
