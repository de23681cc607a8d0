"""The language model's heads on their development sets: tags, tree, names, attribution, factuality."""

from __future__ import annotations

from pathlib import Path

from dateline.language import PACKAGED
from training.evaluate import evaluations
from training.running import Model

_SHOWN = (
    "UPOS",
    "lemma",
    "UAS",
    "LAS",
    "sentences",
    "all",
    "content spans",
    "source spans",
    "cue spans",
    "r",
)


def figures(shared: Path) -> dict[str, float]:
    """Each head's main figures for the packaged int8 model, one sentence a run."""
    model = Model(PACKAGED)
    found: dict[str, float] = {}
    for name, evaluate in evaluations(shared / "corpora", shared / "gold", 1).items():
        if name.startswith("events"):
            continue  # what becomes of the event heads is measured on whole records
        found |= {f"{name}: {key}": float(value) for key, value in evaluate(model).items() if key in _SHOWN}
    return found
