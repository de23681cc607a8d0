"""Word lists of the data folder, with every inflected form of their words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dateline.reading.lemmas import forms

_DATA = Path(__file__).parent / "data"


@cache
def word_classes(name: str) -> dict[str, frozenset[str]]:
    """The words of a list in `data/` in all their forms, by the class in brackets above them ("" for none)."""
    found: dict[str, set[str]] = {}
    current = ""
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(current, set()).update(forms(line.strip()))
    return {key: frozenset(words) for key, words in found.items()}
