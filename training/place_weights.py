"""Fits the weights by which places are weighed for events: `python -m training.place_weights GOLD.jsonl... [--model DIR]`.

Conditional logistic regression (McFadden, 1974) over the candidates of each annotated event, "none" among them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from dateline.codebook import EventType
from dateline.model.analysis import Analysis
from dateline.reading.places import Scenes
from evals.gold import load_scorer, reports

TARGET = Path(__file__).resolve().parents[1] / "dateline" / "reading" / "data" / "place_weights.toml"
RIDGE = 5.0
STEPS = 250
# The role head is trained on the same reports, so that its own fit would flatter it: set by hand, by quarter of score.
ROLES = {"role 1": 0.1, "role 2": 0.6, "role 3": 0.9, "role 4": 0.9}
HEADER = """\
# Weights of the features by which a place is weighed for an event: "P" before those of physical events, "N" before
# those of others. Fitted by training/place_weights.py, those of the role head set by hand; a feature without a weight
# counts nothing.

[weights]
"""

Example = tuple[list[list[str]], list[int]]
"""The features of each candidate, and which candidates are right."""


def examples(path: Path, parse: Callable[[str], Analysis]) -> Iterator[Example]:
    """The candidates of each event of a gold file; raises FileNotFoundError where its folder holds no scorer."""
    scorer = load_scorer(path.parent)
    if scorer is None:
        raise FileNotFoundError(f"{path.parent}/score.py: the gold scorer is not there; give its folder")
    gold = scorer.load(path)
    for report in reports(path):
        analysis = parse(report.text)
        scenes = Scenes(analysis)
        for event in gold[report.given_id]["events"]:
            start, end = scorer.span(report.text, event["anchor"], event.get("nth"))
            inside = [t.index for t in analysis.tokens if t.start < end and start < t.end]
            token = next((t for t in inside if analysis.tokens[t].head not in inside), None)
            if token is None:
                continue
            rows = list(scenes.rows(token, EventType(event["type"])))
            right = [at for at, (name, _) in enumerate(rows) if scorer.same_place(event["place"], name)]
            if right:
                yield [[f for f in features if " role " not in f] for _, features in rows], right


def fit(data: list[Example]) -> dict[str, float]:
    """The weight of each feature, by gradient steps with AdaGrad's scaling (Duchi et al., 2011)."""
    index: dict[str, int] = {}
    feature, candidate, event, right = [], [], [], []
    for number, (rows, good) in enumerate(data):
        for at, features in enumerate(rows):
            feature += [index.setdefault(name, len(index)) for name in features]
            candidate += [len(event)] * len(features)
            event.append(number)
            right.append(float(at in good))
    features_at, candidates = np.array(feature), np.array(candidate)
    events, hits = np.array(event), np.array(right)
    weights, squares = np.zeros(len(index)), np.zeros(len(index))
    for _ in range(STEPS):
        scores = np.bincount(candidates, weights[features_at], minlength=len(events))
        likely = np.exp(scores - scores.max())
        share = likely / np.bincount(events, likely)[events]
        wanted = share * hits
        wanted /= np.bincount(events, wanted)[events]
        slope = np.bincount(features_at, (share - wanted)[candidates], minlength=len(index))
        slope = (slope + RIDGE * weights) / len(data)
        squares += slope**2
        weights -= 0.5 * slope / np.sqrt(squares + 1e-8)
    return {name: float(weights[at]) for name, at in index.items()}


def main() -> int:
    """Fit on the gold files given and write the package's weights."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("files", nargs="+", type=Path)
    arguments.add_argument(
        "--model", type=Path, help="folder of the language model; the packaged one by default"
    )
    options = arguments.parse_args()
    from dateline.language import load_parser

    parse = (load_parser(options.model) if options.model else load_parser()).parse
    weights = fit([example for path in options.files for example in examples(path, parse)])
    weights |= {f"{mark} {name}": value for mark in "PN" for name, value in ROLES.items()}
    lines = "".join(f'"{name}" = {value:.3f}\n' for name, value in sorted(weights.items()))
    TARGET.write_text(HEADER + lines, encoding="utf-8")
    print(f"{len(weights)} weights written to {TARGET}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
