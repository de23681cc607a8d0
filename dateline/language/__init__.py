"""The language stage: one pass of a small encoder, and everything read off it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from dateline.model.analysis import Analysis

PACKAGED = Path(__file__).parent / "data"
"""Folder of the model that comes with the package."""


class Parser(Protocol):
    """Whatever turns raw text into an analysis with UD labels."""

    def parse(self, text: str) -> Analysis:
        """The analysis of any text; one without words gives an analysis without tokens."""
        ...


def load_parser(folder: Path | None = None, threads: int = 1) -> Parser:
    """A parser over the model in `folder`, or the packaged one; raises ModelError where it cannot be used.

    `threads` is the number of processor threads of one sentence's run; the analysis does not depend on it.
    """
    # The runtime takes a tenth of a second to import: pay only where a model is wanted.
    from dateline.language.encoder import Encoder
    from dateline.language.parser import NeuralParser

    return NeuralParser(Encoder(folder or PACKAGED, threads))


def model_digest(folder: Path | None = None) -> str:
    """SHA-256 of the model file in `folder`, or of the packaged one; raises ModelError without one."""
    from dateline.language.encoder import MODEL, model_digest_of

    return model_digest_of((folder or PACKAGED) / MODEL)
