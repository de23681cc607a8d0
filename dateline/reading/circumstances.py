"""Circumstances: a log-linear choice between the places, or the times, of a report for one event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files

from dateline.reading.place_names import Span

Row = tuple[Span | None, list[str]]
"""A candidate's words, or None for "none", with the names of its features."""


def load_weights(name: str) -> dict[str, float]:
    """The table of weights of that name in `data/`: a feature, a tab, its weight."""
    text = (files("dateline.reading") / "data" / name).read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {feature: float(weight) for feature, weight in rows}


def best(rows: Iterable[Row], weights: Mapping[str, float]) -> Span | None:
    """The candidate whose features weigh most, the first of equals; a feature without a weight counts nothing."""
    most, chosen = float("-inf"), None
    for span, features in rows:
        weight = sum(weights.get(feature, 0.0) for feature in features)
        if weight > most:
            most, chosen = weight, span
    return chosen
