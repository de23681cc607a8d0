"""Counts, movements, agreements, places and times read in the gold files, by the gold scorer."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dateline.codebook import EventType, Status
from dateline.exporting.gold import to_gold
from dateline.grounding.dates import resolve_when, tense_of
from dateline.model.analysis import Analysis
from dateline.model.reports import Report
from dateline.reading.agreements import read_agreements
from dateline.reading.attribution import read_attribution
from dateline.reading.counts import read_counts
from dateline.reading.movements import read_movements
from dateline.reading.parties import name_parties
from dateline.reading.places import place_of
from dateline.reading.times import time_of
from evals.gold import load_scorer, reports

Parse = Callable[[str], Analysis]
Row = dict[str, Any]
FILES = ("dev", "convoy")
"""Gold files that are measured by default; the others are there to develop rules on."""
NAMES = ("count.detect", "count.full", "count.claim", "movement", "agreement")


def figures(shared: Path) -> dict[str, float]:
    """F1 of counts, movements and agreements, and the share of right places and dates at gold anchors."""
    from dateline.language import load_parser

    parse = load_parser().parse
    found: dict[str, float] = {}
    for name in FILES:
        for figure, value in measure(shared / "gold" / f"{name}.jsonl", parse).items():
            found[f"{name}.{figure}"] = value
    return found


def measure(path: Path, parse: Parse) -> dict[str, float]:
    """The figures of one gold file; raises FileNotFoundError where its folder holds no scorer."""
    scorer = load_scorer(path.parent)
    if scorer is None:
        raise FileNotFoundError(f"{path.parent}/score.py: the gold scorer is not there; give its folder")
    gold = scorer.load(path)
    record: dict[str, Row] = {}
    hits: Counter[str] = Counter()
    for report in reports(path):
        analysis = parse(report.text)
        record[report.given_id] = _record(report, analysis)
        for name, right in _at_anchors(scorer, gold[report.given_id], report, analysis):
            hits[name] += right
            hits[f"{name} all"] += 1
    rows = scorer.score(gold, record)
    found = {name: float(rows[name]["f1"]) for name in NAMES if name in rows}
    for name in ("place", "date"):
        found[f"{name} at gold anchors"] = hits[name] / max(1, hits[f"{name} all"])
    return found


def _record(report: Report, analysis: Analysis) -> Row:
    """The report's record without its events."""
    names = name_parties(analysis)
    attribution = read_attribution(analysis, report, names)
    claims = [
        claim
        for reader in (read_counts, read_movements, read_agreements)
        for claim in reader(analysis, report, names, attribution, ())
    ]
    return to_gold(report, claims)


def _at_anchors(scorer: Any, gold: Row, report: Report, analysis: Analysis) -> Iterator[tuple[str, bool]]:
    """For each gold event, whether the place and the date found at its anchor are right."""
    names = name_parties(analysis)
    for event in gold["events"]:
        token = _head(analysis, scorer.span(report.text, event["anchor"], event.get("nth")))
        if token is None:
            continue
        place = place_of(analysis, token, names, EventType(event["type"]))
        yield "place", scorer.same_place(event["place"], place.name if place else None)
        yield "date", _date(analysis, token, report.published, Status(event["status"])) == event["date"]


def _date(analysis: Analysis, token: int, published: date | None, status: Status) -> Row | None:
    when = time_of(analysis, token)
    if when is None:
        return None
    found = resolve_when(when, published=published, tense=tense_of(status))
    if found.first is None or found.last is None:
        return None
    return {"from": found.first.isoformat(), "to": found.last.isoformat()}


def _head(analysis: Analysis, span: tuple[int, int]) -> int | None:
    """The token of a span that hangs outside it."""
    inside = [t.index for t in analysis.tokens if t.start < span[1] and span[0] < t.end]
    return next((t for t in inside if analysis.tokens[t].head not in inside), None)


def main() -> int:
    """Print the figures of gold files read with the packaged model or the one in `--model`."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("files", nargs="*", type=Path)
    arguments.add_argument(
        "--model", type=Path, help="folder of the language model; the packaged one by default"
    )
    arguments.add_argument("--json", action="store_true", help="print one JSON object")
    options = arguments.parse_args()
    from dateline.language import load_parser

    parse = (load_parser(options.model) if options.model else load_parser()).parse
    folder = Path(__file__).resolve().parents[2] / "shared" / "gold"
    found = {
        path.stem: measure(path, parse)
        for path in options.files or [folder / f"{name}.jsonl" for name in FILES]
    }
    if options.json:
        print(json.dumps(found))
        return 0
    for name, rows in found.items():
        for figure, value in rows.items():
            print(f"{name:16} {figure:24} {value:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
