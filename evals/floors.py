"""Pinned floors: a figure below its floor fails, and lowering a floor has to be asked for by name."""

from __future__ import annotations

import json
from pathlib import Path

TOLERANCE = 0.002
"""Figures may move so little between machines (rounding in the int8 kernels) without being a regression."""


def read_floors(path: Path) -> dict[str, float]:
    """The pinned floors; none where the file is missing."""
    return dict(json.loads(path.read_text())) if path.exists() else {}


def below(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """A line for each figure that fell under its floor or is no longer measured."""
    faults = []
    for name, floor in floors.items():
        if name not in figures:
            faults.append(f"{name}: pinned at {floor:.3f}, not measured")
        elif figures[name] < floor - TOLERANCE:
            faults.append(f"{name}: {figures[name]:.3f}, below its floor {floor:.3f}")
    return faults


def pin(path: Path, figures: dict[str, float], *, allow_regression: bool) -> list[str]:
    """Raise the floors to `figures`; returns the floors that would drop, and then writes nothing."""
    floors = read_floors(path)
    drops = [name for name, floor in floors.items() if figures.get(name, -1.0) < floor - TOLERANCE]
    if drops and not allow_regression:
        return drops
    rounded = {name: round(value, 4) for name, value in sorted({**floors, **figures}.items())}
    path.write_text(json.dumps(rounded, indent=2) + "\n")
    return []
