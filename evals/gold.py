"""The figures of the gold scorer for what is read in the gold files."""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from dateline.exporting.gold import to_gold
from dateline.grounding import Grounder, load_grounder
from dateline.language import Parser, load_parser
from dateline.model.reports import Report
from dateline.reading import read

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
Row = dict[str, Any]


def load_scorer(folder: Path = GOLD) -> ModuleType | None:
    """The gold scorer as a module; None where its folder is absent."""
    path = folder / "score.py"
    if not path.exists():
        return None
    spec = importlib.util.spec_from_file_location("gold_score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reports(path: Path) -> Iterator[Report]:
    """The reports of a gold file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            published = row.get("published")
            yield Report(
                id="rpt_" + row["doc_id"],
                given_id=row["doc_id"],
                text=row["text"],
                snapshot="",
                outlet=row.get("outlet"),
                published=date.fromisoformat(published) if published else None,
            )


def figures(shared: Path) -> dict[str, float]:
    """F1 of every figure of the scorer on the development gold, read with the packaged model and grounded."""
    parser, grounder = load_parser(), load_grounder()
    found: dict[str, float] = {}
    for name in ("dev", "convoy"):
        rows = score_file(shared / "gold" / f"{name}.jsonl", parser, grounder)
        found |= {f"{name} {figure}": row["f1"] for figure, row in rows.items()}
    return found


def score_file(
    path: Path, parser: Parser, grounder: Grounder, misses: list[Any] | None = None
) -> dict[str, Row]:
    """The scorer's figures of one gold file, by figure's name; fills `misses` with the claims not right."""
    scorer = load_scorer(path.parent)
    if scorer is None:
        raise FileNotFoundError(f"{path.parent}/score.py: the gold scorer is not there; give its folder")
    record: dict[str, Row] = {}
    for report in reports(path):
        analysis = parser.parse(report.text)
        claims = grounder.ground(read(report, analysis), report=report, analysis=analysis)
        record[report.given_id] = to_gold(report, claims)
    found: dict[str, Row] = scorer.score(scorer.load(path), record, misses)
    return found


def print_figures(name: str, rows: dict[str, Row]) -> None:
    """A table of figures on standard output."""
    print(f"{name:14} {'P':>6} {'R':>6} {'F1':>6} {'gold':>6} {'found':>6}")
    for figure, row in rows.items():
        print(
            f"{figure:14} {row['p']:6.3f} {row['r']:6.3f} {row['f1']:6.3f} {row['gold']:6} {row['predicted']:6}"
        )


def main() -> int:
    """Print the figures of the gold files named, of dev and convoy by default; 2 where there is no gold."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("files", nargs="*", type=Path)
    arguments.add_argument(
        "--model", type=Path, help="folder of the language model; the packaged one by default"
    )
    chosen = arguments.parse_args()
    files = chosen.files or [GOLD / "dev.jsonl", GOLD / "convoy.jsonl"]
    if not all(path.exists() for path in files):
        print(f"no gold at {files[0].parent}: nothing measured", file=sys.stderr)
        return 2
    parser, grounder = load_parser(chosen.model), load_grounder()
    for path in files:
        started = time.perf_counter()
        print_figures(path.stem, score_file(path, parser, grounder))
        print(f"{time.perf_counter() - started:.1f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
