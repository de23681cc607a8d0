"""The packaged parser, loaded once; and analyses with made-up trees for rules that need no model."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import dateline.language
from dateline.language import Parser, load_parser
from dateline.language.assembly import Draft, assemble
from dateline.language.words import split_sentences
from dateline.model.analysis import Analysis


@pytest.fixture(scope="session")
def model_folder() -> Path:
    """Where the packaged model lies, or another one that DATELINE_TEST_MODEL names."""
    given = os.environ.get("DATELINE_TEST_MODEL")
    return Path(given) if given else Path(dateline.language.__file__).parent / "data"


@pytest.fixture(scope="session")
def parser(model_folder: Path) -> Parser:
    return load_parser(model_folder)


@pytest.fixture(scope="session")
def flat() -> Callable[..., Analysis]:
    """Makes an analysis whose words all hang on the first of their sentence; tags come from `upos`."""

    def make(
        text: str, upos: dict[str, str] | None = None, entities: tuple[tuple[str, str], ...] = ()
    ) -> Analysis:
        draft = Draft()
        sentences = split_sentences(text)
        spans = [span for sentence in sentences for span in sentence]
        for sentence in sentences:
            first = len(draft.tags)
            for start, end in sentence:
                form = text[start:end]
                tag = (upos or {}).get(form) or (
                    "NUM" if form[0].isdigit() else "PROPN" if form[0].isupper() else "NOUN"
                )
                is_first = len(draft.tags) == first
                draft.tags.append(
                    (form.lower(), tag, "NN", -1 if is_first else first, "root" if is_first else "dep")
                )
        for words, label in entities:
            start = text.index(words)
            inside = [i for i, (a, b) in enumerate(spans) if a < start + len(words) and start < b]
            draft.entities.append((inside[0], inside[-1] + 1, label, 0.9))
        return assemble(text, sentences, draft)

    return make
