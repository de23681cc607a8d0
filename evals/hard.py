"""The hard cases of `tests/cases/hard`: the share that is read fully right, by phenomenon.

`python -m evals.hard [--model FOLDER] [--misses] [PHENOMENON ...]`
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from dateline.pipeline import Options, Pipeline
from tests.hard_cases import Outcome, load_cases, read_case


def figures(shared: Path) -> dict[str, float]:  # noqa: ARG001  the cases lie in the repository
    """The share of cases read fully right, of all and of each phenomenon, and the number without an invention."""
    return summarise(outcomes())


def outcomes(model: Path | None = None, phenomena: Iterable[str] = ()) -> list[Outcome]:
    """The outcome of every case, or of those of some phenomena, read with the packaged model or another."""
    reader = Pipeline(Options(model=model))
    chosen = set(phenomena)
    return [read_case(reader, case) for case in load_cases() if not chosen or case.phenomenon in chosen]


def summarise(found: Iterable[Outcome]) -> dict[str, float]:
    """Shares right and the share free of inventions."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for outcome in found:
        for name in ("all", outcome.case.phenomenon):
            right[name] += not outcome.faults and not outcome.inventions
            total[name] += 1
        right["nothing invented"] += not outcome.inventions
        total["nothing invented"] += 1
    return {name: right[name] / total[name] for name in total}


def main() -> int:
    """Print the figures and, where asked, every case that is not right with what is wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("phenomena", nargs="*", help="names of files in tests/cases/hard; all by default")
    options.add_argument(
        "--model", type=Path, help="folder of the language model; the packaged one by default"
    )
    options.add_argument("--misses", action="store_true", help="also print every case that is not right")
    chosen = options.parse_args()
    found = outcomes(chosen.model, chosen.phenomena)
    for outcome in found if chosen.misses else ():
        if outcome.faults or outcome.inventions:
            print(f"\n{outcome.case.id} ({outcome.case.why}): {outcome.case.text}")
            print("".join(f"  - {fault}\n" for fault in (*outcome.faults, *outcome.inventions)), end="")
    right = sum(not outcome.faults and not outcome.inventions for outcome in found)
    for name, value in summarise(found).items():
        print(f"{name:24} {value:.3f}")
    print(f"{right} of {len(found)} fully right")
    return 0


if __name__ == "__main__":
    sys.exit(main())
