"""Every eval in one table, against its floors: `python -m evals.run [--shared ../shared] [--update]`."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from evals.floors import below, pin, read_floors

FLOORS = Path(__file__).with_name("floors.json")
EVALS = (
    "backbone",
    "gold",
    "hard",
    "attribution",
    "status",
    "quantities",
    "geoparsing",
    "coreference",
    "entities",
    "event_places",
)
"""Modules of this package; each has `figures(shared: Path) -> dict[str, float]`, larger is better."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and compare; 0 where no figure lies below its floor."""
    options = _options(arguments)
    if not options.shared.exists():
        print(f"{options.shared}: the development data is not there; name its folder with --shared")
        return 2
    floors = read_floors(FLOORS)
    figures: dict[str, float] = {}
    for name in options.only or EVALS:
        started = time.monotonic()
        found = importlib.import_module(f"evals.{name}").figures(options.shared)
        _print(name, found, floors, time.monotonic() - started)
        figures |= {f"{name}.{key}": value for key, value in found.items()}
    return _settle(figures, floors, options)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path("../shared"), help="folder that holds gold/ and corpora/"
    )
    parser.add_argument("--only", nargs="*", choices=EVALS, help="only these evals")
    parser.add_argument("--update", action="store_true", help="raise the floors to what was measured")
    parser.add_argument("--allow-regression", action="store_true", help="let --update lower a floor")
    return parser.parse_args(arguments)


def _print(name: str, figures: dict[str, float], floors: dict[str, float], seconds: float) -> None:
    print(f"\n{name}  ({seconds:.0f} s)")
    for key, value in figures.items():
        floor = floors.get(f"{name}.{key}")
        print(f"  {key:<34} {value:7.3f}" + (f"   floor {floor:.3f}" if floor is not None else ""))


def _settle(figures: dict[str, float], floors: dict[str, float], options: argparse.Namespace) -> int:
    if options.update:
        drops = pin(FLOORS, figures, allow_regression=options.allow_regression)
        if drops:
            print("\nnot pinned, these would drop (--allow-regression): " + ", ".join(drops))
        return int(bool(drops))
    measured = {
        key: floor for key, floor in floors.items() if not options.only or key.split(".")[0] in options.only
    }
    faults = below(figures, measured)
    print("\n" + ("\n".join(faults) if faults else "every figure holds its floor"))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
