"""Word lists of the data folder, with every inflected form of their words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dateline.reading.lemmas import forms

_DATA = Path(__file__).parent / "data"


def inflected(lemma: str) -> tuple[str, ...]:
    """The lemma and its inflected forms, irregular ones included, as noun and as verb."""
    return tuple(dict.fromkeys((*forms(lemma), *_irregular().get(lemma, ()))))


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    lines = (_DATA / "irregular_verbs.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line[:1] != "#")
    return {verb: tuple(past) for verb, *past in rows}


@cache
def word_classes(name: str) -> dict[str, frozenset[str]]:
    """The words of a list in `data/` in all their forms, by the class in brackets above them ("" for none)."""
    found: dict[str, set[str]] = {}
    current = ""
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(current, set()).update(inflected(line.strip()))
    return {key: frozenset(words) for key, words in found.items()}
